package web

import (
	"errors"
	"net/http"
	"net/url"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/views"
)

// FactorPolicy is of whom the portal wants a second factor. Customers and partners may want one of their own people,
// whatever the policy is.
type FactorPolicy string

// The policies.
const (
	FactorOfVendor    FactorPolicy = "vendor" // of the vendor's people
	FactorOfEverybody FactorPolicy = "everybody"
	FactorByChoice    FactorPolicy = "choice" // of those whose organisation wants it
)

// wants reports whether the portal wants a second factor of somebody.
func (p FactorPolicy) wants(who directory.Person) bool {
	switch p {
	case FactorByChoice:
		return false
	case FactorOfEverybody:
		return true
	}
	return who.Role.Audience() == "admin"
}

// factors are those of a person, required also where the portal wants one.
func (r *request) factors(who directory.Person) (signin.Factors, error) {
	f, err := r.Store.Factors(r.ctx(), who)
	f.Required = f.Required || r.SecondFactor.wants(who)
	return f, err
}

// letIn goes on with somebody whose proof is right: to the second factor, or in, and then to a path. It is ErrSignIn
// where the account was disabled or changed meanwhile.
func (r *request) letIn(who directory.Person, by signin.Proof, then string) (views.Page, error) {
	f, err := r.factors(who)
	if err != nil {
		return nil, err
	}
	if f.After(by) == signin.LetIn {
		return r.enter(who, by, then)
	}
	token, err := r.Store.BeginSignIn(r.ctx(), who, r.signOn)
	if err != nil {
		return nil, err
	}
	http.SetCookie(r.Response(), r.signingInCookie(token))
	q := url.Values{"return": {then}}
	if r.FormValue("unsent") != "" {
		q.Set("unsent", "1")
	}
	return SeeOther(views.FactorPath + "?" + q.Encode()), nil
}

// enter begins the session of somebody who has proved enough.
func (r *request) enter(who directory.Person, by signin.Proof, then string) (views.Page, error) {
	if err := r.begin(who, by); err != nil {
		return nil, err
	}
	if r.FormValue("unsent") != "" && then != views.HomePath {
		r.flash(r.l.T("sign_in.unsent_yet"))
	}
	return SeeOther(then), r.keepDevice(who)
}

// signingInCookie is the secret by which a browser goes on to the second factor; "" forgets it.
func (p *portal) signingInCookie(token string) *http.Cookie {
	c := p.cookie
	c.Name, c.Value, c.MaxAge = c.Name+"-sign-in", token, int(store.SigningInLife.Seconds())
	if token == "" {
		c.MaxAge = -1
	}
	return &c
}

// signingIn returns who has yet to give the second factor at the browser, with the secret of it; ErrNotFound for nobody.
func (r *request) signingIn() (who directory.Person, token string, err error) {
	kept, err := r.Request().Cookie(r.signingInCookie("").Name)
	if errors.Is(err, http.ErrNoCookie) {
		return who, "", store.ErrNotFound
	}
	if err != nil {
		return who, "", err
	}
	if who, err = r.Store.SigningIn(r.ctx(), kept.Value); err != nil {
		return who, "", err
	}
	r.signOn, err = r.Store.SignOnOf(r.ctx(), kept.Value)
	return who, kept.Value, err
}
