package views

import (
	"net/url"
	"slices"
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

// sampleList is the middle of a list that is sorted by one of its columns.
var sampleList = List{Path: "/list", Query: url.Values{"q": {"a&b"}}, Sort: "-product", By: "product", Down: true, After: "1", Next: "2"}

// samples are all pages, filled, refused and empty.
func samples() []sample {
	var all []sample
	for _, list := range [][]sample{generalSamples(), customerSamples(), customerListSamples(), nominateSamples(), partnerSamples(), adminSamples(), directorySamples(), incentiveSamples(), statementSamples(), simulationSamples(), zeroSamples(), uploadSamples(), requestSamples(), requestListSamples(), requestEventSamples(), askSamples(), reviewSamples(), inboxSamples(), workSamples(), linkSamples(), deskSamples(), searchSamples(), thingSamples(), ownActivitySamples(), peopleSamples(), chartSamples()} {
		all = append(all, list...)
	}
	return all
}

func generalSamples() []sample {
	people := []DemoPerson{
		{PersonID: 1, Name: "Aiko Tanaka", Organisation: "Adatum Japan", Role: "owner", Audience: Customer},
		{PersonID: 2, Name: "Bob Lee", Organisation: "Adatum Japan", Role: "reader", Audience: Customer},
		{PersonID: 3, Name: "Ken Sato", Organisation: "Contoso Cloud Consulting", Role: "manager", Audience: Partner},
		{PersonID: 4, Name: "Mary Evans", Organisation: "Vendor", Role: "admin", Audience: Admin},
	}
	list := []sample{
		{Customer, "sign-in", func(f Frame) templ.Component {
			f.Person = nil
			return SignInPage{Frame: f, Return: "/nominate?s=1", People: people}.Page()
		}},
		{Customer, "help", func(f Frame) templ.Component {
			page := NewHelpPage(programme.BuiltIn())
			page.Frame = f
			return page.Page()
		}},
		{"", "help-sign-in", func(f Frame) templ.Component { return HelpSignInPage{Frame: f, Mails: true}.Page() }},
		{Partner, "help-sign-in-no-mail", func(f Frame) templ.Component { return HelpSignInPage{Frame: f}.Page() }},
		{Customer, "styleguide", func(f Frame) templ.Component { return surrounded(f, NewStyleguidePage()) }},
		{Customer, "programme", func(f Frame) templ.Component {
			f.Person, f.Programme = nil, programme.BuiltIn()
			return surrounded(f, NewProgrammePage(f.Programme))
		}},
		{Customer, "sign-in-refused", func(f Frame) templ.Component {
			f.Person, f.Demo = nil, false
			return SignInPage{Frame: f, Email: "a@b.example", Error: f.T("sign_in.wrong")}.Page()
		}},
	}
	for _, status := range append([]int{418, 502}, worded...) {
		list = append(list, sample{Customer, "error-" + ErrorPage{Status: status}.statusText(), func(f Frame) templ.Component {
			return ErrorPage{Frame: f, Status: status, RequestID: "01HZX"}.Page()
		}})
	}
	return list
}

func customerSamples() []sample {
	subscription := SubscriptionPage{ID: "9b1f-office-hq", Product: office, Kind: programme.Paid, Licensing: "open", Seats: sampleRows()[0].Seats, Together: sampleTogether()[:1],
		Start: at(time.January, 15, 0), Renewal: some(at(time.December, 1, 0)), AutoRenew: some(true), Present: sampleRows()[0].Present,
		Support: &Contact{Name: "Ken Sato", Email: "support@contoso.example", Phone: "+81 3 0000 0000", Hours: "Mo–Fr"}, MayNominate: true, Nominable: true, Timeline: sampleEvents(),
		Associations: []Association{
			{Partner: contoso, Route: record, Scope: programme.ScopeSubscription, Since: at(time.April, 15, 0), State: StateInEffect, Benefits: []string{"competency", "usage_data", "usage_incentive", "support_contact"}},
			{Partner: fabrikam, Route: delegate, Scope: programme.ScopeTenant, Since: at(time.February, 5, 0), Until: some(at(time.May, 5, 0)), State: StateEnded, Benefits: []string{"competency", "deployment_service"}},
			{Partner: northern, Route: adviser, Scope: programme.ScopeSubscription, Since: at(time.June, 5, 0), State: StateScheduled},
		}}
	return []sample{
		{Customer, "subscriptions", func(f Frame) templ.Component {
			f.Flash = "Done & dusted"
			return SubscriptionsPage{Frame: f, Rows: sampleRows(), Together: sampleTogether(), Without: 2, MayNominate: true, List: sampleList}.Page()
		}},
		{Customer, "subscriptions-reader", func(f Frame) templ.Component {
			return SubscriptionsPage{Frame: f, Rows: sampleRows(), Together: sampleTogether()}.Page()
		}},
		{Customer, "subscription", func(f Frame) templ.Component {
			p := subscription
			p.Frame = f
			return p.Page()
		}},
		{Customer, "subscription-none", func(f Frame) templ.Component {
			return SubscriptionPage{Frame: f, ID: "77c0", Product: azure, Kind: programme.Trial, MayNominate: true, Nominable: true, AutoRenew: some(false), Ended: true}.Page()
		}},
		{Customer, "subscription-moved", func(f Frame) templ.Component {
			return SubscriptionPage{Frame: f, ID: "77c0", Product: azure, Kind: programme.Paid, MayNominate: true, Moved: some(at(time.April, 20, 0)),
				Associations: subscription.Associations, Timeline: sampleEvents()}.Page()
		}},
		{Customer, "remove", func(f Frame) templ.Component {
			return RemovePage{Frame: f, ID: "9b1f-office-hq", Product: office, Present: *sampleRows()[0].Present, Errors: []FieldError{{Message: f.L.Refusal(&programme.Refusal{Code: programme.RefusedChanged, Name: "9b1f-office-hq"})}}}.Page()
		}},
	}
}

func nominateSamples() []sample {
	chosen := sampleChosen()[:2]
	known := []PartnerChoice{
		{Partner: contoso, Place: "<b>", Levels: []HeldLevel{{Competency: office, Level: "gold"}, {Competency: azure, Level: "silver"}}, Records: 3, Before: true, Related: true},
		{Partner: fabrikam, Before: true, Related: true}, {Partner: northern, Related: true},
		{Partner: northern, Proposed: true}, {Partner: northern, Proposed: true, Records: 2}}
	return []sample{
		{Customer, "nominate-choose", func(f Frame) templ.Component {
			return NominateChoosePage{Frame: f, Rows: sampleRows()}.Page()
		}},
		{Customer, "nominate-choose-none", func(f Frame) templ.Component {
			return NominateChoosePage{Frame: f, Rows: sampleRows()[3:]}.Page()
		}},
		{Customer, "nominate-choose-refused", func(f Frame) templ.Component {
			return NominateChoosePage{Frame: f, Rows: sampleRows(), Partner: contoso,
				Errors: []FieldError{{"s", f.L.Refusal(&programme.Refusal{Code: programme.RefusedNothingChosen})}}}.Page()
		}},
		{Customer, "nominate-partner", func(f Frame) templ.Component {
			return NominatePartnerPage{Frame: f, Chosen: chosen, Known: known, Competencies: []Option{{ID: "azure", Name: azure}}, Levels: []string{"silver", "gold"}}.Page()
		}},
		{Customer, "nominate-partner-refused", func(f Frame) templ.Component {
			return NominatePartnerPage{Frame: f, Chosen: slices.Repeat(chosen, 5), Partner: "<b>", Checked: &CheckedPartner{Partner: PartnerRef{ID: "<b>"}, Refusal: programme.RefusedUnknown}}.Page()
		}},
		{Customer, "nominate-partner-found", func(f Frame) templ.Component {
			return NominatePartnerPage{Frame: f, Chosen: chosen, Partner: contoso.ID, Checked: &CheckedPartner{Partner: contoso, Choices: known[:1]}}.Page()
		}},
		{Customer, "nominate-partner-global", func(f Frame) templ.Component {
			return NominatePartnerPage{Frame: f, Partner: "4510000", Checked: &CheckedPartner{
				Partner: PartnerRef{ID: "4510000", Name: "Contoso Group"}, Refusal: programme.RefusedGlobal, Choices: []PartnerChoice{{Partner: contoso}, {Partner: northern}}}}.Page()
		}},
		{Customer, "nominate-partner-search", func(f Frame) templ.Component {
			return NominatePartnerPage{Frame: f, Chosen: chosen, Search: PartnerSearch{Query: "con"}, Results: known}.Page()
		}},
		{Customer, "nominate-partner-search-more", func(f Frame) templ.Component {
			return NominatePartnerPage{Frame: f, Chosen: chosen, Search: PartnerSearch{Level: "gold"}, Levels: []string{"gold"}, Results: known, More: true}.Page()
		}},
		{Customer, "nominate-partner-search-level", func(f Frame) templ.Component {
			return NominatePartnerPage{Frame: f, Chosen: chosen, Search: PartnerSearch{Competency: "azure"}, Results: known[:1]}.Page()
		}},
		{Customer, "partner-page", func(f Frame) templ.Component {
			return PublicPartnerPage{Frame: f, Choice: known[0], Account: &PartnerRef{ID: "4510000", Name: "Contoso Group"}, Languages: []string{"ja", "en"},
				Introduction: "<b>", Support: &Contact{Name: "Ken Sato", Email: "support@contoso.example"}, MayNominate: true}.Page()
		}},
		{Customer, "partner-page-proposed", func(f Frame) templ.Component {
			c := known[0]
			c.Proposed = true
			return PublicPartnerPage{Frame: f, Choice: c, MayNominate: true}.Page()
		}},
		{Customer, "partner-page-bare", func(f Frame) templ.Component {
			return PublicPartnerPage{Frame: f, Choice: PartnerChoice{Partner: fabrikam}, Chosen: []string{"a", "b"}, MayNominate: true}.Page()
		}},
		{Customer, "partner-page-global", func(f Frame) templ.Component {
			return PublicPartnerPage{Frame: f, Choice: PartnerChoice{Partner: PartnerRef{ID: "4510000", Name: "Contoso Group"}}, Locations: known}.Page()
		}},
		{Customer, "nominate-meaning", func(f Frame) templ.Component {
			return NominateMeaningPage{Frame: f, Partner: contoso, Rows: sampleRows()}.Page()
		}},
		{Customer, "nominate-check-already", func(f Frame) templ.Component {
			return NominateCheckPage{Frame: f, Partner: contoso, Already: sampleChosen()[2:]}.Page()
		}},
		{Customer, "nominate-check", func(f Frame) templ.Component {
			return NominateCheckPage{Frame: f, Partner: contoso, Subscriptions: sampleChosen()[:2], Already: sampleChosen()[2:], Sent: true}.Page()
		}},
		{Customer, "nominate-check-refused", func(f Frame) templ.Component {
			return NominateCheckPage{Frame: f, Partner: contoso, Subscriptions: sampleChosen(),
				Errors: []FieldError{{"s", f.L.Refusal(&programme.Refusal{Code: programme.RefusedSame, Name: "c310-ems"})}},
				Conflicts: []Conflict{{Subscription: "77c0-azure", By: "Bob Lee", At: at(time.May, 9, 2), Partner: &fabrikam},
					{Subscription: "a", By: "Bob Lee", At: at(time.May, 9, 2)}, {Subscription: "b", At: at(time.May, 9, 2), Partner: &fabrikam},
					{Subscription: "c", At: at(time.May, 9, 2)}}}.Page()
		}},
		{Customer, "nomination", func(f Frame) templ.Component {
			return NominationPage{Frame: f, Reference: "N-2016-000042", Partner: contoso, Pending: samplePending(), By: "Aiko Tanaka", At: at(time.April, 15, 1),
				Subscriptions: []NominatedSubscription{{ID: "9b1f-office-hq", Product: office, State: StateInEffect, Replaced: &fabrikam},
					{ID: "c310-ems", Product: mobility, State: StateMoved, Until: some(at(time.April, 20, 0))},
					{ID: "77c0-azure", Product: azure, State: StateChanged, Until: some(at(time.May, 1, 1)), Now: &northern},
					{ID: "c310-ems", Product: mobility, State: StateRemoved, Until: some(at(time.May, 2, 1))}}}.Page()
		}},
	}
}

func partnerSamples() []sample {
	months := []programme.Month{april, april - 1, april - 2}
	return []sample{
		{Partner, "overview", func(f Frame) templ.Component {
			return OverviewPage{Frame: f, Account: contoso, Month: april, Months: months, Competencies: sampleCards(), Pending: samplePending(), Home: sampleHome()}.Page()
		}},
		{Partner, "credit", func(f Frame) templ.Component {
			return CreditPage{Frame: f, Account: contoso, Month: april, Months: months, Choices: CreditChoices(sampleProgramme(), april),
				Competency: "cloud-platform", Money: true, Total: 12345678, From: april - 11, To: april, List: sampleList,
				Trend: sampleCards()[2].Requirements[0].Trend, Multiples: NewMultiples(sampleCards(), april, "cloud-platform", 0),
				Rows: []CreditRow{{Customer: "Adatum Japan", TenantID: "adatum-jp", Counted: record, Others: []programme.Text{delegate, selling}, Locations: []PartnerRef{contoso, northern}, Amount: 12345600},
					{Customer: "ルツェルン出版", TenantID: "lucerne", Counted: selling, Locations: []PartnerRef{northern}, Amount: -22}}}.Page()
		}},
		{Partner, "credit-nothing", func(f Frame) templ.Component {
			return CreditPage{Frame: f, Account: contoso, Month: april, Months: months, Choices: CreditChoices(sampleProgramme(), april),
				Competency: "cloud-productivity", From: april, To: april}.Page()
		}},
		{Partner, "customers", func(f Frame) templ.Component {
			return CustomersPage{Frame: f, Account: contoso, Count: 3, Filter: CustomerFilter{Customer: "con & co", Route: "dpor"}, List: sampleList,
				Routes: []Option{{ID: "dpor", Name: record}, {ID: "dap", Name: delegate}}, Link: "https://portal.example/nominate/meaning?partner=1",
				Rows: []CustomerRow{
					{Name: "Adatum Japan", TenantID: "adatum-jp", Routes: []programme.Text{record, delegate}, Locations: []PartnerRef{contoso, northern}, Subscriptions: 1234,
						Usage: &CustomerUsage{Subscriptions: 2, Seats: Seats{some(int64(2000)), some(int64(1800)), some(int64(1500))}, Unused: some(int64(1500)), Renewal: some(at(time.December, 1, 0))}},
					{Name: "ルツェルン出版", TenantID: "lucerne", Routes: []programme.Text{record}, Locations: []PartnerRef{northern}, Subscriptions: 1, Usage: &CustomerUsage{Subscriptions: 1}},
					{Name: "Lucerne Publishing", TenantID: "lucerne", Routes: []programme.Text{selling}, Locations: []PartnerRef{northern}, Subscriptions: 1}}}.Page()
		}},
		{Partner, "locations", func(f Frame) templ.Component {
			return LocationsPage{Frame: f, Account: PartnerRef{ID: "4510000", Name: "Contoso Group"}, List: sampleList,
				Locations: []Location{{Partner: contoso}, {Partner: northern, Suspended: true}, {Partner: PartnerRef{ID: "4512890", Name: "ファブリカム株式会社"}}},
				People: []Member{{Partner: contoso, PersonRow: PersonRow{Name: "Ken Sato", Email: "ken@contoso.example", Role: "manager", Self: true, Path: PersonPath(Partner, "1")}},
					{Partner: northern, PersonRow: PersonRow{Name: "Mary Evans", Email: "mary@contoso.example", Role: "member", Disabled: true, Path: PersonPath(Partner, "2")}},
					{Partner: northern, PersonRow: PersonRow{Name: "Mary Evans", Email: "ando@contoso.example", Role: "partner_reader", Invited: true, Path: PersonPath(Partner, "3")}}}}.Page()
		}},
		{Partner, "locations-own", func(f Frame) templ.Component {
			return LocationsPage{Frame: f, Account: contoso, Own: true, List: sampleList, Locations: []Location{{Partner: contoso}}}.Page()
		}},
		{Partner, "customer", func(f Frame) templ.Component {
			reach := Reach{Route: record, Partner: contoso, Since: at(time.January, 15, 0)}
			return CustomerPage{Frame: f, Name: "Adatum Japan", TenantID: "adatum-jp", Ending: []EndingDelegation{{delegate, northern, at(time.May, 1, 0), ExtendImportedPath(7)}}, Together: sampleTogether(), Uses: sampleUses(), Lacks: []programme.Text{azure, mobility}, Link: "https://portal.example/nominate/meaning?partner=1",
				Subscriptions: []ReachedSubscription{
					{ID: "9b1f-office-hq", Product: office, Kind: programme.Paid, Usage: true, Seats: sampleRows()[0].Seats, Renewal: some(at(time.December, 1, 0)), AutoRenew: some(false),
						Reaches: []Reach{reach, {Route: delegate, Partner: northern, Since: at(time.February, 1, 0)}}},
					{ID: "c310-ems", Product: mobility, Kind: programme.Trial, Usage: true, Reaches: []Reach{reach}, AutoRenew: some(true)},
					{ID: "77c0-azure", Product: azure, Kind: programme.Paid, Reaches: []Reach{{Route: selling, Partner: northern, Since: at(time.March, 1, 0)}}}}}.Page()
		}},
		{Partner, "customer-nothing", func(f Frame) templ.Component {
			return CustomerPage{Frame: f, Name: "Adatum Japan", TenantID: "adatum-jp", Askable: true}.Page()
		}},
		{Partner, "customers-none", func(f Frame) templ.Component {
			return CustomersPage{Frame: f, Account: contoso, Link: "https://portal.example/nominate/meaning?partner=1"}.Page()
		}},
		{Partner, "customers-no-match", func(f Frame) templ.Component {
			return CustomersPage{Frame: f, Account: contoso, Filter: CustomerFilter{Customer: "Ad"}, List: sampleList}.Page()
		}},
		{Partner, "lines", func(f Frame) templ.Component {
			page := LinesPage{Frame: f, Account: contoso, Month: april, Competency: "cloud-platform", Name: office, Metric: office,
				Trend:    sampleCards()[2].Requirements[0].Trend,
				Products: []programme.Text{azure}, Money: true, Total: 12345678, From: april - 11, To: april, List: sampleList, Link: "https://portal.example/nominate/meaning?partner=1",
				Customers: sampleLines()}
			for k, reason := range programme.Reasons {
				of := FigureCustomer{Name: "ルツェルン出版", TenantID: "lucerne", Known: k%2 == 0}
				missed := FactMisses{Customer: of, Fact: Fact{"77c0-azure", azure}, Route: delegate, Amount: 100, Months: []MissedMonth{{april, 100, []Original{{"113944.32", "EUR", "1.0837"}}}}}
				both := FactMisses{Customer: of, Route: delegate, Amount: 300, Months: []MissedMonth{{april - 13, 100, nil}, {april - 12, 200, nil}}}
				page.Misses = append(page.Misses, ReasonMisses{Reason: reason, Open: k%2 == 0, Count: 3, Amount: 400, Facts: []FactMisses{missed, both}})
			}
			return page.Page()
		}},
		{Partner, "lines-nothing", func(f Frame) templ.Component {
			return LinesPage{Frame: f, Account: contoso, Month: april, From: april, To: april}.Page()
		}},
		{Partner, "credit-no-version", func(f Frame) templ.Component {
			return CreditPage{Frame: f, Account: contoso, Month: april, Months: months}.Page()
		}},
	}
}

// sampleCards are the competencies of an overview, with two months of facts.
func sampleCards() (cards []CompetencyCard) {
	for k, figures := range [][]int64{{2345}, {310, 12}, {12345678}, {-3}, nil} {
		card := NewCompetencyCard(sampleProgramme(), k, april, figures)
		for i := range card.Requirements {
			f := figures[i]
			card.Requirements[i] = card.Requirements[i].WithTrend(april-2, april-1, []int64{0, f / 2, f}, []int64{f, f - f/2, f/2 + f})
			card.Requirements[i].SoFar = &TrendPoint{Month: april + 1, Figure: some(f / 3)}
		}
		cards = append(cards, card)
	}
	return cards
}

func adminSamples() []sample {
	options := []Option{{"dpor", record}, {"dap", delegate}}
	products := []Option{{"office365", office}, {"azure", azure}}
	return []sample{
		{Admin, "assignments", func(f Frame) templ.Component {
			return AssignmentsPage{Frame: f, Columns: ColumnsOf(AssignmentsPath, allColumns(AssignmentsPath), nil), Filter: AssignmentFilter{Route: "dpor", Product: "azure", Partner: "con & co", Customer: "Ad", State: FilterOpen, On: "2016-04-15"},
				Routes: options, Products: products, Count: 12345, Rows: sampleAssignments(), List: sampleList}.Page()
		}},
		{Admin, "assignments-none", func(f Frame) templ.Component {
			return AssignmentsPage{Frame: f, Columns: ColumnsOf(AssignmentsPath, allColumns(AssignmentsPath), nil), Filter: AssignmentFilter{Route: "unknown-route", On: "yesterday"}, Errors: []FieldError{{"on", f.T("input.date", "Text", "yesterday")}}}.Page()
		}},
		{Admin, "assignment", func(f Frame) templ.Component {
			return AssignmentPage{Frame: f, AssociationRow: sampleAssignments()[1], Account: &northern, Ended: "Mary Evans", History: sampleEvents()}.Page()
		}},
		{Admin, "imports", func(f Frame) templ.Component {
			return ImportsPage{Frame: f, Columns: ColumnsOf(ImportsPath, allColumns(ImportsPath), nil), Rows: sampleImports(), List: sampleList, Months: sampleMonths(), Kinds: sampleKinds, Whole: true, Complete: true, Sum: true, Mapping: sampleMapping(),
				Errors: []FieldError{{"file", f.T("input.file")}, {"map", f.T("mapping.unknown")}, {"map-file", f.T("mapping.choose")}, {SettingField("month"), f.T("mapping.no_month")}}}.Page()
		}},
		{Admin, "import", func(f Frame) templ.Component {
			return ImportPage{Frame: f, Import: sampleImports()[1], Errors: []ImportError{
				{File: "sales.csv", Line: 1234, Column: "partner_id", Message: `no partner has the id "X"`}, {File: "sales.csv", Message: "the file has no rows"}}}.Page()
		}},
		{Admin, "import-undo", func(f Frame) templ.Component {
			undo := sampleImports()[0]
			undo.Undoes, undo.UndoneBy = 3, 12
			return ImportPage{Frame: f, Import: undo, Stays: sampleStays, Just: true}.Page()
		}},
		{Admin, "undo", func(f Frame) templ.Component {
			return UndoPage{Frame: f, Import: sampleImports()[0], Undo: Import{Removed: 1, Changed: 2}, Stays: sampleStays, Effect: sampleEffect()}.Page()
		}},
		{Admin, "undo-refused", func(f Frame) templ.Component {
			return UndoPage{Frame: f, Import: sampleImports()[0], Refused: UndoTaken}.Page()
		}},
	}
}

// zeroSamples are the pages with nothing but a frame.
func zeroSamples() []sample {
	return []sample{
		{Customer, "zero-sign-in", func(f Frame) templ.Component { return SignInPage{Frame: f}.Page() }},
		{Customer, "zero-error", func(f Frame) templ.Component { return ErrorPage{Frame: f}.Page() }},
		{Customer, "zero-subscriptions", func(f Frame) templ.Component { return SubscriptionsPage{Frame: f}.Page() }},
		{Customer, "zero-nominate-choose", func(f Frame) templ.Component { return NominateChoosePage{Frame: f}.Page() }},
		{Customer, "zero-nominate-partner", func(f Frame) templ.Component { return NominatePartnerPage{Frame: f}.Page() }},
		{Customer, "zero-nominate-meaning", func(f Frame) templ.Component { return NominateMeaningPage{Frame: f}.Page() }},
		{Customer, "zero-nominate-check", func(f Frame) templ.Component { return NominateCheckPage{Frame: f}.Page() }},
		{Customer, "zero-nomination", func(f Frame) templ.Component { return NominationPage{Frame: f}.Page() }},
		{Customer, "zero-subscription", func(f Frame) templ.Component { return SubscriptionPage{Frame: f, Product: office}.Page() }},
		{Customer, "zero-remove", func(f Frame) templ.Component { return RemovePage{Frame: f}.Page() }},
		{Partner, "zero-overview", func(f Frame) templ.Component { return OverviewPage{Frame: f}.Page() }},
		{Partner, "zero-credit", func(f Frame) templ.Component { return CreditPage{Frame: f}.Page() }},
		{Admin, "zero-assignments", func(f Frame) templ.Component { return AssignmentsPage{Frame: f}.Page() }},
		{Admin, "zero-assignment", func(f Frame) templ.Component { return AssignmentPage{Frame: f}.Page() }},
		{Admin, "month-complete", func(f Frame) templ.Component {
			return MonthPage{Frame: f, Month: sampleMonths().Rows[0], Before: some(april), After: some(april + 1)}.Page()
		}},
		{Admin, "month-reopen", func(f Frame) templ.Component {
			return MonthPage{Frame: f, Month: sampleMonths().Rows[1], Reopen: true, Before: some(april), After: some(april - 1)}.Page()
		}},
		{Admin, "month-done", func(f Frame) templ.Component { return MonthPage{Frame: f, Month: sampleMonths().Rows[1]}.Page() }},
		{Admin, "zero-month", func(f Frame) templ.Component { return MonthPage{Frame: f}.Page() }},
		{Admin, "zero-imports", func(f Frame) templ.Component { return ImportsPage{Frame: f}.Page() }},
		{Admin, "zero-import", func(f Frame) templ.Component { return ImportPage{Frame: f}.Page() }},
		{Admin, "zero-import-kept", func(f Frame) templ.Component { return ImportKeptPage{Frame: f}.Page() }},
		{Admin, "zero-import-progress", func(f Frame) templ.Component { return ImportProgressPage{Frame: f}.Page() }},
		{Admin, "zero-import-stored", func(f Frame) templ.Component { return ImportStoredPage{Frame: f}.Page() }},
	}
}

// sampleMonths are months in every state.
func sampleMonths() MonthsPart {
	return MonthsPart{Rows: []WholeMonth{
		{Month: april + 1, Reported: 1, Of: 14, Moves: true, ReopenedAt: some(at(time.May, 6, 1)), ReopenedBy: "mary@vendor.example"},
		{Month: april, Reported: 14, Of: 13, Default: true, Moves: true, CompleteAt: some(at(time.May, 5, 9)), CompletedBy: "mary@vendor.example"},
		{Month: april - 1, Reported: 13, Of: 9, CompleteAt: some(at(time.April, 5, 9)), CompletedBy: "mary@vendor.example"},
		{Month: april - 2, Reported: 9, Closed: true, CompleteAt: some(at(time.March, 5, 9)), CompletedBy: "mary@vendor.example"},
		{Month: april - 3, Reported: 0},
	}}
}

func samplePending() Pending {
	return Pending{Groups: []PendingGroup{{From: april + 1, Since: at(time.May, 2, 9), N: 1}, {From: april + 2, Since: at(time.June, 2, 9), N: 3}}, By: april,
		Added: []PendingFigure{{Competency: office, Metric: metricName, Amount: 192, Level: "silver"}, {Competency: azure, Metric: metricName, Money: true, Amount: 12345}}}
}
