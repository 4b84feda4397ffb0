package views

import (
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

// customerListSamples are the lists of a customer.
func customerListSamples() []sample {
	assignments := sampleAssignments()
	access := []AccessRow{
		{AssociationRow: assignments[0], Benefits: []string{"competency", "usage_data", "usage_incentive", "support_contact"}, Record: true, Support: &Contact{Email: "support@contoso.example"}},
		{AssociationRow: assignments[1], Benefits: []string{"competency", "deployment_service"}},
		{AssociationRow: assignments[2]},
		{AssociationRow: AssociationRow{Route: delegate, Partner: northern, From: at(time.April, 12, 1), To: some(at(time.May, 12, 0)), State: StateInEffect,
			Source: SourceAsked, Reference: "8KQ2M-X4T7P"}, Benefits: []string{"competency"}, LastDay: some(at(time.May, 11, 0))},
	}
	access[2].State = StateScheduled
	access[0].Looked = some(at(time.May, 3, 9))
	return []sample{
		{Customer, "subscriptions-filtered", func(f Frame) templ.Component {
			return SubscriptionsPage{Frame: f, Rows: sampleRows()[:1], Count: 1, Without: 2, List: sampleList, MayNominate: true, AskedCount: 3, Usual: &UsualPartner{Partner: contoso, Has: 4, Of: 6, Without: []string{"a", "<b>"}}, ToAnswer: 2,
				Asked: []AskedSubscription{{"77c0-azure", azure, at(time.April, 20, 0)}, {"<b>", office, at(time.April, 20, 0)}}, Products: []Option{{ID: "azure", Name: azure}},
				Filter: SubscriptionFilter{Product: "azure", Record: FilterNone, State: FilterOpen, ID: "<b>"}}.Page()
		}},
		{Customer, "subscriptions-default", func(f Frame) templ.Component {
			return SubscriptionsPage{Frame: f, Rows: sampleRows(), Count: 4, Without: 2, List: sampleList, MayNominate: true, Usual: &UsualPartner{Partner: contoso, Chosen: true, Without: []string{"a", "<b>"}}}.Page()
		}},
		{Customer, "subscriptions-none", func(f Frame) templ.Component {
			return SubscriptionsPage{Frame: f, Filter: SubscriptionFilter{ID: "x"}, List: List{Path: SubscriptionsPath}, MayNominate: true}.Page()
		}},
		{Customer, "people", func(f Frame) templ.Component {
			return PeoplePage{Frame: f, Count: 4, List: sampleList, Rows: []PersonRow{
				{Name: "Aiko Tanaka", Email: "aiko@adatum.example", Role: "owner", MayNominate: true, Self: true},
				{Name: "Bob <Lee>", Email: "bob@adatum.example", Role: "administrator", MayNominate: true},
				{Name: "千絵 阿部", Email: "chie@adatum.example", Role: "reader"},
				{Name: "Dan Roe", Email: "dan@adatum.example", Role: "owner", MayNominate: true, Disabled: true}}}.Page()
		}},
		{Customer, "people-empty", func(f Frame) templ.Component { return PeoplePage{Frame: f}.Page() }},
		{Customer, "activity", func(f Frame) templ.Component {
			return ActivityPage{Frame: f, Rows: sampleActivity(), Count: 6, List: sampleList,
				Filter: ActivityFilter{Kind: "changed", Partner: "<b>", Subscription: "9b", From: "2016-01-01", To: "2016-12-31"}}.Page()
		}},
		{Customer, "activity-refused", func(f Frame) templ.Component {
			return ActivityPage{Frame: f, Filter: ActivityFilter{Kind: "changed"}, List: sampleList, Errors: []FieldError{{"from", f.T("input.date", "Text", "yesterday")}}}.Page()
		}},
		{Customer, "activity-none", func(f Frame) templ.Component {
			return ActivityPage{Frame: f, Filter: ActivityFilter{From: "x"}, List: List{Path: ActivityPath}}.Page()
		}},
		{Customer, "activity-empty", func(f Frame) templ.Component { return ActivityPage{Frame: f}.Page() }},
		{Customer, "access", func(f Frame) templ.Component {
			return AccessPage{Frame: f, Rows: access, Count: 3, MayNominate: true, List: sampleList,
				Filter: AccessFilter{Partner: "<b>", Route: "dpor", State: FilterAll}, Routes: []Option{{ID: "dpor", Name: record}}}.Page()
		}},
		{Customer, "access-reader", func(f Frame) templ.Component {
			return AccessPage{Frame: f, Rows: access, Count: 1, WaitingAll: 12, Waiting: []RequestView{sampleRequest(programme.WayDelegation, programme.StateProposed)},
				Over: []RequestView{sampleRequest(programme.WayClaim, programme.StateRejected)}}.Page()
		}},
		{Customer, "access-none", func(f Frame) templ.Component {
			return AccessPage{Frame: f, Filter: AccessFilter{Route: "x"}, List: List{Path: AccessPath}}.Page()
		}},
		{Customer, "access-empty", func(f Frame) templ.Component { return AccessPage{Frame: f}.Page() }},
	}
}

func sampleActivity() (changes []Change) {
	for k, e := range sampleEvents() {
		changes = append(changes, Change{Event: e, Subscription: []string{"9b1f-office-hq", ""}[k%2], Product: office})
	}
	return changes
}
