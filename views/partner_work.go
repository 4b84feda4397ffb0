package views

import (
	"net/url"
	"time"

	"shimei/store/programme"
)

// WorkPath is the address of what there is to do for a partner.
const WorkPath = "/partner/work"

// WorkPage is what there is to do for a partner's account, one row for each thing.
type WorkPage struct {
	Frame
	Account PartnerRef
	Filter  WorkFilter
	Work    programme.Work // from where on something is listed
	Rows    []WorkRow
	Link    string // the address that a customer opens to nominate the partner
	List    List
}

// WorkFilter narrows the list, as it stands in the query.
type WorkFilter struct {
	Kind     string // one of programme.WorkKinds
	Customer string // part of a name, or a tenant id
}

// WorkRow is one thing to do. Of the fields after Product those of its kind are filled in.
type WorkRow struct {
	Kind         programme.WorkKind
	Customer     string
	TenantID     string
	Subscription string // id; empty where it is about several, or the whole tenant
	Product      programme.Text
	Seats        Seats
	Unassigned   int64
	Renewal      *time.Time
	Partner      PartnerRef // that was nominated
	Since        time.Time
	Counts       programme.Month
	Lacks        []programme.Text
	Reference    string     // of a request
	Way          string     // of a request
	Due          *time.Time // the last day on which a request can be answered; nil for no end
}

func (f WorkFilter) fields() []filterField {
	return []filterField{{"kind", f.Kind}, {"customer", f.Customer}}
}

// Query returns the filter as a query, without its empty fields.
func (f WorkFilter) Query() url.Values { return queryOf(f.fields()) }

// chips returns the filters that are on.
func (p WorkPage) chips() []Chip {
	return p.chipsOf(p.List, p.Filter.fields(), func(field filterField) string {
		if field.name == "kind" {
			return p.L.Term("work_kind", field.value)
		}
		return field.value
	})
}

// kinds are what the list can be narrowed to.
func (p WorkPage) kinds() []choice {
	list := []choice{{"", p.T("filter.all")}}
	for _, kind := range programme.WorkKinds {
		list = append(list, choice{string(kind), p.L.Term("work_kind", string(kind))})
	}
	return list
}

// why says why the row is listed.
func (r WorkRow) why(f Frame, work programme.Work) string {
	switch r.Kind {
	case programme.WorkRequest:
		if r.Due == nil {
			return f.T("work_why.request_open", "Way", f.L.Term("work_way", r.Way))
		}
		return f.T("work_why.request", "Way", f.L.Term("work_way", r.Way), "Date", f.date(*r.Due))
	case programme.WorkRenewal:
		return f.T("work_why.renewal", "Date", f.L.Date(*r.Renewal))
	case programme.WorkNomination:
		return f.T("work_why.nomination", "Date", f.date(r.Since), "Partner", r.Partner.Name)
	case programme.WorkPending:
		return f.T("work_why.pending", "Date", f.date(r.Since), "Month", f.L.Month(r.Counts))
	case programme.WorkActivation:
		return f.T("work_why.activation", "Active", seat(r.Seats.Active), "Bought", seat(r.Seats.Bought), "Percent", work.ActivationPercent)
	case programme.WorkUnassigned:
		return f.T("work_why.unassigned", "Unassigned", r.Unassigned, "Bought", seat(r.Seats.Bought))
	}
	return f.T("work_why.lacking", "Products", f.names(r.Lacks))
}

// path is where the thing is done.
func (r WorkRow) path() string {
	switch r.Kind {
	case programme.WorkRequest:
		return PartnerRequestsPath + "/" + url.PathEscape(r.Reference)
	case programme.WorkPending:
		return OverviewPath
	case programme.WorkActivation, programme.WorkUnassigned:
		return CustomerPath(r.TenantID) + "#use"
	case programme.WorkLacking:
		return CustomerPath(r.TenantID) + "#lacks"
	}
	return CustomerPath(r.TenantID)
}

// known reports whether the customer has a page that the partner sees: one that it only asks something of
// has none.
func (r WorkRow) known() bool { return r.Kind != programme.WorkRequest }

// about names what the thing is about, for those who hear the link alone.
func (r WorkRow) about(l *Locale) string { return r.Customer + " " + l.Text(r.Product) }
