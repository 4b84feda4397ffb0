package web

import (
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.DeskPath, audience: views.Admin, section: "desk", place: 15, get: deskPage, file: deskFile})
}

// deskPage lists for the FastTrack desk who is partner of record of what.
func deskPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.DeskPage{Filter: r.deskQuery(), Products: productOptions(p)}
	page.List = r.list(views.DeskPath, page.Filter.Query(), directory.AssociationOrder)
	if page.Columns, err = r.columns(&page.List); err != nil {
		return nil, err
	}
	filter, good := deskFilter(p, page.Filter)
	if !good {
		page.Errors = []views.FieldError{{Field: "on", Message: r.l.T("input.date", "Text", page.Filter.On)}}
		page.Filter.On = "" // a field of dates takes nothing else
		return Invalid(page), nil
	}
	page.Rows, page.Count, err = listed(r, &page.List, directory.AssociationOrder, func(part db.Part) ([]directory.Association, int64, error) {
		return r.Store.Associations(r.ctx(), filter, part)
	}, func(a directory.Association) (int64, views.DeskRow) {
		return a.Key, views.DeskRow{AssociationRow: associationRow(p, a, r.now()), Contact: views.Contact(a.Contact)}
	})
	return page, err
}

// deskFile is the same as a file.
func deskFile(r *request) (file, error) {
	p, err := r.programme()
	if err != nil {
		return file{}, err
	}
	query := r.deskQuery()
	filter, good := deskFilter(p, query)
	if !good {
		return file{}, r.badInput(r.l.T("input.date", "Text", query.On))
	}
	columns := []string{"from", "to", "tenant_id", "customer", "subscription_id", "product", "partner_id", "partner", "support_name", "support_email",
		"support_phone", "support_hours", "source", "by", "reference"}
	return file{name: "nominations", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachAssociation(r.ctx(), filter, r.sort(directory.AssociationOrder), func(a directory.Association) error {
			return write(moment(a.From, p.Zone), moment(a.To, p.Zone), a.TenantID, a.Customer, a.Subscription, productID(p, a.Product), a.Partner.ID, a.Partner.Name,
				a.Contact.Name, a.Contact.Email, a.Contact.Phone, a.Contact.Hours, a.Source, a.By, a.Reference)
		})
	}}, nil
}

// deskQuery reads the filter from the query.
func (r *request) deskQuery() views.DeskFilter {
	return views.DeskFilter{Product: r.QueryParam("product"), Partner: r.text("partner"), Customer: r.text("customer"), State: r.QueryParam("state"), On: r.text("on")}
}

// deskFilter reads the filter; good is false where its day is none.
func deskFilter(p *programme.Programme, v views.DeskFilter) (f directory.AssociationFilter, good bool) {
	return assignmentFilter(p, views.AssignmentFilter{Route: programme.DPOR, Product: v.Product, Partner: v.Partner, Customer: v.Customer, State: v.State, On: v.On})
}
