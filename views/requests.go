package views

import (
	"net/url"

	"shimei/store/programme"
)

// RequestsPage lists the requests of a customer, or of a partner's account, latest first.
type RequestsPage struct {
	Frame
	Filter RequestFilter
	Count  int64 // of all that the filter lets through
	Rows   []RequestView
	List   List
}

// RequestFilter narrows the list, as it stands in the query.
type RequestFilter struct {
	State string // FilterWaiting, FilterOver or empty for all
	Way   string // a programme.Way
	Name  string // part of the name or the id of the other side
}

// FilterWaiting lets through what somebody has to decide on or to complete, and FilterOver the others.
const (
	FilterWaiting = "waiting"
	FilterOver    = "over"
)

func (f RequestFilter) fields() []filterField {
	return []filterField{{"waiting", f.State}, {"way", f.Way}, {"name", f.Name}}
}

// Query returns the filter as a query, without its empty fields.
func (f RequestFilter) Query() url.Values { return queryOf(f.fields()) }

// RequestsWaiting is the address of the requests of an audience that wait.
func RequestsWaiting(a Audience) string {
	return withQuery(requestsPath(a), RequestFilter{State: FilterWaiting}.Query())
}

// requestsPath is the address of the requests of an audience.
func requestsPath(a Audience) string {
	if a == Partner {
		return PartnerRequestsPath
	}
	return RequestsPath
}

// chips returns the filters that are on.
func (p RequestsPage) chips() []Chip {
	return p.chipsOf(p.List, p.Filter.fields(), func(field filterField) string {
		switch field.name {
		case "waiting":
			return p.L.Term("request_filter", field.value)
		case "way":
			return p.L.Term("request_way", field.value)
		}
		return field.value
	})
}

func (p RequestsPage) states() []choice {
	return []choice{{"", p.T("filter.all")}, {FilterWaiting, p.L.Term("request_filter", FilterWaiting)}, {FilterOver, p.L.Term("request_filter", FilterOver)}}
}

func (p RequestsPage) ways() []choice {
	list := []choice{{"", p.T("filter.all")}}
	for _, way := range Ways {
		list = append(list, choice{string(way), p.L.Term("request_way", string(way))})
	}
	return list
}

// partner reports whether a partner looks at its own requests, and may ask for more.
func (p RequestsPage) partner() bool { return p.audience() == Partner }

// nameLabel asks for the other side.
func (p RequestsPage) nameLabel() string {
	if p.partner() {
		return p.T("filter.customer")
	}
	return p.T("filter.partner")
}

// lead says what the list has.
func (p RequestsPage) lead() string {
	if p.partner() {
		return p.T("requests.lead_partner")
	}
	return p.T("requests.lead_customer")
}

// path is the address of the list.
func (p RequestsPage) path() string { return requestsPath(p.audience()) }

// asks is what a request asks for, in a word and, where it is for a time, with how long.
func (v RequestView) asks(l *Locale) string {
	if v.timed() {
		return l.T("requests.for", "Way", l.Term("request_way", string(v.Way)), "Days", l.T("request.days", "N", v.Days))
	}
	return l.Term("request_way", string(v.Way))
}

// AskPath returns the address of the form of a way of asking, for a customer by its tenant id, or "" for any.
func AskPath(way programme.Way, tenantID string) string {
	q := url.Values{"way": {string(way)}}
	if tenantID != "" {
		q.Set("tenant", tenantID)
	}
	return withQuery(NewRequestPath, q)
}
