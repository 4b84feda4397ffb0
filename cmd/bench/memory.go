package main

import (
	"log/slog"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// fromMemory answers /N with the first N bytes of a page and its headers: what is left of
// the portal where a page is not worked out. Around it is what is around every page.
func fromMemory(log *slog.Logger, header http.Header, page []byte) http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	protection := http.NewCrossOriginProtection()
	around := func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := protection.Check(c.Request()); err != nil {
				return err
			}
			err := next(c)
			if err != nil {
				c.Error(err)
			}
			log.InfoContext(c.Request().Context(), "request", "method", c.Request().Method, "path", c.Request().URL.Path,
				"status", c.Response().Status, "id", c.Response().Header().Get(echo.HeaderXRequestID), "ip", c.RealIP())
			return nil
		}
	}
	e.Use(around, middleware.Recover(), middleware.Gzip())
	e.GET("/:length", func(c echo.Context) error {
		length, err := strconv.Atoi(c.Param("length"))
		if err != nil || length > len(page) {
			return echo.ErrNotFound
		}
		for name, values := range header {
			c.Response().Header()[name] = values
		}
		return c.HTMLBlob(http.StatusOK, page[:length])
	})
	return e
}
