package web

import (
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.OwnActivityPath, audience: views.Partner, section: "activity", place: 55, get: ownActivityPage, file: ownActivityFile})
}

// ownActivityPage lists what happened around the account of a partner.
func ownActivityPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.OwnActivityPage{Filter: r.activityQuery()}
	page.Filter.Partner = "" // which customers filter by
	page.List = r.list(views.OwnActivityPath, page.Filter.Query(), directory.ActivityOrder)
	filter, wrong := r.activityFilter(p, &page.Filter)
	if wrong != nil {
		page.Errors = []views.FieldError{*wrong}
		return Invalid(page), nil
	}
	page.Rows, page.Count, err = listed(r, &page.List, directory.ActivityOrder, func(part db.Part) ([]directory.Event, int64, error) {
		return r.Store.Activity(r.ctx(), r.whose(), filter, part)
	}, func(e directory.Event) (int64, views.AuditEntry) { return e.Key, ownEntry(p, e) })
	return page, err
}

// ownEntry is an event as the partner is shown it: what it is of leads to the partner's pages.
func ownEntry(p *programme.Programme, e directory.Event) views.AuditEntry {
	row := auditRow(p, e)
	row.Path, row.Email = "", ""
	switch e.Subject.Of {
	case directory.AMonth:
		row.Path = views.StatementOf(programme.Month(e.Subject.Key))
	case directory.APerson:
		row.Path = views.LocationsPath
	}
	return row
}

// ownActivityFile is the same as a file.
func ownActivityFile(r *request) (file, error) {
	p, err := r.programme()
	if err != nil {
		return file{}, err
	}
	query := r.activityQuery()
	query.Partner = ""
	filter, wrong := r.activityFilter(p, &query)
	if wrong != nil {
		return file{}, r.badInput(wrong.Message)
	}
	columns := slices.Concat(changeColumns, []string{"tenant_id", "customer", "contact_before", "contact_after", "about"})
	return file{name: "activity", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachChange(r.ctx(), r.whose(), filter, r.sort(directory.ActivityOrder), func(e directory.Event) error {
			about, _ := auditedOf(e)
			return write(slices.Concat(changeCells(p, e, views.Partner), []any{e.TenantID, e.Customer}, contactCells(e), []any{about})...)
		})
	}}, nil
}
