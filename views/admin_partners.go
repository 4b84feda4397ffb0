package views

// PartnersPath is the address of the partners.
const PartnersPath = "/admin/partners"

// PartnersPage lists the partners of the programme.
type PartnersPage struct {
	Frame
	Filter  DirectoryFilter
	Count   int64 // of all that the filter lets through
	Rows    []PartnerRow
	List    List
	Columns Columns
}

// PartnerRow is one partner.
type PartnerRow struct {
	PartnerRef
	Account   PartnerRef // the global account that it is a location of; empty where it is its own
	Suspended bool
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
