package views

import (
	"net/url"
	"slices"
	"time"

	"shimei/store/programme"
)

// CustomersPage is the customers that a partner's account is associated with now.
type CustomersPage struct {
	Frame
	Account PartnerRef
	Filter  CustomerFilter
	Routes  []Option
	Count   int64 // of all that the filter lets through
	Rows    []CustomerRow
	Link    string // the address that a customer opens to nominate the partner
	List    List   // by name
}

// located reports whether a customer is associated with a location, and not with the account
// itself.
func (p CustomersPage) located() bool {
	return slices.ContainsFunc(p.Rows, func(r CustomerRow) bool {
		return slices.ContainsFunc(r.Locations, func(at PartnerRef) bool { return at.ID != p.Account.ID })
	})
}

// CustomerFilter is what the list is narrowed to, as it stands in the query.
type CustomerFilter struct {
	Customer string // part of a name, or a tenant id
	Route    string // id
}

// CustomerRow is one customer of an account.
type CustomerRow struct {
	Name          string
	TenantID      string
	Routes        []programme.Text // that reach it
	Locations     []PartnerRef     // of the account
	Subscriptions int64            // that they reach
	Usage         *CustomerUsage   // nil where no route brings usage data
}

// CustomerUsage is what a partner sees of the use of a customer's subscriptions.
type CustomerUsage struct {
	Subscriptions int64 // whose usage it sees, of those that are reached
	Seats         Seats
	Unused        *int64     // bought and not active; nil where not reported
	Renewal       *time.Time // the next one that is not automatic; nil for none
}

// Query returns the filter as a query, without what is empty.
func (f CustomerFilter) Query() url.Values {
	q := url.Values{}
	if f.Customer != "" {
		q.Set("customer", f.Customer)
	}
	if f.Route != "" {
		q.Set("route", f.Route)
	}
	return q
}

// chips returns the filters that are on, each with the address without it.
func (p CustomersPage) chips() []Chip {
	var on []Chip
	if p.Filter.Route != "" {
		on = append(on, Chip{p.T("filter_chip.route", "Value", nameOf(p.L, p.Routes, p.Filter.Route)),
			p.List.narrowed(CustomerFilter{Customer: p.Filter.Customer}.Query())})
	}
	if p.Filter.Customer != "" {
		on = append(on, Chip{p.T("filter_chip.customer", "Value", p.Filter.Customer), p.List.narrowed(CustomerFilter{Route: p.Filter.Route}.Query())})
	}
	return on
}

// partial reports whether a row shows the usage of some of its subscriptions only.
func (r CustomerRow) partial() bool { return r.Usage != nil && r.Usage.Subscriptions < r.Subscriptions }

// anyHidden reports whether a row of this page hides usage data.
func (p CustomersPage) anyHidden() bool {
	for _, r := range p.Rows {
		if r.Usage == nil || r.partial() {
			return true
		}
	}
	return false
}
