package views

import (
	"net/url"
	"slices"
	"time"

	"shimei/store/programme"
)

// CustomersPath is the address of a partner's customers.
const CustomersPath = "/partner/customers"

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
		return slices.ContainsFunc(r.Locations, func(location PartnerRef) bool { return location.ID != p.Account.ID })
	})
}

// CustomerFilter narrows the list, as it stands in the query.
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

// CustomerUsage is the use of a customer's subscriptions, as far as a partner sees it.
type CustomerUsage struct {
	Subscriptions int64 // whose usage it sees, of those that are reached
	Seats         Seats
	Unused        *int64     // bought and not active; nil where not reported
	Renewal       *time.Time // the next one that is not automatic; nil for none
}

func (f CustomerFilter) fields() []filterField {
	return []filterField{{"route", f.Route}, {"customer", f.Customer}}
}

// Query returns the filter as a query, without its empty fields.
func (f CustomerFilter) Query() url.Values { return queryOf(f.fields()) }

// chips returns the filters that are on, each with the address without it.
func (p CustomersPage) chips() []Chip { return p.customerChips(p.List, p.Filter, p.Routes) }

func (f Frame) customerChips(l List, on CustomerFilter, routes []Option) []Chip {
	return f.chipsOf(l, on.fields(), func(field filterField) string {
		if field.name == "route" {
			return nameOf(f.L, routes, field.value)
		}
		return field.value
	})
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
