package web

import (
	"net/http"
	"strconv"
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
	page := views.AssignmentsPage{Frame: f, After: r.QueryParam("after"), Filter: views.AssignmentFilter{
		Route: r.QueryParam("route"), Product: r.QueryParam("product"), Partner: strings.TrimSpace(r.QueryParam("partner")),
		Customer: strings.TrimSpace(r.QueryParam("customer")), State: r.QueryParam("state"), On: strings.TrimSpace(r.QueryParam("on"))}}
	for _, x := range p.Routes {
		page.Routes = append(page.Routes, views.Option{ID: x.ID, Name: x.Name})
	}
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
	found, count, err := r.Store.Assignments(r.Request().Context(), filter, parseCursor(page.After), pageRows+1)
	if err != nil {
		return nil, err
	}
	page.Count = count
	if len(found) > pageRows {
		found = found[:pageRows]
		last := found[pageRows-1]
		page.Next = strconv.FormatInt(int64(last.From), 10) + "." + strconv.FormatInt(last.Key, 10)
	}
	for _, a := range found {
		page.Rows = append(page.Rows, assignment(p, a, r.now()))
	}
	return page.Page(), nil
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

// parseCursor reads where a page begins; what is no cursor begins at the first.
func parseCursor(s string) *store.Cursor {
	from, key, _ := strings.Cut(s, ".")
	f, err := strconv.ParseInt(from, 10, 64)
	if err != nil {
		return nil
	}
	k, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		return nil
	}
	return &store.Cursor{From: programme.Instant(f), Key: k}
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
