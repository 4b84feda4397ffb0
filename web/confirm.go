package web

import (
	"errors"
	"net/url"

	"shimei/store"
	"shimei/store/signin"
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

// confirmForm asks for no less than a sign-in does: for a passkey, for the password and a code where there is a second
// factor, or, of somebody who has neither, for another sign-in.
func (r *request) confirmForm() (*views.ConfirmPage, error) {
	page := &views.ConfirmPage{Email: r.who.Email, Return: r.FormValue("return")}
	p, err := r.Store.PersonAt(r.ctx(), r.who.Email)
	if err != nil {
		return page, err
	}
	f, err := r.factors(p)
	page.Password, page.Passkey = p.PasswordHash != "", f.Passkeys > 0 && r.site().ID != ""
	page.Code, page.HasApp = f.Any(), f.App
	return page, err
}

func confirm(r *request) (views.Page, error) {
	page, err := r.confirmForm()
	switch {
	case err != nil:
		return nil, err
	case r.FormValue("act") == views.ActPasskey:
		return r.confirmByPasskey(page)
	case !page.Password:
		return r.leaveToSignIn()
	}
	return r.confirmByPassword(page)
}

// confirmByPassword takes the password, and the code beside it.
func (r *request) confirmByPassword(page *views.ConfirmPage) (views.Page, error) {
	a := r.codeTyped()
	a.Password = r.FormValue("password")
	secret, c := r.confirmation()
	err := r.Store.Confirm(r.ctx(), c, a)
	switch {
	case err == nil:
		return r.confirmed(secret)
	case errors.Is(err, store.ErrPassword):
		page.Errors = []views.FieldError{{Field: "password", Message: r.l.T("profile.not_present")}}
	case errors.Is(err, store.ErrCode):
		page.Errors = []views.FieldError{{Field: "code", Message: r.l.T("factor.wrong")}}
	default:
		return nil, err
	}
	return Invalid(page), nil
}

// confirmByPasskey asks for a passkey of the person, and takes the answer.
func (r *request) confirmByPasskey(page *views.ConfirmPage) (views.Page, error) {
	if !page.Passkey {
		return nil, store.ErrNotFound
	}
	asked := views.PasskeyPage{Confirm: true, Act: views.ActPasskey}
	if r.FormValue("answer") == "" {
		return r.askPasskey(r.who, asked)
	}
	secret, c := r.confirmation()
	err := r.Store.ConfirmByPasskey(r.ctx(), c, r.passkeyAnswer())
	if errors.Is(err, store.ErrPasskey) {
		return r.passkeyAgain(r.who, asked)
	}
	if err != nil {
		return nil, err
	}
	return r.confirmed(secret)
}

// confirmation is what the person confirms, and the secret under which the session goes on.
func (r *request) confirmation() (secret string, c store.Confirmation) {
	secret = signin.NewSecret()
	return secret, store.Confirmation{Who: r.who, Session: r.kept.ID, Renewed: signin.Hashed(secret)}
}

// confirmed leads back to what asked for the proof.
func (r *request) confirmed(secret string) (views.Page, error) {
	r.goOnUnder(secret)
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
