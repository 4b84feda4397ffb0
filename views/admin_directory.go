package views

import "net/url"

// The directory: partners, customers and people, as admins look them up.

// DirectoryFilter is what a list of the directory is narrowed to, as it stands in the query.
type DirectoryFilter struct {
	Text  string // part of a name or an id
	State string // of partners: FilterActive, FilterSuspended or empty for all
	Role  string // of people: a role, or empty for all
}

// The states that a list of partners is narrowed to.
const (
	FilterActive    = "active"
	FilterSuspended = "suspended"
)

// PartnersPage lists the partners of the programme.
type PartnersPage struct {
	Frame
	Filter DirectoryFilter
	Count  int64 // of all that the filter lets through
	Rows   []PartnerRow
	List   List
}

// PartnerRow is one partner.
type PartnerRow struct {
	PartnerRef
	Account   PartnerRef // the global account that it is a location of; empty where it is its own
	Suspended bool
}

// CustomerDirectoryPage lists the customers of the programme.
type CustomerDirectoryPage struct {
	Frame
	Filter DirectoryFilter
	Count  int64 // of all that the filter lets through
	Rows   []CustomerEntry
	List   List
}

// CustomerEntry is one customer.
type CustomerEntry struct {
	Name          string
	TenantID      string
	Domain        string
	Country       string // ISO 3166 code, or empty
	Subscriptions int64
}

// AccountsPage lists everybody who has an account.
type AccountsPage struct {
	Frame
	Filter DirectoryFilter
	Roles  []string // that can be chosen
	Count  int64    // of all that the filter lets through
	Rows   []AccountRow
	List   List
}

// AccountRow is one account.
type AccountRow struct {
	PersonRow
	Organisation   string // empty for the vendor's own people
	OrganisationID string // the tenant id or the partner id
}

func (f DirectoryFilter) fields() []filterField {
	return []filterField{{"q", f.Text}, {"state", f.State}, {"role", f.Role}}
}

// Query returns the filter as a query, without what is empty.
func (f DirectoryFilter) Query() url.Values { return queryOf(f.fields()) }

// directoryChips are the filters of a list of the directory that are on.
func (f Frame) directoryChips(l List, d DirectoryFilter) []Chip {
	return f.chipsOf(l, d.fields(), func(field filterField) string {
		switch field.name {
		case "state":
			return f.L.Term("partner_state", field.value)
		case "role":
			return f.L.Term("role", field.value)
		}
		return field.value
	})
}

// state is the last part of the message key of whether the partner is suspended.
func (r PartnerRow) state() string {
	if r.Suspended {
		return FilterSuspended
	}
	return FilterActive
}

func partnerStates(l *Locale) []choice {
	return []choice{{"", l.T("filter.all")}, {FilterActive, l.Term("partner_state", FilterActive)}, {FilterSuspended, l.Term("partner_state", FilterSuspended)}}
}

func (p AccountsPage) roles() []choice {
	list := []choice{{"", p.T("filter.all")}}
	for _, role := range p.Roles {
		list = append(list, choice{role, p.L.Term("role", role)})
	}
	return list
}

// AssignmentsOf returns the address of the associations of a partner or of a customer, by its id.
func AssignmentsOf(f AssignmentFilter) string { return withQuery(AssignmentsPath, f.Query()) }
