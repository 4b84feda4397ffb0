package web

import (
	"errors"
	"net"
	"net/http"
	"net/url"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/views"
)

func init() {
	add(entry{path: views.PasskeyPath, get: func(*request) (views.Page, error) { return SeeOther(views.SignInPath), nil }, post: signInByPasskey})
}

// site is where passkeys are good: at the public address, or at this very machine under its own name. No other name that
// a request gives is believed.
func (r *request) site() signin.Site {
	if site := signin.SiteOf(r.PublicURL); site.ID != "" {
		return site
	}
	here := url.URL{Scheme: "http", Host: r.Request().Host}
	from := net.ParseIP(r.RealIP())
	if here.Hostname() != "localhost" || from == nil || !from.IsLoopback() {
		return signin.Site{}
	}
	return signin.SiteOf(here.String())
}

// passkeyCookie is the secret under which the browser was asked for a passkey; "" forgets it.
func (p *portal) passkeyCookie(secret string) *http.Cookie {
	c := p.cookie
	c.Name, c.Value, c.MaxAge = c.Name+"-passkey", secret, int(store.ChallengeLife.Seconds())
	if secret == "" {
		c.MaxAge = -1
	}
	return &c
}

// askPasskey has the browser asked for a passkey of somebody, or of anybody for the zero value, as a page says.
func (r *request) askPasskey(who directory.Person, page views.PasskeyPage) (*views.PasskeyPage, error) {
	ask := r.Store.AskPasskey
	if page.New {
		ask = r.Store.AskNewPasskey
	}
	secret, options, err := ask(r.ctx(), r.site(), who, r.RealIP())
	if err != nil {
		return nil, err
	}
	http.SetCookie(r.Response(), r.passkeyCookie(secret))
	page.Options, page.Return, page.Unsent = options, r.FormValue("return"), r.FormValue("unsent") != ""
	return &page, nil
}

// passkeyAnswer is what the browser answered.
func (r *request) passkeyAnswer() store.PasskeyAnswer {
	a := store.PasskeyAnswer{Site: r.site(), Answer: r.FormValue("answer"), Address: r.RealIP()}
	if kept, err := r.Request().Cookie(r.passkeyCookie("").Name); err == nil {
		a.Secret = kept.Value
	}
	http.SetCookie(r.Response(), r.passkeyCookie(""))
	return a
}

// passkeyAgain asks once more, where an answer was refused.
func (r *request) passkeyAgain(who directory.Person, page views.PasskeyPage) (views.Page, error) {
	page.Errors = []views.FieldError{{Message: r.l.T("passkey.refused")}}
	shown, err := r.askPasskey(who, page)
	if err != nil {
		return nil, err
	}
	return Invalid(shown), nil
}

// signInByPasskey asks for a passkey, alone or after the password, and lets its person in.
func signInByPasskey(r *request) (views.Page, error) {
	if r.site().ID == "" {
		return nil, store.ErrNotFound
	}
	if r.FormValue("second") != "" {
		return r.secondPasskey()
	}
	if r.FormValue("answer") == "" {
		return r.askPasskey(directory.Person{}, views.PasskeyPage{})
	}
	who, err := r.Store.SignInByPasskey(r.ctx(), r.passkeyAnswer())
	if err == nil {
		page, refused := r.letIn(who, signin.ByPasskey, r.back(who))
		if !errors.Is(refused, store.ErrSignIn) {
			return page, refused
		}
		err = store.ErrPasskey
	}
	if errors.Is(err, store.ErrPasskey) {
		return r.passkeyAgain(directory.Person{}, views.PasskeyPage{})
	}
	return nil, err
}

// secondPasskey goes on with a sign-in by a passkey, or by setting one up where there is no second factor.
func (r *request) secondPasskey() (views.Page, error) {
	who, token, err := r.signingIn()
	if err != nil {
		return r.beginAnew(err)
	}
	f, err := r.factors(who)
	if err != nil {
		return nil, err
	}
	if r.FormValue("act") == views.ActPasskey && !f.Any() {
		return r.enrolPasskey(who, token)
	}
	page := views.PasskeyPage{Second: true}
	if r.FormValue("answer") == "" {
		return r.askPasskey(who, page)
	}
	in, err := r.Store.EndSignInByPasskey(r.ctx(), token, r.passkeyAnswer())
	if errors.Is(err, store.ErrPasskey) {
		return r.passkeyAgain(who, page)
	}
	if err != nil {
		return r.beginAnew(err)
	}
	http.SetCookie(r.Response(), r.signingInCookie(""))
	return r.enter(in, signin.ByPasskey, r.back(in))
}

// enrolPasskey sets up a passkey as the second factor, lets the person in, and shows the recovery codes.
func (r *request) enrolPasskey(who directory.Person, token string) (views.Page, error) {
	page := views.PasskeyPage{New: true, Act: views.ActPasskey, Name: r.browserName(), Second: true}
	if r.FormValue("answer") == "" {
		return r.askPasskey(who, page)
	}
	in, codes, err := r.Store.EnrolPasskey(r.ctx(), token, r.browserName(), r.passkeyAnswer())
	if errors.Is(err, store.ErrPasskey) {
		return r.passkeyAgain(who, page)
	}
	if err != nil {
		return r.beginAnew(err)
	}
	http.SetCookie(r.Response(), r.signingInCookie(""))
	if _, err := r.enter(in, signin.ByPasskey, r.back(in)); err != nil {
		return nil, err
	}
	return &views.RecoveryPage{Codes: codes, Next: r.back(in)}, nil
}
