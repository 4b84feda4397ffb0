package views

import "net/url"

// DeskPath is the address of the FastTrack desk's list of nominations.
const DeskPath = "/admin/nominations"

// DeskPage lists who is partner of record of what, and whom its customer turns to, the latest first.
type DeskPage struct {
	Frame
	Filter   DeskFilter
	Products []Option
	Count    int64 // of all that the filter lets through
	Rows     []DeskRow
	List     List
	Columns  Columns
	Errors   []FieldError
}

// DeskFilter narrows the list, as it stands in the query.
type DeskFilter struct {
	Product  string // id
	Partner  string // part of a name or an id
	Customer string // part of a name or an id
	State    string // FilterOpen, FilterEnded or empty for all
	On       string // a day, 2016-04-15, on which it is in effect
}

// DeskRow is one nomination, with the support contact of its partner.
type DeskRow struct {
	AssociationRow
	Contact Contact
}

func (f DeskFilter) fields() []filterField {
	return []filterField{{"product", f.Product}, {"partner", f.Partner}, {"customer", f.Customer}, {"state", f.State}, {"on", f.On}}
}

// Query returns the filter as a query, without its empty fields.
func (f DeskFilter) Query() url.Values { return queryOf(f.fields()) }

// chips returns the filters that are on.
func (p DeskPage) chips() []Chip {
	return p.chipsOf(p.List, p.Filter.fields(), AssignmentsPage{Frame: p.Frame, Products: p.Products}.chipValue)
}
