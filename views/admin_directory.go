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

// DirectoryOf returns the address of a list of the directory, narrowed to what a text finds.
func DirectoryOf(path, text string) string {
	return withQuery(path, DirectoryFilter{Text: text}.Query())
}

// AdminPartnerPath returns the address of a partner as admins see it, by its id.
func AdminPartnerPath(id string) string { return PartnersPath + "/" + url.PathEscape(id) }

// AdminCustomerPath returns the address of a customer as admins see it, by its tenant id.
func AdminCustomerPath(tenantID string) string {
	return CustomerDirectoryPath + "/" + url.PathEscape(tenantID)
}

// AdminSubscriptionsPath is what the addresses of subscriptions begin with, as admins see them.
const AdminSubscriptionsPath = "/admin/subscriptions"

// AdminSubscriptionPath returns the address of one, by its id.
func AdminSubscriptionPath(id string) string {
	return AdminSubscriptionsPath + "/" + url.PathEscape(id)
}
