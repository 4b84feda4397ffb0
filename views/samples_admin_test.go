package views

import "github.com/a-h/templ"

// directorySamples are the lists of the admins' directory.
func directorySamples() []sample {
	return []sample{
		{"partners", func(f Frame) templ.Component {
			return PartnersPage{Frame: f, Count: 2, List: sampleList, Filter: DirectoryFilter{Text: "<b>", State: FilterSuspended}, Rows: []PartnerRow{
				{PartnerRef: contoso}, {PartnerRef: northern, Account: contoso, Suspended: true}}}.Page()
		}},
		{"partners-empty", func(f Frame) templ.Component { return PartnersPage{Frame: f}.Page() }},
		{"directory", func(f Frame) templ.Component {
			return CustomerDirectoryPage{Frame: f, Count: 12345, List: sampleList, Filter: DirectoryFilter{Text: "<b>"}, Rows: []CustomerEntry{
				{Name: "Adatum Japan", TenantID: "adatum-jp", Country: "JP", Subscriptions: 1234}, {Name: "ルツェルン出版", TenantID: "lucerne"}}}.Page()
		}},
		{"directory-none", func(f Frame) templ.Component {
			return CustomerDirectoryPage{Frame: f, List: List{Path: CustomerDirectoryPath}, Filter: DirectoryFilter{Text: "Ad"}}.Page()
		}},
		{"accounts", func(f Frame) templ.Component {
			return AccountsPage{Frame: f, Count: 2, List: sampleList, Roles: []string{"owner", "admin"}, Filter: DirectoryFilter{Role: "owner"}, Rows: []AccountRow{
				{PersonRow: PersonRow{Name: "Aiko Tanaka", Email: "aiko@adatum.example", Role: "owner"}, Organisation: "Adatum Japan", OrganisationID: "adatum-jp"},
				{PersonRow: PersonRow{Name: "Mary Evans", Email: "mary@vendor.example", Role: "admin", Self: true, Disabled: true}}}}.Page()
		}},
		{"accounts-none", func(f Frame) templ.Component {
			return AccountsPage{Frame: f, List: List{Path: AccountsPath}, Filter: DirectoryFilter{Role: "owner"}}.Page()
		}},
	}
}
