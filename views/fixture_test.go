package views

import (
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

// A sample is one page with what a test fills it with.
type sample struct {
	audience Audience // who looks at it
	name     string
	page     func(Frame) templ.Component
}

// surrounded puts a frame around a page that is made without one.
func surrounded(f Frame, p Page) templ.Component {
	p.Surround(f)
	return p.Page()
}

var (
	tokyo    = time.FixedZone("JST", 9*3600)
	office   = programme.Text{En: "Office 365", Ja: "Office 365"}
	azure    = programme.Text{En: "Azure", Ja: "Azure"}
	mobility = programme.Text{En: "Enterprise Mobility Suite", Ja: "Enterprise Mobility Suite"}
	record   = programme.Text{En: "Digital Partner of Record", Ja: "指名パートナー"}
	delegate = programme.Text{En: "Delegated administration partner", Ja: "代理管理パートナー"}
	selling  = programme.Text{En: "Selling partner", Ja: "販売パートナー"}
	adviser  = programme.Text{En: "Solution adviser", Ja: "ソリューション アドバイザー"}
	contoso  = PartnerRef{ID: "4512001", Name: "Contoso Cloud Consulting", Country: "JP"}
	fabrikam = PartnerRef{ID: "4512890", Name: "ファブリカム株式会社", Country: "JP"}
	northern = PartnerRef{ID: "4513377", Name: "Northwind & Sons <Osaka>", Country: "JP"}
	april    = programme.MonthOf(2016, time.April)
)

func at(month time.Month, day, hour int) time.Time {
	return time.Date(2016, month, day, hour, 30, 0, 0, time.UTC)
}

func some[T any](v T) *T { return &v }

// sampleTogether are the seats of all subscriptions of two products.
func sampleTogether() []Together {
	return []Together{{office, april, Seats{some(int64(1400)), some(int64(1150)), some(int64(902))}}, {mobility, april, Seats{Active: some(int64(7))}}}
}

func sampleProgramme() *programme.Programme {
	return &programme.Programme{Currency: "USD", Digits: 2, Levels: []string{"silver", "gold"}, Zone: time.UTC,
		Products: []programme.Product{{ID: "office365", Name: office}, {ID: "azure", Name: azure}, {ID: "ems", Name: mobility}},
		Metrics: []programme.Metric{
			{ID: "active_entitlements", Name: programme.Text{En: "Active entitlements", Ja: "アクティブ エンタイトルメント"}, Fact: programme.FactActiveUsers, Months: 1},
			{ID: "seats_sold", Name: programme.Text{En: "Seats sold", Ja: "販売シート数"}, Fact: programme.FactSeatsSold, Months: 12},
			{ID: "net_new_customers", Name: programme.Text{En: "Net new customers", Ja: "新規顧客獲得数"}, Fact: programme.FactCustomers, Months: 12},
			{ID: "consumed_revenue", Name: programme.Text{En: "Consumed revenue", Ja: "消費収益"}, Fact: programme.FactConsumed, Months: 12},
		},
		Measures: []programme.Measure{{Metric: 0, Products: []int{0}}, {Metric: 1, Products: []int{0}},
			{Metric: 2, Products: []int{0}}, {Metric: 3, Products: []int{1}}, {Metric: 0, Products: []int{2, 0}}},
		Competencies: []programme.Competency{
			{ID: "cloud-productivity", Name: programme.Text{En: "Cloud Productivity", Ja: "Cloud Productivity"},
				Versions: []programme.Version{{From: april - 6, Requirements: []programme.Requirement{{Measure: 0, Products: []int{0}, Thresholds: []int64{2000, 4000}}}}}},
			{ID: "smmcs", Name: programme.Text{En: "Small and Midmarket Cloud Solutions", Ja: "Small and Midmarket Cloud Solutions"},
				Versions: []programme.Version{{From: april - 6, Requirements: []programme.Requirement{
					{Measure: 1, Products: []int{0}, Thresholds: []int64{40, 250}}, {Measure: 2, Products: []int{0}, Thresholds: []int64{4, 25}}}}}},
			{ID: "cloud-platform", Name: programme.Text{En: "Cloud Platform", Ja: "Cloud Platform"},
				Versions: []programme.Version{{From: april - 6, Requirements: []programme.Requirement{{Measure: 3, Products: []int{1}, Thresholds: []int64{1500000, 10000000}}}}}},
			{ID: "emm", Name: programme.Text{En: "Enterprise Mobility Management", Ja: "Enterprise Mobility Management"},
				Versions: []programme.Version{{From: april - 6, Sample: true, Requirements: []programme.Requirement{{Measure: 4, Products: []int{2, 0}, Thresholds: []int64{1000, 2500}}}}}},
			{ID: "cloud-crm", Name: programme.Text{En: "Cloud CRM", Ja: "Cloud CRM"}},
		}}
}

func sampleFrame(l *Locale, a Audience, path string) Frame {
	people := map[Audience]*Person{
		Customer: {Name: "Aiko Tanaka", Email: "aiko@adatum.example", Role: "owner", Organisation: "Adatum Japan", Audience: Customer, Duties: []string{"nominate", "manage"}},
		Partner:  {Name: "Ken Sato", Email: "ken@contoso.example", Role: "manager", Organisation: "Contoso Cloud Consulting", Audience: Partner, Duties: []string{"ask", "manage"}},
		Admin:    {Name: "Mary Evans", Email: "mary@vendor.example", Role: "admin", Organisation: "Vendor", Audience: Admin, Duties: []string{"decide", "run", "manage"}},
	}
	sections := map[Audience][]Section{
		Customer: {{Key: "subscriptions", Path: SubscriptionsPath, Holds: []string{SubscriptionsPath}}, {Key: "access", Path: AccessPath, Holds: []string{AccessPath}}},
		Partner:  {{Key: "overview", Path: OverviewPath, Holds: []string{OverviewPath}}, {Key: "credit", Path: CreditPath, Holds: []string{CreditPath}}},
		Admin:    {{Key: "assignments", Path: AssignmentsPath, Holds: []string{AssignmentsPath}}, {Key: "audit", Path: AuditPath, Holds: []string{AuditPath}}},
	}
	return Frame{L: l, Person: people[a], Sections: sections[a], Path: path, DataThrough: some(april), InProgress: []programme.MonthReported{{Month: april + 1, Reported: 1, Of: 14}}, FactsReceived: some(at(time.May, 5, 9)),
		Demo: true, DemoClock: some(at(time.May, 9, 3)), Version: "0.1.0", Programme: sampleProgramme(), Zone: tokyo}
}

func sampleRows() []SubscriptionRow {
	present := &PartnerOfRecord{Key: 7, Partner: contoso, Since: at(time.February, 10, 0)}
	return []SubscriptionRow{
		{ID: "9b1f-office-hq", Product: office, Kind: programme.Paid, Nominable: true, Present: present, Start: at(time.January, 15, 0), Renewal: some(at(time.December, 1, 0)),
			Seats: Seats{Bought: some(int64(1250)), Assigned: some(int64(1100)), Active: some(int64(874))}},
		{ID: "77c0-azure", Product: azure, Kind: programme.Paid, Nominable: true},
		{ID: "c310-ems", Product: mobility, Kind: programme.Trial, Nominable: true, Ticked: true,
			Seats: Seats{Bought: some(int64(25)), Assigned: some(int64(30))}},
		{ID: "0001-office-old", Product: office, Kind: programme.Internal, Ended: some(at(time.March, 31, 0)),
			Seats: Seats{Bought: some(int64(10)), Assigned: some(int64(0)), Active: some(int64(0))}},
	}
}

func sampleEvents() []Event {
	return []Event{
		{At: at(time.April, 15, 1), Kind: EventChanged, Source: SourcePerson, By: "Aiko Tanaka", Partner: contoso, Previous: &fabrikam, Reference: "N-2016-000042"},
		{At: at(time.April, 2, 1), Kind: EventRemoved, Source: SourcePerson, By: "Aiko Tanaka", Partner: northern},
		{At: at(time.March, 1, 1), Kind: EventNominated, Source: SourcePerson, Partner: northern},
		{At: at(time.February, 5, 1), Kind: EventOpened, Source: SourceImport, By: "associations.csv", Partner: fabrikam, Route: delegate},
		{At: at(time.February, 1, 1), Kind: EventEnded, Source: SourceImport, Partner: northern, Route: delegate},
		{At: at(time.January, 15, 1), Kind: EventOpened, Source: SourceSales, Partner: northern, Route: selling},
		{At: at(time.January, 10, 1), Kind: EventMovedAway, Source: SourceImport},
		{At: at(time.January, 5, 1), Kind: EventMovedHere, Source: SourceImport},
	}
}

func sampleChosen() []ChosenSubscription {
	return []ChosenSubscription{
		{ID: "9b1f-office-hq", Product: office, Bought: some(int64(1250)), Start: at(time.January, 15, 0), Present: &PartnerOfRecord{Key: 7, Partner: fabrikam, Since: at(time.February, 10, 0)}},
		{ID: "77c0-azure", Product: azure, Start: at(time.March, 1, 0)},
		{ID: "c310-ems", Product: mobility, Present: &PartnerOfRecord{Key: 9, Partner: contoso, Since: at(time.March, 10, 0)}},
	}
}

func sampleAssignments() []AssociationRow {
	return []AssociationRow{
		{Key: 1, Customer: "Adatum Japan", TenantID: "adatum-jp", Subscription: "9b1f-office-hq", Product: office, Route: record, Partner: contoso,
			From: at(time.April, 15, 1), State: StateInEffect, Source: SourcePerson, Reference: "N-2016-000042", By: "Aiko Tanaka"},
		{Key: 2, Customer: "Adatum Japan", TenantID: "adatum-jp", Route: delegate, Partner: fabrikam,
			From: at(time.February, 5, 0), To: some(at(time.May, 5, 0)), State: StateEnded, Source: SourceImport, ImportID: 12, By: "associations.csv"},
		{Key: 3, Customer: "Lucerne Publishing", TenantID: "lucerne", Subscription: "77c0-azure", Product: azure, Route: selling, Partner: northern,
			From: at(time.January, 15, 0), State: StateInEffect, Source: SourceSales},
	}
}

func sampleImports() []Import {
	return []Import{
		{ID: 12, At: at(time.May, 5, 9), By: "Mary Evans", Files: []string{"usage-2016-04.csv"}, Kinds: []string{"usage"}, Rows: 125000, Added: 124998, Changed: 2, State: ImportStored},
		{ID: 11, At: at(time.May, 5, 8), By: "command line", Files: []string{"sales.csv"}, Kinds: []string{"sales"}, Rows: 300, State: ImportRefused},
		{ID: 10, At: at(time.May, 5, 7), By: "Mary Evans", Files: []string{"partners.csv"}, Kinds: []string{"partners"}, Rows: 40, Unchanged: 40, State: ImportDryRun},
	}
}
