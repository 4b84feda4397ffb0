package programme

import "slices"

// Miss is an amount that an account was not credited with, although it is, or was,
// associated with the subscription or the tenant; and why (R12).
type Miss struct {
	Tenant       int64
	Subscription int64 // as of a Line
	Month        Month // the month that the fact is of
	Amount       int64 // whole numbers, or minor units where the metric is money; 0 where it is of another tenant by then
	Reason       Reason
	Association  *Association // by which it would have been credited, or was already counted
}

// Explain calls line for every line that the tenant adds to an account's figure of a measure
// at evaluation month e, and miss for every amount that it does not add: once for each fact,
// by the association that came nearest, and once for each association that reaches a line
// which another one has counted. The lines of all tenants sum to the figure.
func (p *Programme) Explain(t *Tenant, account int64, measure int, e Month, line func(Line), miss func(Miss)) {
	first, last := p.Window(measure, e)
	for m := first; m <= last; m++ {
		p.Credit(t, m, func(l Line) {
			if l.Account != account || l.Measure != measure {
				return
			}
			line(l)
			for _, a := range l.Reached[1:] {
				miss(Miss{t.Key, l.Subscription, l.Month, l.Amount, AlreadyCounted, a})
			}
		})
	}
	metric := &p.Metrics[p.Measures[measure].Metric]
	if metric.Fact == FactCustomers {
		p.missCustomer(t, account, measure, e, miss)
		return
	}
	for k := range t.Subscriptions {
		if s := &t.Subscriptions[k]; slices.Contains(p.Measures[measure].Products, s.Product) {
			p.missSubscription(t, account, measure, s, e, miss)
		}
	}
	for k := range t.Usage {
		if u := &t.Usage[k]; slices.Contains(p.Measures[measure].Products, u.Product) {
			p.missTenantUsage(t, account, measure, u, e, miss)
		}
	}
}

// missSubscription looks at every fact of the window, and of as many months before it.
func (p *Programme) missSubscription(t *Tenant, account int64, measure int, s *Subscription, e Month, miss func(Miss)) {
	metric := &p.Metrics[p.Measures[measure].Metric]
	window := e - Month(metric.Months) + 1
	for month := p.NeedsToExplain(measure, e); month <= e; month++ {
		decides := month
		if metric.Counts == CountsAtEvaluation {
			decides = e
		}
		near, why := p.nearest(t, account, s, decides)
		if near == nil || why != Moved && !s.heldBy(t.Key, p.Decides(s.End, month)) { // the fact is another tenant's
			continue
		}
		amount := p.amount(metric, s, month)
		switch {
		case why == "" && month < window && amount != 0:
			miss(Miss{t.Key, s.Key, month, amount, OutsideWindow, near})
		case why == "" && month >= window && amount == 0 && !reported(t, metric, s, month):
			miss(Miss{t.Key, s.Key, month, 0, NoUsageReported, near})
		case why == Moved && month >= window && amount != 0:
			miss(Miss{t.Key, s.Key, month, 0, why, near})
		case why != "" && month >= window && amount != 0:
			miss(Miss{t.Key, s.Key, month, amount, why, near})
		}
	}
}

// reported reports whether the month has a fact of the metric, of the subscription or of its tenant and
// product. A month without a sale is nothing that a report is missing of.
func reported(t *Tenant, metric *Metric, s *Subscription, m Month) bool {
	return metric.Fact == FactSeatsSold || reportedIn(metric, s.Usage, m) || t.reportedOf(metric, s.Product, m)
}

func reportedIn(metric *Metric, usage []Usage, m Month) bool {
	return slices.ContainsFunc(usage, func(u Usage) bool {
		return u.Month == m && (metric.Fact == FactActiveUsers && u.ActiveUsers != nil || metric.Fact == FactConsumed && u.Consumed != nil)
	})
}

// missCustomer says why the tenant is not among the account's net new customers, where a
// subscription of the measure's products is, or was, associated with the account.
func (p *Programme) missCustomer(t *Tenant, account int64, measure int, e Month, miss func(Miss)) {
	metric := &p.Metrics[p.Measures[measure].Metric]
	window, products := e-Month(metric.Months)+1, p.Measures[measure].Products
	if metric.Counts == CountsAtEvaluation {
		_, is := p.added(t, e, window, products)
		why, near := p.nearestCustomer(t, account, products, e, func(s *Subscription) bool { return p.aliveAtEnd(s, e) })
		switch {
		case near == nil || why == "" && is:
		case why == "" || !is && why.ofAssociation():
			miss(Miss{t.Key, 0, e, 1, OutsideWindow, near})
		default:
			miss(Miss{t.Key, 0, e, 1, why, near})
		}
		return
	}
	for month := p.NeedsToExplain(measure, e); month <= e; month++ {
		if !p.isCustomer(t, month, products) || p.isCustomer(t, month-1, products) {
			continue
		}
		why, near := p.nearestCustomer(t, account, products, month, all)
		switch {
		case near == nil || why == "" && month >= window:
		case why == "":
			miss(Miss{t.Key, 0, month, 1, OutsideWindow, near})
		case month >= window:
			miss(Miss{t.Key, 0, month, 1, why, near})
		}
	}
}

// ofAssociation reports whether the reason hangs on the association alone: without it a tenant is
// added no other month.
func (r Reason) ofAssociation() bool {
	return slices.Contains([]Reason{PartnerSuspended, Superseded, NotInEffect, RouteNotOpenYet, RouteNotApplicable}, r)
}

// nearestCustomer is nearest for a tenant: of its subscriptions of the products, the one that comes
// nearest to crediting the account with the tenant in the month, among those alive as the metric asks.
func (p *Programme) nearestCustomer(t *Tenant, account int64, products []int, m Month, alive func(*Subscription) bool) (why Reason, near *Association) {
	best := len(Reasons)
	for k := range t.Subscriptions {
		s := &t.Subscriptions[k]
		if !slices.Contains(products, s.Product) {
			continue
		}
		a, reason := p.nearest(t, account, s, m)
		if a != nil && reason == "" && !alive(s) {
			reason = SubscriptionEnded
		}
		if rank := slices.Index(Reasons, reason); a != nil && (near == nil || rank < best) {
			why, near, best = reason, a, rank
		}
	}
	return why, near
}
