package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/views"
	"shimei/web/signon"
)

func init() {
	add(entry{path: views.SignOnPath("") + ":provider", post: beginSignOn})
	add(entry{path: views.SignOnPath("") + ":provider/callback", get: endSignOn, secret: true})
}

// The reasons for which a sign-on lets nobody in, beside those of the store.
const (
	signOnDown      store.SignOnRefusal = "down"
	signOnOver      store.SignOnRefusal = "over"
	signOnCancelled store.SignOnRefusal = "cancelled"
	signOnUnfit     store.SignOnRefusal = "unfit"
)

// signOnFailures are those: refusals that the store knows nothing of.
var signOnFailures = []store.SignOnRefusal{signOnDown, signOnOver, signOnCancelled, signOnUnfit}

// beginSignOn leads somebody to a provider: to sign in, to join by an invitation, or to link the account.
func beginSignOn(r *request) (views.Page, error) {
	p, err := r.provider()
	if err != nil {
		return nil, err
	}
	var x store.SignOnUnderway
	if token := r.FormValue("invitation"); token != "" {
		if _, err := r.Store.Invitation(r.ctx(), token); err != nil {
			return nil, gone(err)
		}
		x.Invited = signin.Hashed(token)
	}
	if r.FormValue("link") != "" {
		if r.who.Key == 0 {
			return SeeOther(views.SignInPath), nil
		}
		if !r.fresh() { // another way in is sensitive
			return SeeOther(views.ConfirmPath + "?" + url.Values{"return": {views.ProfilePath}}.Encode()), nil
		}
		x.Session = r.kept.ID
	}
	return r.leadTo(p, x, "")
}

// leadTo leads the browser to a provider. A form may lead nowhere but to the portal itself, and so the page that
// answers it leads on.
func (r *request) leadTo(p *signon.Provider, x store.SignOnUnderway, email string) (views.Page, error) {
	flow := signon.NewFlow()
	at, err := p.Ask(r.ctx(), r.outside(views.SignOnBackPath(p.Name)), flow, email)
	if err != nil {
		return r.refuseSignOn(p, err, "")
	}
	x.State, x.Nonce, x.Verifier, x.Provider, x.Address = flow.State, flow.Nonce, flow.Verifier, p.Name, r.RealIP()
	x.Browser = r.signingOn()
	if x.Browser == "" {
		x.Browser = signin.NewSecret()
	}
	x.Fields = url.Values{"return": {r.FormValue("return")}, "unsent": {r.FormValue("unsent")}}.Encode()
	if err := r.Store.BeginSignOn(r.ctx(), x); err != nil {
		return nil, err
	}
	http.SetCookie(r.Response(), r.signOnCookie(x.Browser))
	r.Response().Header().Set("Refresh", "0; url="+at)
	return &views.OnwardPage{To: at, Provider: label(p)}, nil
}

// endSignOn takes somebody in who comes back from a provider.
func endSignOn(r *request) (views.Page, error) {
	p, err := r.provider()
	if err != nil {
		return nil, err
	}
	if !r.shows() { // nobody is there who signs in
		return r.refuseSignOn(p, signOnOver, "")
	}
	x, err := r.Store.TakeSignOn(r.ctx(), r.QueryParam("state"), r.signingOn(), p.Name)
	if errors.Is(err, store.ErrNotFound) {
		err = signOnOver
	}
	if err != nil {
		return r.refuseSignOn(p, err, "")
	}
	claims, err := r.claims(p, x)
	if err != nil {
		return r.refuseSignOn(p, err, "")
	}
	r.Request().Form, err = url.ParseQuery(x.Fields) // of the form that began it, which goes on
	if err != nil {
		return nil, err
	}
	return r.provedAt(p, x, claims)
}

// claims are what a provider says of whom it leads back.
func (r *request) claims(p *signon.Provider, x store.SignOnUnderway) (signon.Claims, error) {
	if r.QueryParam("code") == "" {
		return signon.Claims{}, signOnCancelled
	}
	c, err := p.Receive(r.ctx(), r.outside(views.SignOnBackPath(p.Name)), r.QueryParam("code"), signon.Flow{Nonce: x.Nonce, Verifier: x.Verifier})
	if by := r.QueryParam("iss"); err == nil && by != "" && by != c.Issuer { // RFC 9207
		err = signon.ErrUnfit
	}
	return c, err
}

// provedAt goes on with somebody who proved at a provider who it is, to what the sign-on was begun for.
func (r *request) provedAt(p *signon.Provider, x store.SignOnUnderway, c signon.Claims) (views.Page, error) {
	a := r.assertion(p, c)
	if x.Session != "" {
		return r.linkTo(p, x, a)
	}
	who, err := r.signsOn(x, a)
	if err != nil {
		return r.refuseSignOn(p, err, c.Email)
	}
	r.signOn = signin.ProviderSession(c.Issuer, c.Session)
	by := signin.ByProvider
	if c.WithSecondFactor {
		by = signin.ByTrusted
	}
	next, err := r.letIn(who, by, r.back(who))
	if errors.Is(err, store.ErrSignIn) { // disabled meanwhile
		return r.refuseSignOn(p, store.SignOnEnded, "")
	}
	http.SetCookie(r.Response(), r.providerCookie(p.Name))
	return next, err
}

// signsOn returns whose account it is: of somebody who joins by an invitation, or whom the provider is known to know.
func (r *request) signsOn(x store.SignOnUnderway, a store.Assertion) (directory.Person, error) {
	if x.Invited == "" {
		return r.Store.SignOn(r.ctx(), a)
	}
	who, err := r.Store.JoinBySignOn(r.ctx(), x.Invited, a)
	return who, gone(err)
}

// assertion is what the provider says, as accounts are known by it.
func (r *request) assertion(p *signon.Provider, c signon.Claims) store.Assertion {
	return store.Assertion{Provider: p.Name, Issuer: c.Issuer, Subject: c.Subject, Email: c.Email, Name: c.Name, Role: c.Role, MakesAccounts: p.Makes,
		Of: store.House{Vendor: p.Of.Vendor, TenantID: c.Tenant, PartnerID: c.Partner}, Address: r.RealIP()}
}

// refuseSignOn says why nobody is let in, and what to do. An error that is no refusal is returned.
func (r *request) refuseSignOn(p *signon.Provider, err error, email string) (views.Page, error) {
	var why store.SignOnRefusal
	known, status := errors.As(err, &why), http.StatusForbidden
	switch {
	case errors.Is(err, signon.ErrDown):
		why, status = signOnDown, http.StatusServiceUnavailable
		r.Response().Header().Set(echo.HeaderRetryAfter, retryAfter)
	case errors.Is(err, signon.ErrUnfit):
		why = signOnUnfit
	case !known:
		return nil, err
	}
	if why == signOnDown || why == signOnUnfit {
		r.Log.WarnContext(r.ctx(), "single sign-on", "provider", p.Name, "error", err, "id", requestID(r))
	}
	if slices.Contains(signOnFailures, why) && r.shows() { // the store records its own
		if err := r.Store.TellSignOnRefused(r.ctx(), p.Name, string(why), 0, r.RealIP()); err != nil {
			return nil, err
		}
	}
	page := &views.SignOnRefusedPage{Provider: label(p), Why: string(why), Email: email, Next: views.SignInPath}
	if r.who.Key != 0 {
		page.Next = views.ProfilePath
	}
	page.Path = page.Next // the page's own address holds what is used up
	return stated{framed: page, status: status}, nil
}
