package views

import (
	"net/url"
	"slices"

	"shimei/store/programme"
)

// ActivityPath is the address of the changes of a customer's partners.
const ActivityPath = "/activity"

// ActivityPage is every change of a customer's associations, latest first.
type ActivityPage struct {
	Frame
	Filter ActivityFilter
	Count  int64 // of all that the filter lets through
	Rows   []Change
	List   List
	Errors []FieldError
}

// ActivityFilter narrows an activity, as it stands in the query.
type ActivityFilter struct {
	Kind         string // an EventKind
	Partner      string // part of a name or an id
	Customer     string // of a partner's activity: part of a name, or a tenant id
	Subscription string // part of an id
	From         string // the first day, 2016-04-15
	To           string // the last day
}

// Change is one entry of an activity.
type Change struct {
	Event
	Subscription string         // id, or empty for the whole tenant
	Product      programme.Text // of the subscription
}

// eventKinds are the kinds in the order of a choice, first the changes that people make.
var (
	eventKinds  = slices.Concat(personKinds, []EventKind{EventOpened, EventEnded, EventMovedAway, EventMovedHere, EventDefaultSet}, requestKinds)
	auditKinds  = slices.Concat(personKinds, requestKinds, portalKinds, []EventKind{EventContactSet, EventProfileSet, EventDefaultSet})
	personKinds = []EventKind{EventNominated, EventChanged, EventRemoved}
)

func (f ActivityFilter) fields() []filterField {
	return []filterField{{"kind", f.Kind}, {"partner", f.Partner}, {"customer", f.Customer}, {"subscription", f.Subscription}, {"from", f.From}, {"to", f.To}}
}

// Query returns the filter as a query, without its empty fields.
func (f ActivityFilter) Query() url.Values { return queryOf(f.fields()) }

// chips returns the filters that are on.
func (p ActivityPage) chips() []Chip { return p.chipsOf(p.List, p.Filter.fields(), p.shownChange) }

// shownChange writes a filter of changes as people read it.
func (f Frame) shownChange(field filterField) string {
	switch field.name {
	case "kind":
		return f.L.Term("event_kind", field.value)
	case "from", "to":
		return f.dayOf(field.value)
	}
	return field.value
}

// kindsOf are the choices of some kinds, and of all.
func (f Frame) kindsOf(kinds []EventKind) []choice {
	list := []choice{{"", f.T("filter.all")}}
	for _, k := range kinds {
		list = append(list, choice{string(k), f.L.Term("event_kind", string(k))})
	}
	return list
}

// before is who was associated until the change, nil for nobody.
func (c Change) before() *PartnerRef {
	switch {
	case c.Kind == EventChanged, c.Kind == EventDefaultSet:
		return c.Previous
	case c.Kind == EventRemoved, c.Kind == EventReplaced, c.Kind == EventEnded, c.Kind == EventContactSet, c.Kind == EventProfileSet, c.Ending != nil:
		return &c.Partner
	}
	return nil
}

// after is who is associated from the change on, nil for nobody.
func (c Change) after() *PartnerRef {
	gone := c.Kind == EventRemoved || c.Kind == EventReplaced || c.Kind == EventEnded || c.Kind.moves()
	if c.Request != nil || c.Ending != nil || gone || c.Partner.ID == "" {
		return nil
	}
	return &c.Partner
}
