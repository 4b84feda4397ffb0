package views

import "net/url"

// The directory: partners, customers and people, as admins look them up.

// DirectoryFilter narrows a list of the directory, as it stands in the query.
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

func (f DirectoryFilter) fields() []filterField {
	return []filterField{{"q", f.Text}, {"state", f.State}, {"role", f.Role}}
}

// Query returns the filter as a query, without its empty fields.
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
