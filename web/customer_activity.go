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

func activityPage(r *request) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.ActivityPage{Frame: f, Filter: r.activityQuery()}
	list, part := r.list(views.ActivityPath, page.Filter.Query(), store.ActivityOrder)
	page.List = list
	filter, wrong := r.activityFilter(f.Programme, page.Filter)
	if wrong != nil {
		r.code = http.StatusUnprocessableEntity
		page.Errors, page.Filter = []views.FieldError{*wrong}, withoutDay(page.Filter, wrong.Field)
		return page.Page(), nil
	}
	found, count, err := r.Store.Activity(r.Request().Context(), r.who.Customer, filter, part)
	if err != nil {
		return nil, err
	}
	page.Count = count
	for _, c := range onPage(&page.List, found, func(c *store.Change) int64 { return c.Key }) {
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
	filter, wrong := r.activityFilter(b.Programme, r.activityQuery())
	if wrong != nil {
		return list{}, r.badInput(wrong.Message)
	}
	columns := []string{"at", "kind", "subscription_id", "product", "route", "before_id", "before", "after_id", "after", "source", "by", "reference"}
	return list{"activity", columns, func(write func(...any) error) error {
		sort := store.ActivityOrder.Parse(r.QueryParam("sort"))
		return r.Store.EachChange(r.Request().Context(), r.who.Customer, filter, sort, func(c store.Change) error {
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
func (r *request) activityFilter(p *programme.Programme, v views.ActivityFilter) (f store.ActivityFilter, wrong *views.FieldError) {
	f = store.ActivityFilter{Kind: v.Kind, Partner: typed(v.Partner), Subscription: typed(v.Subscription)}
	for _, day := range []struct {
		field, text string
		is          **programme.Instant
	}{{"from", v.From, &f.From}, {"to", v.To, &f.To}} {
		if day.text == "" {
			continue
		}
		at, err := time.ParseInLocation(time.DateOnly, day.text, p.Zone)
		if err != nil {
			return f, &views.FieldError{Field: day.field, Message: r.l.T("input.date", "Text", day.text)}
		}
		begins := programme.InstantOf(at)
		*day.is = &begins
	}
	if f.From != nil && f.To != nil && *f.To < *f.From {
		return f, &views.FieldError{Field: "to", Message: r.l.T("activity.backwards", "From", r.l.Date(f.From.In(p.Zone)), "To", r.l.Date(f.To.In(p.Zone)))}
	}
	return f, nil
}

// withoutDay empties a day that is none: a field of dates takes nothing else.
func withoutDay(f views.ActivityFilter, field string) views.ActivityFilter {
	if field == "from" {
		f.From = ""
	} else {
		f.To = ""
	}
	return f
}

func change(p *programme.Programme, c store.Change) views.Change {
	row := views.Change{Event: timeline(p, []store.Event{c.Event})[0], Subscription: c.Subscription}
	if c.Product >= 0 {
		row.Product = p.Products[c.Product].Name
	}
	return row
}
