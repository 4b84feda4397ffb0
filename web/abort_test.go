package web

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func TestADownloadThatFailsHalfWayIsNoWholeFile(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	p := &portal{Options: Options{Log: slog.New(slog.NewTextHandler(&log, nil))}}
	e := echo.New()
	e.HTTPErrorHandler = p.fail
	e.Use(p.logged, middleware.Recover())
	e.GET("/file", func(c echo.Context) error {
		_, err := io.WriteString(c.Response(), "customer,amount\n")
		return errors.Join(errors.New("the database failed"), err)
	})
	s := httptest.NewServer(e)
	a, err := http.Get(s.URL + "/file")
	if err == nil {
		_, err = io.ReadAll(a.Body)
		err = errors.Join(err, a.Body.Close())
	}
	s.Close()
	if !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		t.Errorf("the client reads it as whole: %v", err)
	}
	if !strings.Contains(log.String(), "the database failed") {
		t.Errorf("the log says %q", log.String())
	}
}
