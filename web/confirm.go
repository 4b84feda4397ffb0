package web

import (
	"errors"

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
func confirmPage(r *request) (views.Page, error) {
	return &views.ConfirmPage{Email: r.who.Email, Return: r.FormValue("return")}, nil
}

func confirm(r *request) (views.Page, error) {
	err := r.Store.Confirm(r.ctx(), r.who, r.kept.ID, store.Attempt{Password: r.FormValue("password"), Address: r.RealIP(), Device: r.device()})
	if errors.Is(err, store.ErrPassword) {
		return Invalid(&views.ConfirmPage{Email: r.who.Email, Return: r.FormValue("return"), Errors: []views.FieldError{{Field: "password", Message: r.l.T("profile.not_present")}}}), nil
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.T("sign_in.unsent_yet"))
	return SeeOther(r.back(r.who)), nil
}
