package web

import (
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.ActivityPath, audience: views.Customer, section: "activity", place: 30, get: activityPage, file: activityFile})
}

func activityPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.ActivityPage{Filter: r.activityQuery()}
	page.List = r.list(views.ActivityPath, page.Filter.Query(), directory.ActivityOrder)
	filter, wrong := r.activityFilter(p, &page.Filter)
	if wrong != nil {
		page.Errors = []views.FieldError{*wrong}
		return Invalid(page), nil
	}
	page.Rows, page.Count, err = listed(r, &page.List, directory.ActivityOrder, func(part db.Part) ([]directory.Event, int64, error) {
		return r.Store.Activity(r.ctx(), r.whose(), filter, part)
	}, func(c directory.Event) (int64, views.Change) { return c.Key, change(p, c) })
	return page, err
}

// activityFile is the same as a file.
func activityFile(r *request) (file, error) {
	p, err := r.programme()
	if err != nil {
		return file{}, err
	}
	query := r.activityQuery()
	filter, wrong := r.activityFilter(p, &query)
	if wrong != nil {
		return file{}, r.badInput(wrong.Message)
	}
	return file{name: "activity", columns: changeColumns, rows: func(write func(...any) error) error {
		return r.Store.EachChange(r.ctx(), r.whose(), filter, r.sort(directory.ActivityOrder), func(c directory.Event) error {
			return write(changeCells(p, c, views.Customer)...)
		})
	}}, nil
}

// whose is the activity that a person is shown.
func (r *request) whose() directory.Whose {
	return directory.Whose{Customer: r.who.Customer, Partner: r.who.Scope()}
}

// activityQuery reads the filter from the query.
func (r *request) activityQuery() views.ActivityFilter {
	return views.ActivityFilter{Kind: r.text("kind"), Partner: r.text("partner"), Customer: r.text("customer"), Subscription: r.text("subscription"),
		From: r.text("from"), To: r.text("to")}
}

// activityFilter reads the filter, or returns the fault of one of its fields.
func (r *request) activityFilter(p *programme.Programme, v *views.ActivityFilter) (directory.ActivityFilter, *views.FieldError) {
	period, wrong := r.period(p, &v.From, &v.To)
	return directory.ActivityFilter{Kind: directory.Kind(v.Kind), Partner: v.Partner, Customer: v.Customer, Subscription: v.Subscription, Period: period}, wrong
}
