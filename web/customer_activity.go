package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func activityPage(r *request) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.ActivityPage{Frame: f, Filter: r.activityQuery()}
	list, part := r.list(views.ActivityPath, page.Filter.Query(), directory.ActivityOrder)
	page.List = list
	filter, wrong := r.activityFilter(f.Programme, &page.Filter)
	if wrong != nil {
		r.code = http.StatusUnprocessableEntity
		page.Errors = []views.FieldError{*wrong}
		return page.Page(), nil
	}
	found, count, err := r.Store.Activity(r.Request().Context(), r.who.Customer, filter, part)
	if err != nil {
		return nil, err
	}
	page.Count = count
	for _, c := range onPage(&page.List, found, func(c *directory.Change) int64 { return c.Key }) {
		page.Rows = append(page.Rows, change(f.Programme, c))
	}
	return page.Page(), nil
}

// activityList is the same as a file.
func activityList(r *request) (list, error) {
	b, err := r.standsOn()
	if err != nil {
		return list{}, err
	}
	typed := r.activityQuery()
	filter, wrong := r.activityFilter(b.Programme, &typed)
	if wrong != nil {
		return list{}, r.badInput(wrong.Message)
	}
	return list{"activity", changeColumns, func(write func(...any) error) error {
		sort := directory.ActivityOrder.Parse(r.QueryParam("sort"))
		return r.Store.EachChange(r.Request().Context(), r.who.Customer, filter, sort, func(c directory.Change) error {
			return write(changeCells(b.Programme, c)...)
		})
	}}, nil
}

// activityQuery reads what the list is narrowed to.
func (r *request) activityQuery() views.ActivityFilter {
	text := func(name string) string { return strings.TrimSpace(r.QueryParam(name)) }
	return views.ActivityFilter{Kind: text("kind"), Partner: text("partner"), Subscription: text("subscription"), From: text("from"), To: text("to")}
}

// activityFilter reads the filter, or says what is wrong with it.
func (r *request) activityFilter(p *programme.Programme, v *views.ActivityFilter) (directory.ActivityFilter, *views.FieldError) {
	period, wrong := r.period(p, &v.From, &v.To)
	return directory.ActivityFilter{Kind: v.Kind, Partner: v.Partner, Subscription: typed(v.Subscription), Period: period}, wrong
}

func change(p *programme.Programme, c directory.Change) views.Change {
	row := views.Change{Event: timeline(p, []directory.Event{c.Event})[0], Subscription: c.Subscription}
	if c.Product >= 0 {
		row.Product = p.Products[c.Product].Name
	}
	return row
}
