package web

import (
	"strings"

	"shimei/store/db"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

func init() {
	add(entry{path: views.WorkPath, audience: views.Partner, section: "work", place: 15, get: workPage, file: workFile})
}

// workPage lists what there is to do for the account.
func workPage(r *request) (views.Page, error) {
	account, err := r.Store.Account(r.ctx(), r.who.Scope())
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.WorkPage{Account: partnerRef(account.Partner), Filter: r.workQuery(), Work: p.Work}
	if page.Link, err = r.ownLink(); err != nil {
		return nil, err
	}
	page.List = r.list(views.WorkPath, page.Filter.Query(), report.WorkOrder)
	found, next, err := r.Store.Work(r.ctx(), r.who.Scope(), workFilter(page.Filter),
		db.Part{Sort: r.sort(report.WorkOrder), After: cursor(page.List.After), Limit: pageRows})
	page.Rows = walked(&page.List, found, next, func(x report.WorkItem) views.WorkRow { return workRow(p, x) })
	return page, err
}

func workRow(p *programme.Programme, x report.WorkItem) views.WorkRow {
	row := views.WorkRow{Kind: x.Kind, Customer: x.Customer.Name, TenantID: x.TenantID, Subscription: x.Subscription,
		Seats:      views.Seats{Bought: x.Seats.Bought, Assigned: x.Seats.Assigned, Active: x.Seats.Active},
		Unassigned: x.Seats.Unassigned(), Renewal: timeOf(x.Seats.Renewal, p.Zone), Partner: partnerRef(x.Partner), Since: x.Since.In(p.Zone),
		Counts: x.Counts, Reference: x.Reference, Way: string(x.Way)}
	if x.Product >= 0 {
		row.Product = p.Products[x.Product].Name
	}
	for _, k := range x.Lacks {
		row.Lacks = append(row.Lacks, p.Products[k].Name)
	}
	if x.Kind == programme.WorkRequest && x.Due != programme.NoEnd {
		row.Due = views.TimeOf(x.Due-1, p.Zone)
	}
	return row
}

// workFile is the same as a file.
func workFile(r *request) (file, error) {
	p, err := r.programme()
	columns := []string{"kind", "customer", "tenant_id", "subscription_id", "product", "seats", "assigned_seats", "active_seats", "renewal_date",
		"partner_id", "since", "counts_from", "lacks", "request", "due"}
	return file{name: "work", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachWork(r.ctx(), r.who.Scope(), workFilter(r.workQuery()), r.sort(report.WorkOrder), func(x report.WorkItem) error {
			return write(workCells(p, x)...)
		})
	}}, err
}

func workCells(p *programme.Programme, x report.WorkItem) []any {
	cells := []any{string(x.Kind), x.Customer.Name, x.TenantID, x.Subscription, productID(p, x.Product), whole(x.Seats.Bought), whole(x.Seats.Assigned),
		whole(x.Seats.Active), nil, x.Partner.ID, nil, nil, nil, x.Reference, nil}
	var lacks []string
	for _, k := range x.Lacks {
		lacks = append(lacks, p.Products[k].ID)
	}
	if x.Seats.Renewal != nil {
		cells[8] = day(*x.Seats.Renewal, p.Zone)
	}
	switch x.Kind {
	case programme.WorkNomination, programme.WorkPending:
		cells[10], cells[11] = moment(x.Since, p.Zone), x.Counts.String()
	case programme.WorkLacking:
		cells[12] = strings.Join(lacks, " ")
	case programme.WorkRequest:
		cells[14] = moment(x.Due, p.Zone)
	}
	return cells
}

// workQuery reads the filter from the query.
func (r *request) workQuery() views.WorkFilter {
	return views.WorkFilter{Customer: r.text("customer"), Kind: r.QueryParam("kind")}
}

func workFilter(v views.WorkFilter) report.WorkFilter {
	return report.WorkFilter{Kind: programme.WorkKind(v.Kind), Customer: v.Customer}
}
