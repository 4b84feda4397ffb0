package web

import (
	"time"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/facts"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.AssignmentsPath, audience: views.Admin, section: "assignments", place: 10, get: assignmentsPage, file: assignmentsFile, facts: assignmentFacts})
}

func assignmentsPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.AssignmentsPage{Filter: r.assignmentQuery(), Routes: routeOptions(p), Products: productOptions(p)}
	page.List = r.list(views.AssignmentsPath, page.Filter.Query(), directory.AssociationOrder)
	page.List.Facts = true
	if page.Columns, err = r.columns(&page.List); err != nil {
		return nil, err
	}
	filter, good := assignmentFilter(p, page.Filter)
	if !good {
		page.Errors = []views.FieldError{{Field: "on", Message: r.l.T("input.date", "Text", page.Filter.On)}}
		page.Filter.On = "" // a field of dates takes nothing else
		return Invalid(page), nil
	}
	page.Rows, page.Count, err = listed(r, &page.List, directory.AssociationOrder, func(part db.Part) ([]directory.Association, int64, error) {
		return r.Store.Associations(r.ctx(), filter, part)
	}, func(a directory.Association) (int64, views.AssociationRow) {
		return a.Key, associationRow(p, a, r.now())
	})
	return page, err
}

// assignmentsFile is the same as a file.
func assignmentsFile(r *request) (file, error) {
	p, err := r.programme()
	if err != nil {
		return file{}, err
	}
	filter, err := r.assignmentsAsked(p)
	if err != nil {
		return file{}, err
	}
	columns := []string{"route", "partner_id", "partner", "tenant_id", "customer", "subscription_id", "product", "from", "to", "source", "by", "reference"}
	return file{name: "assignments", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachAssociation(r.ctx(), filter, r.sort(directory.AssociationOrder), func(a directory.Association) error {
			return write(assignmentCells(p, a)...)
		})
	}}, nil
}

// assignmentFacts is the same as a fact file, but for what sales made: the sales are the facts.
func assignmentFacts(r *request) (file, error) {
	p, err := r.programme()
	if err != nil {
		return file{}, err
	}
	filter, err := r.assignmentsAsked(p)
	return factFile(facts.Associations, func(row func([]any) error) error {
		return r.Store.EachAssociationFact(r.ctx(), filter, r.sort(directory.AssociationOrder), row)
	}), err
}

// assignmentsAsked is the filter of a file, or what is wrong with it.
func (r *request) assignmentsAsked(p *programme.Programme) (directory.AssociationFilter, error) {
	query := r.assignmentQuery()
	filter, good := assignmentFilter(p, query)
	if !good {
		return filter, r.badInput(r.l.T("input.date", "Text", query.On))
	}
	return filter, nil
}

func assignmentCells(p *programme.Programme, a directory.Association) []any {
	return []any{p.Routes[a.Route].ID, a.Partner.ID, a.Partner.Name, a.TenantID, a.Customer, a.Subscription, productID(p, a.Product),
		moment(a.From, p.Zone), moment(a.To, p.Zone), a.Source, a.By, a.Reference}
}

// assignmentQuery reads the filter from the query.
func (r *request) assignmentQuery() views.AssignmentFilter {
	return views.AssignmentFilter{Route: r.QueryParam("route"), Product: r.QueryParam("product"), Partner: r.text("partner"),
		Customer: r.text("customer"), State: r.QueryParam("state"), On: r.text("on")}
}

// assignmentFilter reads the filter; good is false where its day is none.
func assignmentFilter(p *programme.Programme, v views.AssignmentFilter) (f directory.AssociationFilter, good bool) {
	f = directory.AssociationFilter{Route: v.Route, Product: v.Product, Partner: v.Partner, Customer: v.Customer}
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
