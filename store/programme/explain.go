package programme

import "slices"

// Miss is an amount that an account was not credited with, although it is, or was,
// associated with the subscription or the tenant; and why (R12).
type Miss struct {
	Tenant       int64
	Subscription int64 // 0 where it is of the tenant
	Month        Month // the month that the fact is of
	Amount       int64 // whole numbers, or minor units where the metric is money
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
		if near == nil {
			continue
		}
		amount := p.amount(metric, s, month)
		switch {
		case why == "" && month < window && amount != 0:
			miss(Miss{t.Key, s.Key, month, amount, OutsideWindow, near})
		case why == "" && month >= window && amount == 0 && !p.reported(metric, s, month):
			miss(Miss{t.Key, s.Key, month, 0, NoUsageReported, near})
		case why != "" && month >= window && amount != 0:
			miss(Miss{t.Key, s.Key, month, amount, why, near})
		}
	}
}

// reported reports whether the month has a fact of the metric. A month without a sale is
// nothing that a report is missing of.
func (p *Programme) reported(metric *Metric, s *Subscription, m Month) bool {
	if metric.Fact == FactSeatsSold {
		return true
	}
	return slices.ContainsFunc(s.Usage, func(u Usage) bool {
		return u.Month == m && (metric.Fact == FactActiveUsers && u.ActiveUsers != nil || metric.Fact == FactConsumed && u.Consumed != nil)
	})
}

// missCustomer says why the tenant is not among the account's net new customers, where a
// subscription of the measure's products is, or was, associated with the account.
func (p *Programme) missCustomer(t *Tenant, account int64, measure int, e Month, miss func(Miss)) {
	metric := &p.Metrics[p.Measures[measure].Metric]
	products := p.Measures[measure].Products
	if metric.Counts != CountsAtEvaluation {
		return // customers added and lost in a month stand in its lines
	}
	best := len(Reasons)
	var told Miss
	for k := range t.Subscriptions {
		s := &t.Subscriptions[k]
		if !slices.Contains(products, s.Product) {
			continue
		}
		near, why := p.nearest(t, account, s, e)
		if near == nil {
			continue
		}
		if why == "" && !p.aliveAtEnd(s, e) {
			why = SubscriptionEnded
		}
		if why == "" {
			if _, is := p.added(t, e, e-Month(metric.Months)+1, products); is {
				return // it is a line
			}
			why = OutsideWindow
		}
		if rank := slices.Index(Reasons, why); told.Association == nil || rank > best {
			told, best = Miss{t.Key, 0, e, 1, why, near}, rank
		}
	}
	if told.Association != nil {
		miss(told)
	}
}
