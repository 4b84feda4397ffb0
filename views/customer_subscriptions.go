package views

// SubscriptionsPage is a customer's subscriptions, and what needs doing about them.
type SubscriptionsPage struct {
	Frame
	Rows        []SubscriptionRow
	Without     int64 // subscriptions that could have a partner of record and have none; all pages together
	MayNominate bool  // the person is the customer's owner or administrator
	List        List
}

// without returns the ids of this page's subscriptions that have no partner of record yet.
func (p SubscriptionsPage) without() []string {
	var ids []string
	for _, r := range p.Rows {
		if r.Nominable && r.Present == nil {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// task is to nominate for those, by who may.
func (p SubscriptionsPage) task() Task {
	t := Task{Text: p.T("subscriptions.without", "N", p.Without)}
	if list := p.without(); p.MayNominate && len(list) > 0 {
		t.Path, t.Act = NominateStep(NominatePath, list, ""), p.T("subscriptions.nominate_without")
	}
	return t
}

// anyNominable reports whether there is anything to tick.
func (p SubscriptionsPage) anyNominable() bool {
	for _, r := range p.Rows {
		if r.Nominable {
			return true
		}
	}
	return false
}
