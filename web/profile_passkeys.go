package web

import (
	"cmp"
	"errors"
	"strings"

	"github.com/mileusna/useragent"

	"shimei/store"
	"shimei/store/signin"
	"shimei/views"
)

// browserName is what a passkey is called that its person gives no name.
func (r *request) browserName() string {
	agent := useragent.Parse(browserOf(r.Request()))
	return cmp.Or(strings.TrimSpace(agent.Name+" "+agent.OS), r.l.T("passkey.own"))
}

func (r *request) passkeyRows() (rows []views.PasskeyRow, err error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	all, err := r.Store.Passkeys(r.ctx(), r.who)
	for _, k := range all {
		row := views.PasskeyRow{ID: k.ID, Name: k.Name, Since: k.Since.In(p.Zone)}
		if !k.Used.IsZero() {
			row.Used = k.Used.In(p.Zone)
		}
		rows = append(rows, row)
	}
	return rows, err
}

// addPasskey has the browser make a passkey, and keeps it under a new session: all there were are ended.
func addPasskey(r *request) (views.Page, error) {
	if r.site().ID == "" {
		return nil, store.ErrNotFound
	}
	page := views.PasskeyPage{New: true, Own: true, Act: views.ActPasskey, Name: r.FormValue("name")}
	if strings.TrimSpace(page.Name) == "" {
		return r.passkeyUnnamed("name")
	}
	if r.FormValue("answer") == "" {
		return r.askPasskey(r.who, page)
	}
	who, codes, err := r.Store.AddPasskey(r.ctx(), r.who, page.Name, r.passkeyAnswer())
	if errors.Is(err, store.ErrPasskey) {
		return r.passkeyAgain(r.who, page)
	}
	if err == nil {
		err = r.begin(who, signin.ByPasskey)
	}
	if err != nil {
		return nil, err
	}
	if len(codes) > 0 {
		return &views.RecoveryPage{Codes: codes, Next: views.FactorsPath}, nil
	}
	r.flash(r.l.T("passkey.added"))
	return SeeOther(views.FactorsPath), nil
}

func (r *request) passkeyUnnamed(field string) (views.Page, error) {
	page, err := r.factorsPage()
	if err != nil {
		return nil, err
	}
	page.Errors = []views.FieldError{{Field: field, Message: r.l.T("passkey.no_name")}}
	return Invalid(page), nil
}

func namePasskey(r *request) (views.Page, error) {
	id := r.FormValue("passkey")
	err := r.Store.NamePasskey(r.ctx(), r.who, id, r.FormValue("name-"+id))
	if errors.Is(err, store.ErrNoName) {
		return r.passkeyUnnamed("name-" + id)
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.T("passkey.renamed"))
	return SeeOther(views.FactorsPath), nil
}

func removePasskey(r *request) (views.Page, error) {
	who, err := r.Store.RemovePasskey(r.ctx(), r.who, r.FormValue("passkey"), r.SecondFactor.wants(r.who), r.RealIP())
	return r.factorRemoved(who, r.l.T("passkey.removed"), err)
}
