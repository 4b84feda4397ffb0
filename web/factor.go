package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/views"
)

func init() {
	add(entry{path: views.FactorPath, get: factorPage, post: giveFactor})
}

// factorPage asks for the second factor, or shows how to set one up where there is none.
func factorPage(r *request) (views.Page, error) {
	who, _, err := r.signingIn()
	if err != nil {
		return r.beginAnew(err)
	}
	return r.factorForm(who)
}

func (r *request) factorForm(who directory.Person) (*views.FactorPage, error) {
	f, err := r.factors(who)
	page := &views.FactorPage{Return: r.FormValue("return"), Unsent: r.FormValue("unsent") != "", Email: who.Email, Site: r.site().ID != "", HasApp: f.App, HasPasskey: f.Passkeys > 0}
	if !f.Any() {
		page.App = r.newApp(who)
	}
	return page, err
}

// newApp is what an app is set up by: the secret that the page before showed, or a new one.
func (r *request) newApp(who directory.Person) *views.NewApp {
	secret := cmp.Or(r.FormValue("secret"), r.unsent.Fields.Get("secret"))
	if !signin.IsAppSecret(secret) {
		secret = signin.NewAppSecret()
	}
	portal := r.Request().Host
	if at, err := url.Parse(r.PublicURL); err == nil && at.Host != "" {
		portal = at.Host
	}
	return &views.NewApp{Secret: secret, Address: signin.AppAddress(secret, "Shimei "+portal, who.Email)}
}

// beginAnew leads to the sign-in page where the sign-in took too long, or never began.
func (r *request) beginAnew(err error) (views.Page, error) {
	if !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	q := url.Values{}
	for _, name := range []string{"return", "unsent"} {
		if value := r.FormValue(name); value != "" {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return SeeOther(views.SignInPath), nil
	}
	return SeeOther(views.SignInPath + "?" + q.Encode()), nil
}

// giveFactor takes the second factor and lets the person in.
func giveFactor(r *request) (views.Page, error) {
	who, token, err := r.signingIn()
	if err != nil {
		return r.beginAnew(err)
	}
	if r.FormValue("secret") != "" {
		return r.enrol(who, token)
	}
	who, by, err := r.Store.EndSignIn(r.ctx(), token, r.codeTyped())
	if errors.Is(err, store.ErrCode) {
		return r.wrongCode(r.factorForm(who))
	}
	if err != nil {
		return r.beginAnew(err)
	}
	http.SetCookie(r.Response(), r.signingInCookie(""))
	return r.enter(who, by, r.back(who))
}

// enrol sets up an app, lets the person in, and shows the recovery codes.
func (r *request) enrol(who directory.Person, token string) (views.Page, error) {
	enrolled, codes, err := r.Store.EnrolApp(r.ctx(), token, r.FormValue("secret"), r.codeTyped())
	if errors.Is(err, store.ErrCode) {
		return r.wrongCode(r.factorForm(who))
	}
	if err != nil {
		return r.beginAnew(err)
	}
	http.SetCookie(r.Response(), r.signingInCookie(""))
	if _, err := r.enter(enrolled, signin.ByCode, r.back(who)); err != nil {
		return nil, err
	}
	return &views.RecoveryPage{Codes: codes, Next: r.back(who)}, nil
}

// codeTyped is what was typed as the second factor, and where.
func (r *request) codeTyped() store.Attempt {
	return store.Attempt{Code: r.FormValue("code"), Address: r.RealIP(), Device: r.device()}
}

func (r *request) wrongCode(page *views.FactorPage, err error) (views.Page, error) {
	page.Errors = []views.FieldError{{Field: "code", Message: r.l.T("factor.wrong")}}
	return Invalid(page), err
}
