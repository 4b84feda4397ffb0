package web

import (
	"errors"
	"net/url"

	"shimei/store"
	"shimei/views"
)

func init() {
	add(entry{path: views.ConfirmPath, audience: views.SignedIn, get: confirmPage, post: confirm})
}

// fresh reports whether the person has proved lately enough who it is for what is sensitive. Nobody has a password in
// the demonstration.
func (r *request) fresh() bool {
	return r.Demo != nil || r.Store.Now().Sub(r.kept.Confirmed) < r.life.Confirm
}

// confirmPage asks the person to prove once more who it is.
func confirmPage(r *request) (views.Page, error) { return r.confirmForm() }

// confirmForm asks for the password, or somebody who has none to sign in again.
func (r *request) confirmForm() (*views.ConfirmPage, error) {
	p, err := r.Store.PersonAt(r.ctx(), r.who.Email)
	return &views.ConfirmPage{Email: r.who.Email, Password: p.PasswordHash != "", Return: r.FormValue("return")}, err
}

func confirm(r *request) (views.Page, error) {
	page, err := r.confirmForm()
	if err != nil {
		return nil, err
	}
	if !page.Password {
		return r.leaveToSignIn()
	}
	err = r.Store.Confirm(r.ctx(), r.who, r.kept.ID, store.Attempt{Password: r.FormValue("password"), Address: r.RealIP(), Device: r.device()})
	if errors.Is(err, store.ErrPassword) {
		page.Errors = []views.FieldError{{Field: "password", Message: r.l.T("profile.not_present")}}
		return Invalid(page), nil
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.T("sign_in.unsent_yet"))
	return SeeOther(r.back(r.who)), nil
}

// leaveToSignIn ends the session: a sign-in is a proof too, and the form that waits is kept for its person.
func (r *request) leaveToSignIn() (views.Page, error) {
	q := url.Values{"return": {r.back(r.who)}, "unsent": {"1"}}
	if err := r.end(); err != nil {
		return nil, err
	}
	return SeeOther(views.SignInPath + "?" + q.Encode()), nil
}
