package web

import (
	"shimei/store"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

func init() {
	add(entry{path: views.CustomersPath, audience: views.Partner, section: "customers", place: 30, get: customersPage, file: customersFile})
}

// customersPage lists the customers that the account is associated with now.
func customersPage(r *request) (views.Page, error) {
	account, err := r.Store.Account(r.ctx(), r.who.Scope())
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.CustomersPage{Account: partnerRef(account.Partner), Filter: r.customerQuery(), Routes: routeOptions(p)}
	if page.Link, err = r.ownLink(); err != nil {
		return nil, err
	}
	page.List = r.walk(views.CustomersPath, page.Filter.Query())
	found, next, count, err := r.Store.AccountCustomers(r.ctx(), r.who.Scope(), customerFilter(page.Filter), cursor(page.List.After), pageRows)
	page.Count = count
	page.Rows = walked(&page.List, found, next, func(c report.AccountCustomer) views.CustomerRow { return customerRow(p, c) })
	return page, err
}

func customerRow(p *programme.Programme, c report.AccountCustomer) views.CustomerRow {
	row := views.CustomerRow{Name: c.Customer.Name, TenantID: c.TenantID, Routes: routeNames(p, c.Routes),
		Locations: partnerRefs(c.Locations), Subscriptions: c.Subscriptions}
	if u := c.Usage; u != nil {
		row.Usage = &views.CustomerUsage{Subscriptions: u.Subscriptions, Seats: views.Seats{Bought: u.Seats, Assigned: u.Assigned, Active: u.Active},
			Unused: u.Unused, Renewal: timeOf(u.Renewal, p.Zone)}
	}
	return row
}

// customersFile is the same as a file.
func customersFile(r *request) (file, error) {
	p, err := r.programme()
	columns := []string{"customer", "tenant_id", "routes", "locations", "subscriptions", "usage_subscriptions", "seats", "assigned_seats",
		"active_seats", "unused_seats", "renewal_date"}
	return file{name: "customers", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachAccountCustomer(r.ctx(), r.who.Scope(), customerFilter(r.customerQuery()), func(c report.AccountCustomer) error {
			return write(customerCells(p, c)...)
		})
	}}, err
}

func customerCells(p *programme.Programme, c report.AccountCustomer) []any {
	cells := []any{c.Customer.Name, c.TenantID, routeIDs(p, c.Routes), partnerIDs(c.Locations), c.Subscriptions, nil, nil, nil, nil, nil, nil}
	if u := c.Usage; u != nil {
		cells = append(cells[:5], u.Subscriptions, whole(u.Seats), whole(u.Assigned), whole(u.Active), whole(u.Unused), nil)
		if u.Renewal != nil {
			cells[10] = day(*u.Renewal, p.Zone)
		}
	}
	return cells
}

// customerQuery reads the filter from the query.
func (r *request) customerQuery() views.CustomerFilter {
	return views.CustomerFilter{Customer: r.text("customer"), Route: r.QueryParam("route")}
}

func customerFilter(v views.CustomerFilter) report.AccountCustomerFilter {
	return report.AccountCustomerFilter{Text: v.Customer, Route: v.Route}
}

// nominationLink is the address that a customer opens to nominate a partner, by its id: with a
// global account it begins earlier, where one of its locations is chosen.
func (r *request) nominationLink(partnerID string) (string, error) {
	step := views.NominateMeaningPath
	_, err := r.Store.CheckPartner(r.ctx(), partnerID)
	refusal := store.Refusal(err)
	if err != nil && refusal == nil {
		return "", err
	}
	if refusal != nil && refusal.Code == programme.RefusedGlobal {
		step = views.NominatePath
	}
	return r.PublicURL + views.NominateStep(step, nil, partnerID), nil
}
