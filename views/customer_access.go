package views

import (
	"net/url"
	"slices"
	"time"

	"shimei/store/programme"
)

// AccessPath is the address of a customer's associations.
const AccessPath = "/access"

// AccessPage is every association of a customer's tenant: those that go on, or those that
// have ended.
type AccessPage struct {
	Frame
	Filter      AccessFilter
	Routes      []Option
	Count       int64 // of all that the filter lets through
	Rows        []AccessRow
	MayNominate bool // the person is the customer's owner or administrator
	List        List
	Waiting     []RequestView // the first requests that wait for a decision
	WaitingAll  int64         // how many wait
	Over        []RequestView // the latest of those that are decided or over
}

// AccessFilter narrows the list, as it stands in the query.
type AccessFilter struct {
	Partner string // part of a name or an id
	Route   string // id
	State   string // FilterEnded, FilterAll, or empty for what goes on
}

// FilterAll is the state of a list that shows those that have ended beside the others.
const FilterAll = "all"

// AccessRow is one association as the customer sees it.
type AccessRow struct {
	AssociationRow
	Benefits []string   // the route's, by id, such as usage_data
	Record   bool       // of a partner of record
	Public   bool       // the partner has a page for customers
	Support  *Contact   // whom to turn to; nil where the association brings none, or is not in effect
	LastDay  *time.Time // of what came of a request and goes on; nil where it has none
	Looked   *time.Time // when somebody of the partner's account last looked at what it sees; nil for never
}

// asked reports whether the association came of a request, which the customer may open.
func (r AccessRow) asked() bool { return r.Source == SourceAsked && r.Reference != "" }

func (f AccessFilter) fields() []filterField {
	return []filterField{{"partner", f.Partner}, {"route", f.Route}, {"state", f.State}}
}

// Query returns the filter as a query, without its empty fields.
func (f AccessFilter) Query() url.Values { return queryOf(f.fields()) }

// chips returns the filters that are on.
func (p AccessPage) chips() []Chip {
	return p.chipsOf(p.List, p.Filter.fields(), func(field filterField) string {
		switch field.name {
		case "route":
			return nameOf(p.L, p.Routes, field.value)
		case "state":
			return p.L.Term("access_state", field.value)
		}
		return field.value
	})
}

// states are those that the list is narrowed to; the first is for whoever asks for none.
func (p AccessPage) states() []choice {
	return []choice{{"", p.L.Term("access_state", FilterOpen)}, {FilterEnded, p.L.Term("access_state", FilterEnded)},
		{FilterAll, p.L.Term("access_state", FilterAll)}}
}

// others is the address of the associations that the list leaves out by their state.
func (p AccessPage) others() string {
	f := p.Filter
	f.State = map[string]string{"": FilterEnded}[f.State]
	return p.List.narrowed(f.Query())
}

// sees says whether the partner sees the customer's usage by the association.
func (r AccessRow) sees(l *Locale) string {
	switch {
	case r.State == StateEnded, r.State == StateExpired:
		return l.T("access.sees_ended")
	case r.State == StateScheduled:
		return l.T("access.sees_later")
	case slices.Contains(r.Benefits, programme.UsageData):
		return l.T("access.sees_usage")
	}
	return l.T("access.sees_none")
}

// others are the other benefits of the association.
func (r AccessRow) others() []string {
	return slices.DeleteFunc(slices.Clone(r.Benefits), func(b string) bool { return b == programme.UsageData })
}

// changeable reports whether the customer can change or remove the partner.
func (p AccessPage) changeable(r AccessRow) bool {
	return p.MayNominate && r.Record && r.State != StateEnded && r.State != StateExpired
}
