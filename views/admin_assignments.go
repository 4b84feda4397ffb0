package views

import (
	"net/url"
	"strconv"
	"time"

	"shimei/store/programme"
)

// AssignmentsPage lists every association of the programme.
type AssignmentsPage struct {
	Frame
	Filter   AssignmentFilter
	Routes   []Option
	Products []Option
	Count    int64 // of all that the filter lets through
	Rows     []Assignment
	List     List
	Errors   []FieldError
}

// AssignmentFilter is what the list is narrowed to, as it stands in the query.
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

// Assignment is one association as admins see it.
type Assignment struct {
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
	Reference    string // of the nomination, or empty
	ImportID     int64  // of the import, or 0
	By           string // who nominated or imported, or empty
}

// AssignmentPage is one association, and what happened to its subscription or tenant.
type AssignmentPage struct {
	Frame
	Assignment Assignment
	Account    *PartnerRef // the global account of the partner; nil where it is its own
	Ended      string      // who ended it, or empty
	History    []Event     // latest first
}

// Query returns the filter as a query, without what is empty.
func (f AssignmentFilter) Query() url.Values {
	q := url.Values{}
	for _, field := range f.fields() {
		if field.value != "" {
			q.Set(field.name, field.value)
		}
	}
	return q
}

// Without returns the filter with one of its fields emptied.
func (f AssignmentFilter) Without(name string) AssignmentFilter {
	switch name {
	case "route":
		f.Route = ""
	case "product":
		f.Product = ""
	case "partner":
		f.Partner = ""
	case "customer":
		f.Customer = ""
	case "state":
		f.State = ""
	case "on":
		f.On = ""
	}
	return f
}

type filterField struct{ name, value string }

func (f AssignmentFilter) fields() []filterField {
	return []filterField{{"route", f.Route}, {"product", f.Product}, {"partner", f.Partner},
		{"customer", f.Customer}, {"state", f.State}, {"on", f.On}}
}

// number returns the id of the import, as text.
func (a Assignment) number() string { return strconv.FormatInt(a.ImportID, 10) }

// chips returns the filters that are on, each with the address without it.
func (p AssignmentsPage) chips() []Chip {
	var on []Chip
	for _, field := range p.Filter.fields() {
		if field.value == "" {
			continue
		}
		on = append(on, Chip{Text: p.L.T("filter_chip."+field.name, "Value", p.chipValue(field)),
			Remove: p.List.narrowed(p.Filter.Without(field.name).Query())})
	}
	return on
}

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
		if day, err := time.Parse(time.DateOnly, field.value); err == nil {
			return p.L.Date(day)
		}
	}
	return field.value
}

// nameOf returns the name of the option with an id, or the id where there is none.
func nameOf(l *Locale, options []Option, id string) string {
	for _, o := range options {
		if o.ID == id {
			return l.Text(o.Name)
		}
	}
	return id
}

func stateChoices(l *Locale) []choice {
	return []choice{{"", l.T("filter.all")}, {FilterOpen, l.Term("filter_state", FilterOpen)},
		{FilterEnded, l.Term("filter_state", FilterEnded)}}
}
