package web

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/signin"
	"shimei/views"
	"shimei/web/signon"
)

func init() {
	add(entry{path: views.SignOnPath("") + ":provider/signed-out", post: signedOutThere})
}

// linkTo links the account of the session that began it, and of no other.
func (r *request) linkTo(p *signon.Provider, x store.SignOnUnderway, a store.Assertion) (views.Page, error) {
	if r.who.Key == 0 || r.kept.ID != x.Session {
		return r.refuseSignOn(p, signOnOver, "")
	}
	if err := r.Store.LinkIdentity(r.ctx(), r.who, a); err != nil {
		return r.refuseSignOn(p, err, a.Email)
	}
	r.flash(r.l.Term("profile_done", "linked"))
	return SeeOther(views.ProfilePath), nil
}

// unlink ends that the person signs in at a provider.
func unlink(r *request) (views.Page, error) {
	key, err := strconv.ParseInt(r.FormValue("key"), 10, 64)
	if err != nil {
		return nil, store.ErrNotFound
	}
	err = r.Store.UnlinkIdentity(r.ctx(), r.who, key, r.RealIP())
	if errors.Is(err, store.SignOnOnlyWay) {
		return r.profileRefused(views.FieldError{Message: r.l.Term("profile_done", "only_way_in")})
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.Term("profile_done", "unlinked"))
	return SeeOther(views.ProfilePath), nil
}

// linked fills in the providers of a person's own account.
func (r *request) linked(page *views.ProfilePage, zone *time.Location) error {
	own, err := r.Store.Identities(r.ctx(), r.who)
	if err != nil {
		return err
	}
	for _, x := range own {
		row := views.Linked{Key: x.Key, Provider: programme.Text{En: x.Provider, Ja: x.Provider}, Since: x.Since.In(zone), Used: x.Used.In(zone)}
		if p, err := r.providerNamed(x.Provider); err == nil {
			row.Provider = label(p)
		}
		page.Linked = append(page.Linked, row)
	}
	page.Providers, err = r.providersOf(r.who)
	return err
}

// signOutThere goes on from signing out here to the provider where the person signed in, if it has a page for that.
// One that is down keeps nobody from signing out here.
func (r *request) signOutThere() (views.Page, error) {
	name := r.held(r.providerCookie(""))
	p, err := r.providerNamed(name)
	if err != nil {
		return SeeOther(views.SignInPath), nil
	}
	http.SetCookie(r.Response(), r.providerCookie(""))
	at, err := p.End(r.ctx(), r.outside(views.SignInPath))
	if err != nil {
		r.Log.WarnContext(r.ctx(), "signing out at a provider", "provider", p.Name, "error", err, "id", requestID(r))
	}
	if at == "" {
		return SeeOther(views.SignInPath), nil
	}
	r.who = directory.Person{}
	r.Response().Header().Set("Refresh", "0; url="+at)
	page := &views.OnwardPage{To: at, Provider: label(p), Out: true}
	page.Path = views.SignInPath
	return page, nil
}

// signedOutThere ends the sessions of somebody of whom the provider itself tells that the person signed out.
func signedOutThere(r *request) (views.Page, error) {
	p, err := r.provider()
	if err != nil {
		return nil, err
	}
	out, err := p.SignedOut(r.ctx(), r.FormValue("logout_token"))
	switch {
	case errors.Is(err, signon.ErrDown):
		return nil, echo.NewHTTPError(http.StatusServiceUnavailable).SetInternal(err)
	case err != nil:
		return nil, echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	a := store.Assertion{Provider: p.Name, Issuer: out.Issuer, Subject: out.Subject, Address: r.RealIP()}
	if a.Subject != "" {
		err = r.Store.EndSessionsOf(r.ctx(), a)
	} else {
		err = r.Store.EndSessionsBy(r.ctx(), a, signin.ProviderSession(out.Issuer, out.Session))
	}
	if err != nil {
		return nil, err
	}
	return nil, r.NoContent(http.StatusOK)
}
