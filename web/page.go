package web

import (
	"bytes"
	"context"
	"errors"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"
	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/db"
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
	kept    store.Session    // the session as it is in the database
	l       *views.Locale
	session *sessions.Session
	state   string        // of the store, as State tells it; "" until it is asked
	basis   *report.Basis // what the page's figures rest on; nil until it is known
	code    int           // status of the answer: set by answer and fail, and nowhere else
	files   files         // of a form with evidence
	reading *db.Reading   // where its page reads from; nil for the primary
	signOn  string        // how a provider knows the session that begins; "" for none, and for the one before
	unsent  store.Unsent  // the form of the page that was not taken; the zero value for none
}

// page makes an echo handler of a route: it finds out who asks, lets in whom the page is
// for, puts the frame around the page that the handler returns, and renders it, whole or not
// at all.
func (p *portal) page(rt route) echo.HandlerFunc {
	return func(c echo.Context) error {
		r, err := p.request(c)
		if err != nil {
			return err
		}
		if rt.audience != "" && r.who.Key == 0 {
			return r.askToSignIn(rt)
		}
		if rt.audience != "" && rt.audience != views.SignedIn && r.who.Role.Audience() != string(rt.audience) {
			return echo.NewHTTPError(http.StatusForbidden, "this page is for another audience")
		}
		if rt.duty != "" && !r.who.Role.May(rt.duty) {
			return errDuty
		}
		if rt.whole && r.who.Chosen {
			return errWhole
		}
		if rt.confirm && !r.fresh() {
			return r.askToConfirm(rt)
		}
		r.readsFrom()
		r.seen()
		defer r.files.release()
		if err := r.readFormOf(rt); err != nil {
			return err
		}
		if slices.Contains(rt.confirms, r.FormValue("act")) && !r.fresh() {
			return r.askToConfirm(rt)
		}
		if err := r.recallUnsent(rt); err != nil {
			return err
		}
		err = r.handled(rt)
		if errors.Is(err, errSignedOut) {
			return r.askToSignIn(route{}) // whether a form was taken is not known
		}
		return err
	}
}

// errWhole refuses somebody who is for chosen locations what is of a whole account.
var errWhole = errors.New("the page is of a whole account")

// errDuty refuses somebody of the right audience whose role has not the duty.
var errDuty = errors.New("the role has not this duty")

// request reads the session and the language of a request.
func (p *portal) request(c echo.Context) (*request, error) {
	r := &request{Context: c, portal: p, code: http.StatusOK}
	var err error
	if r.session, err = p.sessions.Get(c.Request(), sessionName); err != nil {
		return nil, err
	}
	r.who, _ = r.session.Values[keyPerson].(directory.Person)
	r.who.From = c.RealIP()
	r.kept, _ = r.session.Values[keyKept].(store.Session)
	r.l = views.For(language(c.Request(), r.who.Language))
	c.Set(requestKey, r)
	return r, nil
}

// requestKey is where the error handler finds what is known of the request.
const requestKey = "shimei.request"

// stated is a page with a status other than that of a page that is as it was asked for, or the
// path where the browser goes on instead.
type stated struct {
	framed
	status int
	path   string
}

// framed is views.Page under a name that, embedded, does not hide the method Page.
type framed = views.Page

// Invalid is the answer to a form, or to a query, that is refused: the page with what was typed
// and why it is refused.
func Invalid(p views.Page) views.Page {
	return stated{framed: p, status: http.StatusUnprocessableEntity}
}

// Conflict is the answer to a form that somebody else was faster than: the page as it is now.
func Conflict(p views.Page) views.Page { return stated{framed: p, status: http.StatusConflict} }

// SeeOther is the answer to a form that is done: the browser goes on to a page.
func SeeOther(path string) views.Page { return stated{status: http.StatusSeeOther, path: path} }

// answer puts the frame around a page and sends it. The frame comes last, so that its figures
// stand on what the page's do, and a message is taken out of the session only by a page that
// shows it.
func (r *request) answer(p views.Page) error {
	s, is := p.(stated)
	if is && s.path != "" {
		return r.Redirect(s.status, s.path)
	}
	f, err := r.frame()
	if err != nil {
		return err
	}
	if is {
		r.code = s.status
	}
	p.Surround(f)
	r.reads()
	return r.render(p.Page())
}

// render writes a component as the whole answer: first to memory, so that one that fails
// is a clean error and never half a page.
func (r *request) render(component templ.Component) error {
	page := pages.Get().(*bytes.Buffer)
	page.Reset()
	defer pages.Put(page)
	if err := component.Render(r.pageContext(), page); err != nil {
		return err
	}
	if r.unchanged(page.Bytes()) {
		return r.NoContent(http.StatusNotModified)
	}
	r.Response().Header().Set(echo.HeaderContentLength, strconv.Itoa(page.Len()))
	return r.HTMLBlob(r.code, page.Bytes())
}

// pageContext is the context that pages are shown in.
func (r *request) pageContext() context.Context {
	if len(r.unsent.Fields) == 0 {
		return r.ctx()
	}
	return views.WithUnsent(r.ctx(), r.unsent.Fields)
}

// pages are the buffers that pages are rendered to.
var pages = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// frame is what surrounds every page; a message for this page is taken out of the session.
func (r *request) frame() (views.Frame, error) {
	f := views.Frame{L: r.l, Theme: r.theme(), Path: r.Request().URL.RequestURI(), Demo: r.Demo != nil, Version: r.Version}
	b, err := r.standsOn()
	if err != nil {
		return f, err
	}
	f.Programme, f.Zone, f.DataThrough, f.InProgress, f.FactsReceived = b.Programme, b.Programme.Zone, b.Through, b.InProgress, b.Received
	if b.Received != nil {
		f.StaleFor = programme.StaleFor(*b.Received, r.Store.Now())
	}
	f.OwnZone = r.ownZone(b.Programme)
	if f.Demo {
		now := r.Store.Now()
		f.DemoClock = &now
	}
	if r.who.Key != 0 {
		f.Person = &views.Person{Name: r.who.Name, Email: r.who.Email, Role: string(r.who.Role),
			Organisation: r.who.Organisation, Audience: views.Audience(r.who.Role.Audience()), Duties: duties(r.who.Role), Chosen: r.who.Chosen}
		f.Sections, f.Unread = r.sections[f.Person.Audience], r.kept.Unread
		if err := r.narrowed(&f); err != nil {
			return f, err
		}
	}
	f.Flash, err = r.takeFlash()
	switch {
	case r.unsent.Long:
		f.Flash = r.l.T("sign_in.unsent_long")
	case r.unsent.Files:
		f.Flash = r.l.T("sign_in.unsent_files")
	}
	return f, err
}

// duties are those of a role, as views know them.
func duties(role directory.Role) (names []string) {
	for _, d := range role.Duties() {
		names = append(names, string(d))
	}
	return names
}

// standsOn returns what the page's figures rest on, as it was read with them, or else now.
func (r *request) standsOn() (report.Basis, error) {
	if r.basis == nil {
		b, err := r.Store.Basis(r.ctx())
		if err != nil {
			return b, err
		}
		r.basis = &b
	}
	return *r.basis, nil
}

// programme is the one that the page's figures are counted by.
func (r *request) programme() (*programme.Programme, error) {
	b, err := r.standsOn()
	return b.Programme, err
}

// now is the instant by which pages judge whether an association is in effect.
func (r *request) now() programme.Instant { return programme.InstantOf(r.Store.Now()) }

// ctx ends when the client goes away.
func (r *request) ctx() context.Context { return r.Request().Context() }

// local returns a path of this portal that a form asked to go back to, or the home page:
// never another site.
func local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return views.HomePath
	}
	return path
}

// readFormOf reads the form of a POST, with evidence where the route takes it.
func (r *request) readFormOf(rt route) error {
	if rt.evidence && r.Request().Method == http.MethodPost {
		return r.readEvidence()
	}
	return r.readForm()
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
