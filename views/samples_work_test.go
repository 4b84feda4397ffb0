package views

import (
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

// The families of messages of these pages.
func init() {
	var kinds []string
	for _, kind := range programme.WorkKinds {
		kinds = append(kinds, string(kind))
	}
	families["section"] = append(families["section"], "work")
	families["partner_does"] = partnerDoes
	families["help_when"], families["help_customer"], families["help_partner"] = helpWhen, helpCustomer, helpPartner
	families["help_opened"] = []string{"customer", "partner_customer", "partner_vendor", "partner", "vendor"}
	families["work_kind"], families["work_act"] = kinds, kinds
	families["work_why"] = append([]string{"request_open"}, kinds...)
	families["work_way"] = []string{"application", "claim"}
}

// sampleUses are months of a subscription with seats and money, of one with seats alone, and of several together.
func sampleUses() []Use {
	months := func(from int, seats, money bool) (all []MonthUse) {
		for k := range 13 {
			m := MonthUse{Month: april - 12 + programme.Month(k)}
			if n := int64(k * 100); seats && k >= from {
				m.Seats = Seats{some(int64(2000)), some(n + 50), some(n)}
			}
			if money && k >= from {
				m.Consumed = some(int64(k * 12345))
			}
			all = append(all, m)
		}
		return all
	}
	alone := months(12, true, false)
	alone[12].Seats.Bought = nil
	return []Use{{"9b1f-office-hq", office, months(3, true, true)}, {"77c0-azure", azure, months(0, false, true)}, {"", mobility, alone}}
}

// workSamples are what there is to do for a partner: a row of each kind, and nothing.
func workSamples() []sample {
	link := "https://portal.example/nominate/meaning?partner=1"
	work := programme.Work{RenewalDays: 90, ActivationPercent: 40, UnusedSeats: 10, NewDays: 30}
	seats := Seats{some(int64(2000)), some(int64(1800)), some(int64(150))}
	row := func(kind programme.WorkKind) WorkRow {
		return WorkRow{Kind: kind, Customer: "ルツェルン出版", TenantID: "lucerne", Subscription: "c310-ems", Product: mobility, Seats: seats, Unassigned: 200,
			Renewal: some(at(time.May, 1, 0)), Partner: northern, Since: at(time.April, 3, 8), Counts: april, Lacks: []programme.Text{azure, office},
			Reference: "AB/CD", Way: "claim", Due: some(at(time.May, 9, 0))}
	}
	var rows []WorkRow
	for _, kind := range programme.WorkKinds {
		rows = append(rows, row(kind))
	}
	open := row(programme.WorkRequest)
	open.Due, open.Subscription, open.Way = nil, "", "application"
	seen := CustomerPage{Name: "Adatum Japan", TenantID: "adatum-jp", Uses: sampleUses(), Lacks: []programme.Text{azure}, Link: link, Together: sampleTogether(),
		Subscriptions: []ReachedSubscription{{ID: "9b1f-office-hq", Product: office, Usage: true, Reaches: []Reach{{Route: record, Partner: northern, Since: at(time.January, 15, 0)}}}, {ID: "77c0-azure", Product: azure}}}
	return []sample{
		{Customer, "as-seen", func(f Frame) templ.Component {
			return AsSeenPage{Frame: f, Partner: northern, Account: contoso, Seen: &seen, Looked: some(at(time.May, 3, 9))}.Page()
		}},
		{Customer, "as-seen-nothing", func(f Frame) templ.Component {
			return AsSeenPage{Frame: f, Partner: northern, Account: contoso}.Page()
		}},
		{Customer, "insights", func(f Frame) templ.Component {
			return InsightsPage{Frame: f, MayNominate: true, All: Insight{Subscriptions: 3, Without: 1, Seats: seats, Unassigned: 200, Idle: 1650},
				Products: []Insight{{"ems", mobility, 2, 0, seats, 200, 1650}, {"azure", azure, 1, 1, Seats{}, 0, 0}}}.Page()
		}},
		{Customer, "insights-reader", func(f Frame) templ.Component {
			return InsightsPage{Frame: f, All: Insight{Subscriptions: 1, Without: 1}, Products: []Insight{{"azure", azure, 1, 1, Seats{}, 0, 0}}}.Page()
		}},
		{Customer, "insights-fine", func(f Frame) templ.Component {
			return InsightsPage{Frame: f, All: Insight{Subscriptions: 1}, Products: []Insight{{"azure", azure, 1, 0, Seats{}, 0, 0}}}.Page()
		}},
		{Customer, "insights-empty", func(f Frame) templ.Component { return InsightsPage{Frame: f}.Page() }},
		{Partner, "customer-unused", func(f Frame) templ.Component {
			return CustomerPage{Frame: f, Name: "Adatum Japan", TenantID: "adatum-jp", Subscriptions: []ReachedSubscription{{ID: "9b1f-office-hq", Product: office, Usage: true}}}.Page()
		}},
		{Partner, "work", func(f Frame) templ.Component {
			return WorkPage{Frame: f, Account: contoso, Filter: WorkFilter{Kind: "renewal", Customer: "<b>"}, Work: work, Rows: append(rows, open), List: sampleList, Link: link}.Page()
		}},
		{Partner, "work-none", func(f Frame) templ.Component {
			return WorkPage{Frame: f, Account: contoso, Filter: WorkFilter{Kind: "x"}, Work: work, List: sampleList}.Page()
		}},
		{Partner, "work-empty", func(f Frame) templ.Component {
			return WorkPage{Frame: f, Account: contoso, Work: work, Link: link}.Page()
		}},
	}
}
