package views

import (
	"net/url"
	"strconv"
	"time"

	"shimei/store/programme"
)

// AssignmentsPath is the address of all associations.
const AssignmentsPath = "/admin/assignments"

// AssignmentsPage lists every association of the programme.
type AssignmentsPage struct {
	Frame
	Filter   AssignmentFilter
	Routes   []Option
	Products []Option
	Count    int64 // of all that the filter lets through
	Rows     []AssociationRow
	List     List
	Columns  Columns
	Errors   []FieldError
}

// AssignmentFilter narrows the list, as it stands in the query.
type AssignmentFilter struct {
	Route    string // id
	Product  string // id
	Partner  string // part of a name or an id
	Customer string // part of a name or an id
	State    string // FilterOpen, FilterEnded or empty for all
	On       string // a day, 2016-04-15, on which it is in effect
}

// The states that a list of associations is narrowed to.
const (
	FilterOpen  = "open"
	FilterEnded = "ended"
)

// AssociationRow is one association as admins see it.
type AssociationRow struct {
	Key          int64
	Customer     string
	TenantID     string
	Subscription string         // id, or empty for the whole tenant
	Product      programme.Text // of the subscription
	Route        programme.Text
	Partner      PartnerRef
	From         time.Time
	To           *time.Time // nil while it goes on
	State        State
	Source       Source
	Reference    string // of the nomination or the request, or empty
	ImportID     int64  // of the import, or 0
	By           string // who nominated or imported, or empty
}

// Query returns the filter as a query, without its empty fields.
func (f AssignmentFilter) Query() url.Values { return queryOf(f.fields()) }

func (f AssignmentFilter) fields() []filterField {
	return []filterField{{"route", f.Route}, {"product", f.Product}, {"partner", f.Partner},
		{"customer", f.Customer}, {"state", f.State}, {"on", f.On}}
}

// number returns the id of the import, as text.
func (a AssociationRow) number() string { return strconv.FormatInt(a.ImportID, 10) }

// chips returns the filters that are on.
func (p AssignmentsPage) chips() []Chip { return p.chipsOf(p.List, p.Filter.fields(), p.chipValue) }

// chipValue returns a filter's value as people read it.
func (p AssignmentsPage) chipValue(field filterField) string {
	switch field.name {
	case "route":
		return nameOf(p.L, p.Routes, field.value)
	case "product":
		return nameOf(p.L, p.Products, field.value)
	case "state":
		return p.L.Term("filter_state", field.value)
	case "on":
		return p.dayOf(field.value)
	}
	return field.value
}

func stateChoices(l *Locale) []choice {
	return []choice{{"", l.T("filter.all")}, {FilterOpen, l.Term("filter_state", FilterOpen)},
		{FilterEnded, l.Term("filter_state", FilterEnded)}}
}

// AssignmentsOf returns the address of the associations of a partner or of a customer, by its id.
func AssignmentsOf(f AssignmentFilter) string { return withQuery(AssignmentsPath, f.Query()) }
