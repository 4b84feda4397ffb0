package web

import (
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/views"
)

// fail answers a request that went wrong. It is the only place that maps an error to a
// status; a client that went away gets no answer and is no error.
func (p *portal) fail(err error, c echo.Context) {
	if gone := c.Request().Context().Err(); gone != nil { // a driver says it in words of its own
		p.Log.InfoContext(c.Request().Context(), "the client went away", "error", err, "id", requestID(c))
		return
	}
	if c.Response().Committed { // a download that fails half-way is to look like it
		p.Log.ErrorContext(c.Request().Context(), "failed after the answer began", "error", err, "id", requestID(c), "path", pathOf(c))
		panic(http.ErrAbortHandler)
	}
	r := p.known(c)
	status, detail := r.status(err)
	if newer := p.newer(c, status); newer != nil {
		err = errors.Join(newer, err)
		status, detail = r.status(err)
	}
	if status >= http.StatusInternalServerError {
		p.Log.ErrorContext(c.Request().Context(), "failed", "error", err, "id", requestID(c), "path", pathOf(c))
	}
	r.code = status
	if status == http.StatusServiceUnavailable {
		c.Response().Header().Set(echo.HeaderRetryAfter, retryAfter)
	}
	c.Response().Header().Del(echo.HeaderContentType) // of the answer that was to be
	c.Response().Header().Del(echo.HeaderContentDisposition)
	if strings.HasSuffix(c.Path(), "/healthz") {
		err = c.String(status, "unavailable\n")
	} else {
		page := views.ErrorPage{Frame: r.errorFrame(), Status: status, Detail: detail, RequestID: requestID(c)}
		if refusal := store.Refusal(err); refusal != nil {
			page.Refused = refusal.Code
		}
		err = r.render(page.Page())
	}
	if err != nil {
		p.Log.ErrorContext(c.Request().Context(), "error page", "error", err, "id", requestID(c))
	}
}

// newer is store.ErrNewer where what failed did so because a newer portal has changed the schema: then a statement of
// this one may fail in any way.
func (p *portal) newer(c echo.Context, status int) error {
	if status != http.StatusInternalServerError {
		return nil
	}
	if err := p.Store.Fits(c.Request().Context()); errors.Is(err, store.ErrNewer) {
		return err
	}
	return nil
}

// retryAfter is how many seconds a program is asked to wait before it tries again.
const retryAfter = "30"

// known returns what is known of a request that failed: at an address that is none, or where
// the database failed, its page has not asked yet.
func (p *portal) known(c echo.Context) *request {
	if r, is := c.Get(requestKey).(*request); is {
		return r
	}
	if r, err := p.request(c); err == nil {
		return r
	}
	return &request{Context: c, portal: p, l: views.For(language(c.Request(), ""))}
}

// status returns the status of an error, and what a person should know of this very case.
func (r *request) status(err error) (status int, detail string) {
	var h *echo.HTTPError
	var tooMany store.TooManyError
	refusal := store.Refusal(err)
	switch {
	case errors.Is(err, store.ErrNewer):
		return http.StatusServiceUnavailable, r.l.T("unavailable.newer")
	case errors.As(err, &tooMany):
		r.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(seconds(tooMany.Wait)))
		return http.StatusTooManyRequests, r.waits(tooMany.Wait)
	case errors.Is(err, store.ErrNotFound):
		return http.StatusNotFound, ""
	case errors.Is(err, errGone):
		return http.StatusNotFound, r.l.T("join.gone") + " " + r.l.T("join.gone_act")
	case errors.Is(err, errDuty):
		return http.StatusForbidden, r.l.T("error.duty", "Role", r.l.Term("role", string(r.who.Role)))
	case errors.Is(err, errWhole):
		return http.StatusForbidden, r.l.T("error.whole")
	case errors.Is(err, store.ErrBusy):
		return http.StatusServiceUnavailable, ""
	case errors.Is(err, store.ErrUnavailable):
		return http.StatusServiceUnavailable, r.l.T("unavailable.why")
	case refusal != nil && refusal.Conflict():
		return http.StatusConflict, r.l.Refusal(refusal)
	case refusal != nil && refusal.Role():
		return http.StatusForbidden, r.l.Refusal(refusal)
	case refusal != nil:
		return http.StatusUnprocessableEntity, r.l.Refusal(refusal)
	case errors.As(err, &h):
		if message, is := h.Message.(string); is && errors.Is(h.Internal, errInput) {
			detail = message
		}
		return h.Code, detail
	}
	return http.StatusInternalServerError, ""
}

// seconds are those that a wait takes, rounded up.
func seconds(wait time.Duration) int { return int((wait + time.Second - 1) / time.Second) }

// waits says how long the next sign-in has to wait.
func (r *request) waits(wait time.Duration) string {
	if s := seconds(wait); s < 120 {
		return r.l.T("sign_in.wait_seconds", "Seconds", s)
	}
	return r.l.T("sign_in.wait_minutes", "Minutes", int((wait+time.Minute-1)/time.Minute))
}

// errorFrame is the frame of an error page. Where the database is what failed it comes
// without what only the database knows.
func (r *request) errorFrame() views.Frame {
	f, err := r.frame0()
	if err != nil {
		r.Log.ErrorContext(r.Request().Context(), "frame of an error page", "error", err, "id", requestID(r))
	}
	if r.Request().Method == post && !slices.ContainsFunc(routes, func(rt route) bool { return rt.method == get && rt.path == r.Path() }) {
		f.Path = views.HomePath // a switch of languages leads to a page, and there is none at this address
	}
	return f
}

// frame0 is frame for a request whose session may not have been read.
func (r *request) frame0() (views.Frame, error) {
	if r.session == nil {
		return views.Frame{L: r.l, Theme: r.theme(), Path: views.HomePath, Version: r.Version}, nil
	}
	return r.frame()
}

func newRequestID() string { return rand.Text()[:12] }

func requestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }
