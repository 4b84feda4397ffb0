package web

import (
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.AssignmentsPath + "/:key", audience: views.Admin, section: "assignments", get: assignmentPage})
}

// assignmentPage shows one association, and the history of its subscription or tenant.
func assignmentPage(r *request) (views.Page, error) {
	key, err := r.key("key")
	if err != nil {
		return nil, err
	}
	d, err := r.Store.Association(r.ctx(), key)
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	found, err := r.Store.RequestsOf(r.ctx(), r.who, key)
	if err != nil {
		return nil, err
	}
	page := &views.AssignmentPage{AssociationRow: associationRow(p, d.Association, r.now()), Ended: d.EndedBy, History: timeline(p, d.Timeline),
		Orders: orderRows(p, d.Orders), OfSales: p.Routes[d.Route].ID == programme.Seller}
	for _, q := range found {
		v := requestView(p, q, r.now())
		v.Another = r.waitsForAnother(q)
		page.Requests = append(page.Requests, v)
	}
	if d.Replaced != nil {
		page.Replaced = &views.Replaced{Association: d.Replaced.Association, Reference: d.Replaced.Reference}
	}
	if d.Account.Key != d.Partner.Key {
		page.Account = optionalPartner(&d.Account)
	}
	return page, nil
}
