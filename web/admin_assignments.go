package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

func assignmentsPage(r *request) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	p := f.Programme
	page := views.AssignmentsPage{Frame: f, Filter: r.assignmentQuery()}
	list, part := r.list(views.AssignmentsPath, page.Filter.Query(), store.AssignmentOrder)
	page.List = list
	page.Routes = routeOptions(p)
	for _, x := range p.Products {
		page.Products = append(page.Products, views.Option{ID: x.ID, Name: x.Name})
	}
	filter, good := assignmentFilter(p, page.Filter)
	if !good {
		r.code = http.StatusUnprocessableEntity
		page.Errors = []views.FieldError{{Field: "on", Message: r.l.T("input.date", "Text", page.Filter.On)}}
		page.Filter.On = "" // a field of dates takes nothing else
		return page.Page(), nil
	}
	found, count, err := r.Store.Assignments(r.Request().Context(), filter, part)
	if err != nil {
		return nil, err
	}
	page.Count = count
	for _, a := range onPage(&page.List, found, func(a *store.Assignment) int64 { return a.Key }) {
		page.Rows = append(page.Rows, assignment(p, a, r.now()))
	}
	return page.Page(), nil
}

// assignmentList is the same as a file.
func assignmentList(r *request) (list, error) {
	b, err := r.standsOn()
	if err != nil {
		return list{}, err
	}
	asked := r.assignmentQuery()
	filter, good := assignmentFilter(b.Programme, asked)
	if !good {
		return list{}, r.badInput(r.l.T("input.date", "Text", asked.On))
	}
	columns := []string{"route", "partner_id", "partner", "tenant_id", "customer", "subscription_id", "product", "from", "to", "source", "by", "reference"}
	return list{"assignments", columns, func(write func(...any) error) error {
		sort := store.AssignmentOrder.Parse(r.QueryParam("sort"))
		return r.Store.EachAssignment(r.Request().Context(), filter, sort, func(a store.Assignment) error {
			return write(assignmentCells(b.Programme, a)...)
		})
	}}, nil
}

// assignmentQuery reads what the list is narrowed to.
func (r *request) assignmentQuery() views.AssignmentFilter {
	return views.AssignmentFilter{Route: r.QueryParam("route"), Product: r.QueryParam("product"),
		Partner: strings.TrimSpace(r.QueryParam("partner")), Customer: strings.TrimSpace(r.QueryParam("customer")),
		State: r.QueryParam("state"), On: strings.TrimSpace(r.QueryParam("on"))}
}

// assignmentFilter reads the filter; good is false where its day is none.
func assignmentFilter(p *programme.Programme, v views.AssignmentFilter) (f store.AssignmentFilter, good bool) {
	f = store.AssignmentFilter{Route: v.Route, Product: v.Product, Partner: v.Partner, Customer: v.Customer}
	if v.State == views.FilterOpen || v.State == views.FilterEnded {
		open := v.State == views.FilterOpen
		f.Open = &open
	}
	if v.On == "" {
		return f, true
	}
	day, err := time.ParseInLocation(time.DateOnly, v.On, p.Zone)
	on := programme.InstantOf(day)
	f.On = &on
	return f, err == nil
}

func assignmentPage(r *request) (templ.Component, error) {
	key, err := r.key("key")
	if err != nil {
		return nil, err
	}
	d, err := r.Store.Assignment(r.Request().Context(), key)
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.AssignmentPage{Frame: f, Assignment: assignment(f.Programme, d.Assignment, r.now()), Ended: d.EndedBy,
		History: timeline(f.Programme, d.Timeline)}
	if d.Account.Key != d.Partner.Key {
		page.Account = optionalPartner(&d.Account)
	}
	return page.Page(), nil
}
