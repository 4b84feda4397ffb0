package web

import (
	"strings"
	"time"

	"github.com/a-h/templ"

	"shimei/store"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// customersPage lists the customers that the account is associated with now.
func customersPage(r *request) (templ.Component, error) {
	account, err := r.Store.Account(r.Request().Context(), r.who.Account)
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	filter := r.customerQuery()
	page := views.CustomersPage{Frame: f, Account: partnerRef(account.Partner), Filter: filter, List: views.List{Path: views.CustomersPath, Query: filter.Query(), After: r.QueryParam("after")}}
	if page.Link, err = r.nominationLink(); err != nil {
		return nil, err
	}
	page.Routes = routeOptions(f.Programme)
	rows, next, count, err := r.Store.AccountCustomers(r.Request().Context(), r.who.Account, customerFilter(filter), cursor(page.List.After), pageRows)
	if err != nil {
		return nil, err
	}
	page.Count, page.List.Next = count, cursorOf(next)
	for _, row := range rows {
		page.Rows = append(page.Rows, customerRow(f.Programme, row))
	}
	return page.Page(), nil
}

// customerList is the same as a file.
func customerList(r *request) (list, error) {
	b, err := r.standsOn()
	if err != nil {
		return list{}, err
	}
	columns := []string{"customer", "tenant_id", "routes", "locations", "subscriptions", "usage_subscriptions", "seats", "assigned_seats",
		"active_seats", "unused_seats", "renewal_date"}
	return list{"customers", columns, func(write func(...any) error) error {
		return r.Store.EachAccountCustomer(r.Request().Context(), r.who.Account, customerFilter(r.customerQuery()), func(c report.AccountCustomer) error {
			return write(customerCells(b.Programme, c)...)
		})
	}}, nil
}

// nominationLink is the address that a customer opens to nominate the person's partner: with a
// global account it begins earlier, where one of its locations is chosen.
func (r *request) nominationLink() (string, error) {
	step := views.NominateMeaningPath
	_, err := r.Store.CheckPartner(r.Request().Context(), r.who.OrgID)
	refusal := store.Refusal(err)
	if err != nil && refusal == nil {
		return "", err
	}
	if refusal != nil && refusal.Code == programme.RefusedGlobal {
		step = views.NominatePath
	}
	return r.Scheme() + "://" + r.Request().Host + views.NominateStep(step, nil, r.who.OrgID), nil
}

// customerQuery reads what the list is narrowed to.
func (r *request) customerQuery() views.CustomerFilter {
	return views.CustomerFilter{Customer: strings.TrimSpace(r.QueryParam("customer")), Route: r.QueryParam("route")}
}

func customerFilter(v views.CustomerFilter) report.AccountCustomerFilter {
	return report.AccountCustomerFilter{Text: v.Customer, Route: v.Route}
}

func customerRow(p *programme.Programme, c report.AccountCustomer) views.CustomerRow {
	row := views.CustomerRow{Name: c.Customer.Name, TenantID: c.TenantID, Locations: partnerRefs(c.Locations), Subscriptions: c.Subscriptions}
	for _, route := range c.Routes {
		row.Routes = append(row.Routes, p.Routes[route].Name)
	}
	if u := c.Usage; u != nil {
		row.Usage = &views.CustomerUsage{Subscriptions: u.Subscriptions, Seats: views.Seats{Bought: u.Seats, Assigned: u.Assigned, Active: u.Active},
			Unused: u.Unused, Renewal: timeOf(u.Renewal, p.Zone)}
	}
	return row
}

// timeOf is an instant that may be absent as an optional time.
func timeOf(i *programme.Instant, zone *time.Location) *time.Time {
	if i == nil {
		return nil
	}
	return views.TimeOf(*i, zone)
}
