package web

import (
	"errors"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/views"
)

func init() {
	add(entry{path: views.FactorsPath, audience: views.SignedIn, confirm: true, get: func(r *request) (views.Page, error) { return r.factorsPage() }, post: factorsAct})
	for _, a := range []views.Audience{views.Customer, views.Partner} {
		section := map[views.Audience]string{views.Customer: "people", views.Partner: "locations"}[a]
		add(entry{path: views.FactorPolicyPath(a), audience: a, whole: true, duty: directory.ToManage, form: true, confirm: true, section: section, get: factorPolicyPage, post: setFactorPolicy})
	}
}

// factorsPage shows the second factors of who asks.
func (r *request) factorsPage() (*views.FactorsPage, error) {
	f, err := r.factors(r.who)
	if err != nil {
		return nil, err
	}
	page := &views.FactorsPage{HasApp: f.App, Recovery: f.Recovery, Any: f.Any(), Required: f.Required, App: r.newApp(r.who), Site: r.site().ID != ""}
	page.Browser = r.browserName()
	page.Passkeys, err = r.passkeyRows()
	return page, err
}

func factorsAct(r *request) (views.Page, error) {
	switch r.FormValue("act") {
	case views.ActApp:
		return setApp(r)
	case views.ActRecovery:
		codes, err := r.Store.RemakeRecovery(r.ctx(), r.who, r.RealIP())
		return &views.RecoveryPage{Codes: codes, Next: views.FactorsPath}, err
	case views.ActPasskey:
		return addPasskey(r)
	case views.ActPasskeyName:
		return namePasskey(r)
	case views.ActPasskeyRemove:
		return removePasskey(r)
	case views.ActNoApp:
		return removeApp(r)
	}
	return nil, store.ErrNotFound
}

// setApp sets up an app, and goes on under a new session: all there were are ended.
func setApp(r *request) (views.Page, error) {
	who, codes, err := r.Store.SetApp(r.ctx(), r.who, r.FormValue("secret"), r.codeTyped())
	if errors.Is(err, store.ErrCode) {
		page, err := r.factorsPage()
		page.Errors = []views.FieldError{{Field: "code", Message: r.l.T("factor.wrong")}}
		return Invalid(page), err
	}
	if err == nil {
		err = r.begin(who, signin.ByCode)
	}
	return &views.RecoveryPage{Codes: codes, Next: views.FactorsPath}, err
}

func removeApp(r *request) (views.Page, error) {
	who, err := r.Store.RemoveApp(r.ctx(), r.who, r.SecondFactor.wants(r.who), r.RealIP())
	return r.factorRemoved(who, r.l.T("factor.removed"), err)
}

// factorRemoved goes on under a new session once a second factor is taken away.
func (r *request) factorRemoved(who directory.Person, done string, err error) (views.Page, error) {
	switch {
	case errors.Is(err, store.ErrFactorWanted):
		return r.factorStays(r.l.T("factor.wanted"))
	case errors.Is(err, store.SignOnOnlyWay):
		return r.factorStays(r.l.T("passkey.only_way_in"))
	case err == nil:
		err = r.begin(who, signin.ByPassword)
	}
	if err != nil {
		return nil, err
	}
	r.flash(done)
	return SeeOther(views.FactorsPath), nil
}

// factorStays says why a second factor is not taken away.
func (r *request) factorStays(why string) (views.Page, error) {
	page, err := r.factorsPage()
	page.Errors = []views.FieldError{{Message: why}}
	return Conflict(page), err
}

func factorPolicyPage(r *request) (views.Page, error) {
	f, err := r.Store.Factors(r.ctx(), r.who)
	return &views.FactorPolicyPage{Wanted: f.Required}, err
}

// setFactorPolicy has all people of the organisation sign in with a second factor, or no longer.
func setFactorPolicy(r *request) (views.Page, error) {
	done := ""
	switch r.FormValue("wanted") {
	case "yes":
		done = r.l.T("factor.policy_on")
	case "no":
		done = r.l.T("factor.policy_off")
	default:
		return nil, store.ErrNotFound
	}
	if err := r.Store.WantFactor(r.ctx(), r.who, r.FormValue("wanted") == "yes"); err != nil {
		return nil, err
	}
	r.flash(done)
	return SeeOther(views.FactorPolicyPath(r.audience())), nil
}
