package web

import (
	"bytes"
	"errors"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"
	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// request is one request with who sends it and in which language the answer is.
type request struct {
	echo.Context
	*portal
	who     directory.Person // its Key is 0 for nobody
	l       *views.Locale
	session *sessions.Session
	basis   *report.Basis // what the page's figures rest on; nil until it is known
	code    int           // status of the answer
}

// page makes an echo handler of a route: it finds out who asks, lets in whom the page is
// for, and renders what the page's function returns, whole or not at all.
func (p *portal) page(rt route) echo.HandlerFunc {
	return func(c echo.Context) error {
		r, err := p.request(c)
		if err != nil {
			return err
		}
		if rt.audience != "" && r.who.Key == 0 {
			return r.askToSignIn()
		}
		if rt.audience != "" && r.who.Role.Audience() != string(rt.audience) {
			return echo.NewHTTPError(http.StatusForbidden, "this page is for another audience")
		}
		if err := r.readForm(); err != nil {
			return err
		}
		component, err := rt.handle(r)
		if errors.Is(err, errSignedOut) {
			return r.askToSignIn()
		}
		if err != nil || component == nil {
			return err
		}
		return r.render(component)
	}
}

// request reads the session and the language of a request.
func (p *portal) request(c echo.Context) (*request, error) {
	r := &request{Context: c, portal: p, code: http.StatusOK}
	var err error
	if r.session, err = p.sessions.Get(c.Request(), sessionName); err != nil {
		return nil, err
	}
	r.who, _ = r.session.Values[keyPerson].(directory.Person)
	r.l = views.For(language(c.Request(), r.who.Language))
	c.Set(requestKey, r)
	return r, nil
}

// requestKey is where the error handler finds what is known of the request.
const requestKey = "shimei.request"

// render writes a component as the whole answer: first to memory, so that one that fails
// is a clean error and never half a page.
func (r *request) render(component templ.Component) error {
	page := pages.Get().(*bytes.Buffer)
	page.Reset()
	defer pages.Put(page)
	if err := component.Render(r.Request().Context(), page); err != nil {
		return err
	}
	if r.unchanged(page.Bytes()) {
		return r.NoContent(http.StatusNotModified)
	}
	r.Response().Header().Set(echo.HeaderContentLength, strconv.Itoa(page.Len()))
	return r.HTMLBlob(r.code, page.Bytes())
}

// pages are the buffers that pages are rendered to.
var pages = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// seeOther sends the browser on to a page after something was done.
func (r *request) seeOther(path string) error { return r.Redirect(http.StatusSeeOther, path) }

func (r *request) askToSignIn() error {
	if r.Request().Method == http.MethodPost {
		return r.seeOther(views.SignInPath)
	}
	return r.seeOther(views.SignInPath + "?" + url.Values{"return": {r.Request().URL.RequestURI()}}.Encode())
}

// frame is what surrounds every page; a message for this page is taken out of the session.
func (r *request) frame() (views.Frame, error) {
	f := views.Frame{L: r.l, Theme: theme(r.Request()), Path: r.Request().URL.RequestURI(), Demo: r.Demo != nil, Version: r.Version}
	b, err := r.standsOn()
	if err != nil {
		return f, err
	}
	f.Programme, f.Zone, f.DataThrough, f.FactsReceived = b.Programme, b.Programme.Zone, b.Through, b.Received
	if f.Demo {
		now := r.Store.Now()
		f.DemoClock = &now
	}
	if r.who.Key != 0 {
		f.Person = &views.Person{Name: r.who.Name, Email: r.who.Email, Role: string(r.who.Role),
			Organisation: r.who.Organisation, Audience: views.Audience(r.who.Role.Audience())}
	}
	f.Flash, err = r.takeFlash()
	return f, err
}

// standsOn returns what the page's figures rest on, as it was read with them, or else now.
func (r *request) standsOn() (report.Basis, error) {
	if r.basis == nil {
		b, err := r.Store.Basis(r.Request().Context())
		if err != nil {
			return b, err
		}
		r.basis = &b
	}
	return *r.basis, nil
}

// local returns a path of this portal that a form asked to go back to, or the home page:
// never another site.
func local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return views.HomePath
	}
	return path
}

// readForm reads the form of a POST, so that one that is too large, or is no form, is not
// taken for one that is empty.
func (r *request) readForm() error {
	if r.Request().Method != http.MethodPost {
		return nil
	}
	_, err := r.FormParams()
	var h *echo.HTTPError
	switch {
	case err == nil || errors.As(err, &h): // too large, as the limit of the route says
		return err
	case errors.Is(err, multipart.ErrMessageTooLarge):
		return echo.ErrStatusRequestEntityTooLarge
	}
	return echo.ErrBadRequest.WithInternal(err)
}

// id reads an id from the path as it was before the path was escaped. Where the path needs
// more escaping than the usual, echo matches and returns it as it came.
func (r *request) id(name string) string {
	if id, err := url.PathUnescape(r.Param(name)); err == nil && r.Request().URL.RawPath != "" {
		return id
	}
	return r.Param(name)
}

// key reads a key from the path; what is no key is as absent as one that names nothing.
func (r *request) key(name string) (int64, error) {
	n, err := strconv.ParseInt(r.Param(name), 10, 64)
	if err != nil {
		return 0, store.ErrNotFound
	}
	return n, nil
}

// month reads the query's month; nil where it is absent.
func (r *request) month() (*programme.Month, error) { return r.monthOf(r.QueryParam("month")) }

// monthOf reads a month that somebody typed; nil where it is empty.
func (r *request) monthOf(text string) (*programme.Month, error) {
	if text == "" {
		return nil, nil
	}
	m, err := programme.ParseMonth(text)
	if err != nil {
		return nil, r.badInput(r.l.T("input.month", "Text", text))
	}
	return &m, nil
}

// badInput is the error of a query that nothing can be made of, with what to say of it in the
// page's language.
func (r *request) badInput(message string) error {
	return echo.NewHTTPError(http.StatusBadRequest, message).SetInternal(errInput)
}

// errInput marks an error whose message is meant for the person, in the page's language.
var errInput = errors.New("input")
