package views

import (
	"net/url"

	"shimei/store/programme"
)

// InsightsPath is the address of what a customer's subscriptions say about their use.
const InsightsPath = "/insights"

// InsightsPage is what a customer's subscriptions say about their use, and what a partner would do about it.
type InsightsPage struct {
	Frame
	All         Insight
	Products    []Insight // of which there is a subscription that goes on
	MayNominate bool      // the person is the customer's owner or administrator
}

// Insight is what the subscriptions of a product, or of all products, say. Seats are as far as they are reported.
type Insight struct {
	ID            string // of the product; empty for all
	Product       programme.Text
	Subscriptions int64 // that go on
	Without       int64 // of these, without a partner of record
	Seats         Seats
	Unassigned    int64 // bought and not assigned
	Idle          int64 // assigned and not active
}

// path is the list of the product's subscriptions.
func (x Insight) path() string {
	return withQuery(SubscriptionsPath, url.Values{"product": {x.ID}, "state": {FilterOpen}})
}

// withoutPath is the list of the subscriptions that have no partner of record.
func (p InsightsPage) withoutPath() string {
	return withQuery(SubscriptionsPath, SubscriptionFilter{Record: FilterNone}.Query())
}

// tasks are what the figures ask for, the most urgent first.
func (p InsightsPage) tasks() (tasks []Task) {
	if n := p.All.Without; n > 0 {
		act := p.T("insights.show_without")
		if p.MayNominate {
			act = p.T("insights.nominate")
		}
		tasks = append(tasks, Task{Text: p.T("insights.without", "N", n), Path: p.withoutPath(), Act: act})
	}
	if n := p.All.Idle; n > 0 {
		tasks = append(tasks, Task{Text: p.T("insights.idle", "N", n), Path: "#products", Act: p.T("insights.where")})
	}
	if n := p.All.Unassigned; n > 0 {
		tasks = append(tasks, Task{Text: p.T("insights.unassigned", "N", n), Path: "#products", Act: p.T("insights.where")})
	}
	return tasks
}

// partnerDoes are members of the family of messages of what a partner of record does.
var partnerDoes = []string{"idle", "unassigned", "renewal", "support", "plan"}
