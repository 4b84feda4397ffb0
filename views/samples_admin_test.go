package views

import "github.com/a-h/templ"

// directorySamples are the lists of the admins' directory.
func directorySamples() []sample {
	var audit []AuditEntry
	for k, c := range sampleActivity() {
		c.Subscription = "9b1f-office-hq"
		audit = append(audit, AuditEntry{Change: c, Email: "aiko@adatum.example", Customer: "Adatum Japan", TenantID: "adatum-jp", Association: int64(k)})
	}
	return []sample{
		{Admin, "audit", func(f Frame) templ.Component {
			return AuditPage{Frame: f, Columns: ColumnsOf(AuditPath, allColumns(AuditPath), nil), Rows: audit, Count: 12345, List: sampleList,
				Filter: AuditFilter{Kind: "changed", Who: "Ad", Customer: "<b>", Partner: "con & co", From: "2016-01-01", To: "2016-12-31"}}.Page()
		}},
		{Admin, "audit-refused", func(f Frame) templ.Component {
			return AuditPage{Frame: f, List: sampleList, Errors: []FieldError{{"to", f.T("input.date", "Text", "yesterday")}}}.Page()
		}},
		{Admin, "audit-none", func(f Frame) templ.Component {
			return AuditPage{Frame: f, Filter: AuditFilter{Who: "x"}, List: List{Path: AuditPath}}.Page()
		}},
		{Admin, "audit-empty", func(f Frame) templ.Component { return AuditPage{Frame: f}.Page() }},
		{Admin, "partners", func(f Frame) templ.Component {
			return PartnersPage{Frame: f, Columns: ColumnsOf(PartnersPath, allColumns(PartnersPath), nil), Count: 2, List: sampleList, Filter: DirectoryFilter{Text: "<b>", State: FilterSuspended}, Rows: []PartnerRow{
				{PartnerRef: contoso}, {PartnerRef: northern, Account: contoso, Suspended: true}}}.Page()
		}},
		{Admin, "partners-empty", func(f Frame) templ.Component { return PartnersPage{Frame: f}.Page() }},
		{Admin, "directory", func(f Frame) templ.Component {
			return CustomerDirectoryPage{Frame: f, Columns: ColumnsOf(CustomerDirectoryPath, allColumns(CustomerDirectoryPath), nil), Count: 12345, List: sampleList, Filter: DirectoryFilter{Text: "<b>"}, Rows: []CustomerEntry{
				{Name: "Adatum Japan", TenantID: "adatum-jp", Country: "JP", Subscriptions: 1234}, {Name: "ルツェルン出版", TenantID: "lucerne"}}}.Page()
		}},
		{Admin, "directory-none", func(f Frame) templ.Component {
			return CustomerDirectoryPage{Frame: f, Columns: ColumnsOf(CustomerDirectoryPath, allColumns(CustomerDirectoryPath), nil), List: List{Path: CustomerDirectoryPath}, Filter: DirectoryFilter{Text: "Ad"}}.Page()
		}},
		{Admin, "accounts", func(f Frame) templ.Component {
			return PeopleDirectoryPage{Frame: f, Columns: ColumnsOf(PeopleDirectoryPath, allColumns(PeopleDirectoryPath), nil), Count: 2, List: sampleList, Roles: []string{"owner", "admin"}, Filter: DirectoryFilter{Role: "owner"}, Rows: []PeopleDirectoryRow{
				{PersonRow: PersonRow{Name: "Aiko Tanaka", Email: "aiko@adatum.example", Role: "owner"}, Organisation: "Adatum Japan", OrganisationID: "adatum-jp"},
				{PersonRow: PersonRow{Name: "Mary Evans", Email: "mary@vendor.example", Role: "admin", Self: true, Disabled: true}}}}.Page()
		}},
		{Admin, "accounts-none", func(f Frame) templ.Component {
			return PeopleDirectoryPage{Frame: f, Columns: ColumnsOf(PeopleDirectoryPath, allColumns(PeopleDirectoryPath), nil), List: List{Path: PeopleDirectoryPath}, Filter: DirectoryFilter{Role: "owner"}}.Page()
		}},
	}
}
