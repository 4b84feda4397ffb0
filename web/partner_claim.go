package web

import (
	"strings"
	"unicode/utf8"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.ClaimPath, audience: views.Partner, duty: directory.ToAsk, form: true, section: "requests", get: claimPage, post: claim, evidence: true})
}

func claimPage(r *request) (views.Page, error) { return r.claimForm() }

// claimForm is the form with what was typed.
func (r *request) claimForm() (*views.ClaimPage, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	account, err := r.Store.Account(r.ctx(), r.who.Scope())
	page := &views.ClaimPage{Locations: partnerRefs(account.ToNominate()), Route: r.FormValue("route"), Location: r.FormValue("location"),
		Subscription: strings.TrimSpace(r.FormValue("subscription")), Note: plainLines(strings.TrimSpace(r.FormValue("note")))}
	for k := range p.Routes {
		if p.Takes(programme.WayClaim, k, r.now()) {
			page.Routes = append(page.Routes, views.Option{ID: p.Routes[k].ID, Name: p.Routes[k].Name})
		}
	}
	if page.Location == "" {
		page.Location = r.who.OrgID
	}
	return page, err
}

// claim takes the form, with all that is wrong in it at once.
func claim(r *request) (views.Page, error) {
	page, err := r.claimForm()
	if err != nil {
		return nil, err
	}
	if page.Errors = r.claimErrors(page); len(page.Errors) > 0 {
		return Invalid(page), nil
	}
	q, err := r.Store.Ask(r.ctx(), r.who, requests.Ask{Way: programme.WayClaim, Route: page.Route, PartnerID: page.Location, Subscription: page.Subscription,
		Note: page.Note, Files: r.files.all})
	refusal := store.Refusal(err)
	switch {
	case refusal != nil && !refusal.Role():
		page.Errors = []views.FieldError{{Field: claimField(refusal.Code), Message: r.requestRefusal(refusal)}}
		return Invalid(page), nil
	case err != nil:
		return nil, err
	}
	r.flash(r.l.T("ask.done", "Reference", q.Reference))
	return SeeOther(views.RequestPath(views.Partner, q.Reference)), nil
}

// claimErrors are the fields of the form that are not filled in as they have to be.
func (r *request) claimErrors(page *views.ClaimPage) (wrong []views.FieldError) {
	if page.Subscription == "" {
		wrong = append(wrong, views.FieldError{Field: "subscription", Message: r.l.Term("ask_need", "subscription")})
	}
	switch {
	case page.Note == "":
		wrong = append(wrong, views.FieldError{Field: "note", Message: r.l.T("claim.note_need")})
	case utf8.RuneCountInString(page.Note) > views.NoteMost:
		wrong = append(wrong, views.FieldError{Field: "note", Message: r.l.T("request.long", "Most", views.NoteMost)})
	}
	if refusal := r.files.refusal; refusal != nil {
		wrong = append(wrong, views.FieldError{Field: "file", Message: r.l.Refusal(refusal)})
	} else if len(r.files.all) == 0 {
		wrong = append(wrong, views.FieldError{Field: "file", Message: r.l.T("refusal.files", "Name", "")})
	}
	return wrong
}

// claimField is the field that a refusal is about, "" for the whole form.
func claimField(code string) string {
	if views.AboutFiles(code) {
		return "file"
	}
	return map[string]string{programme.RefusedSubscription: "subscription", programme.RefusedEnded: "subscription", programme.RefusedProduct: "subscription",
		programme.RefusedAlready: "subscription", programme.RefusedAsked: "subscription", programme.RefusedReason: "note", programme.RefusedNotOpen: "route",
		programme.RefusedUnknown: "location", programme.RefusedSuspended: "location", programme.RefusedGlobal: "location"}[code]
}
