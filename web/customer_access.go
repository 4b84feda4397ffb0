package web

import (
	"strings"

	"github.com/a-h/templ"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func accessPage(r *request) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	p := f.Programme
	page := views.AccessPage{Frame: f, Filter: r.accessQuery(), Routes: routeOptions(p), MayNominate: r.who.Role.MayNominate()}
	list, part := r.list(views.AccessPath, page.Filter.Query(), directory.AccessOrder)
	page.List = list
	found, count, err := r.Store.Access(r.Request().Context(), r.who.Customer, accessFilter(page.Filter), part)
	if err != nil {
		return nil, err
	}
	page.Count = count
	for _, a := range onPage(&page.List, found, func(a *directory.Association) int64 { return a.Key }) {
		page.Rows = append(page.Rows, accessRow(p, a, r.now()))
	}
	return page.Page(), nil
}

// accessList is the same as a file.
func accessList(r *request) (list, error) {
	b, err := r.standsOn()
	if err != nil {
		return list{}, err
	}
	columns := []string{"partner_id", "partner", "route", "subscription_id", "product", "from", "to", "state", "usage_data", "benefits"}
	return list{"access", columns, func(write func(...any) error) error {
		sort := directory.AccessOrder.Parse(r.QueryParam("sort"))
		return r.Store.EachAccess(r.Request().Context(), r.who.Customer, accessFilter(r.accessQuery()), sort, func(a directory.Association) error {
			return write(accessCells(b.Programme, a, r.now())...)
		})
	}}, nil
}

// accessQuery reads what the list is narrowed to.
func (r *request) accessQuery() views.AccessFilter {
	f := views.AccessFilter{Partner: strings.TrimSpace(r.QueryParam("partner")), Route: r.QueryParam("route"), State: r.QueryParam("state")}
	if f.State != views.FilterEnded && f.State != views.FilterAll {
		f.State = ""
	}
	return f
}

// accessFilter lets through what goes on, or begins later, unless another state is asked for.
func accessFilter(v views.AccessFilter) directory.AssociationFilter {
	f := directory.AssociationFilter{Route: v.Route, Partner: typed(v.Partner)}
	if v.State != views.FilterAll {
		open := v.State == ""
		f.Open = &open
	}
	return f
}

func accessRow(p *programme.Programme, a directory.Association, now programme.Instant) views.AccessRow {
	route := &p.Routes[a.Route]
	return views.AccessRow{Assignment: assignment(p, a, now), Benefits: route.Benefits, Record: route.ID == programme.DPOR}
}

// routeOptions are the routes to choose from.
func routeOptions(p *programme.Programme) (options []views.Option) {
	for _, x := range p.Routes {
		options = append(options, views.Option{ID: x.ID, Name: x.Name})
	}
	return options
}
