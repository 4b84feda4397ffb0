package web

import (
	"strings"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.OpenAssignmentPath, audience: views.Admin, duty: directory.ToDecide, form: true, section: "assignments", get: openPage, post: openAssignment})
}

// openPage takes what an association is to be of.
func openPage(r *request) (views.Page, error) {
	page, err := r.openForm()
	return page, err
}

func (r *request) openForm() (*views.OpenPage, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.OpenPage{}
	for k, x := range p.Routes {
		switch {
		case p.Takes(programme.WayAssignment, k, r.now()):
			page.Routes = append(page.Routes, views.Option{ID: x.ID, Name: x.Name})
		case p.Takes(programme.WayAssignment, k, p.First(max(x.From, p.MonthAt(r.now())))):
			page.Later = append(page.Later, views.LaterRoute{Name: x.Name, From: x.From})
		}
	}
	return page, nil
}

// openAssignment opens it.
func openAssignment(r *request) (views.Page, error) {
	page, err := r.openForm()
	if err != nil {
		return nil, err
	}
	typed := func(name string) string { return strings.TrimSpace(r.FormValue(name)) }
	page.Route, page.Partner, page.Tenant, page.Subscription = typed("route"), typed("partner"), typed("tenant"), typed("subscription")
	if page.Note, err = r.note(); err != nil {
		return nil, err
	}
	q, err := r.Store.Ask(r.ctx(), r.who, requests.Ask{Way: programme.WayAssignment, Route: page.Route, PartnerID: page.Partner, TenantID: page.Tenant,
		Subscription: page.Subscription, Note: page.Note})
	if refusal := store.Refusal(err); refusal != nil && !refusal.Role() {
		page.Errors = []views.FieldError{{Field: openFields[refusal.Code], Message: r.l.Refusal(refusal)}}
		return Invalid(page), nil
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.T("assign.done", "Partner", q.Partner.Name, "Customer", q.CustomerName))
	return SeeOther(views.AssignmentPath(q.Association)), nil
}

// openFields are the fields of the form that refusals are about.
var openFields = map[string]string{programme.RefusedUnknown: "partner", programme.RefusedSuspended: "partner", programme.RefusedGlobal: "partner",
	programme.RefusedAlready: "partner", programme.RefusedTenant: "tenant", programme.RefusedSubscription: "subscription", programme.RefusedEnded: "subscription",
	programme.RefusedProduct: "subscription", programme.RefusedNotOpen: "route"}
