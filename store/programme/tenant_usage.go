package programme

import "slices"

// creditTenantUsage yields the lines of a measure that the usage of a tenant and a product makes in month
// m (R8): its amount is credited whole and once to each account that is credited for at least one
// subscription of the product that the tenant holds then, with all associations that reach any of them.
func (p *Programme) creditTenantUsage(t *Tenant, m Month, measure int, held [][]Holder, yield func(Line)) {
	metric := &p.Metrics[p.Measures[measure].Metric]
	first := m
	if metric.Counts == CountsAtEvaluation {
		first = m - Month(metric.Months) + 1
	}
	for k := range t.Usage {
		u := &t.Usage[k]
		if !slices.Contains(p.Measures[measure].Products, u.Product) {
			continue
		}
		holders := p.holdersOf(t, held, []int{u.Product}, all)
		for month := first; month <= m && len(holders) > 0; month++ {
			if amount := p.used(metric, u.Product, u.Usage, month); amount != 0 {
				yieldHolders(Line{Measure: measure, Tenant: t.Key, Subscription: u.Key, Month: month, Amount: amount}, holders, yield)
			}
		}
	}
}

// missTenantUsage is missSubscription for the usage of a tenant and a product: what keeps the account from
// it is what keeps it from the subscription of the product that comes nearest.
func (p *Programme) missTenantUsage(t *Tenant, account int64, measure int, u *TenantUsage, e Month, miss func(Miss)) {
	metric := &p.Metrics[p.Measures[measure].Metric]
	window := e - Month(metric.Months) + 1
	for month := p.NeedsToExplain(measure, e); month <= e; month++ {
		amount := p.used(metric, u.Product, u.Usage, month)
		decides := month
		if metric.Counts == CountsAtEvaluation {
			decides = e
		}
		why, near := p.nearestCustomer(t, account, []int{u.Product}, decides, all)
		switch {
		case near == nil || amount == 0:
		case why == "" && month < window:
			miss(Miss{t.Key, u.Key, month, amount, OutsideWindow, near})
		case why == Moved && month >= window: // the amount may be of another tenant's time than the association
			miss(Miss{t.Key, u.Key, month, 0, why, near})
		case why != "" && month >= window:
			miss(Miss{t.Key, u.Key, month, amount, why, near})
		}
	}
}

// reportedOf reports whether the month has a fact of the metric among the usage of the tenant and a product.
func (t *Tenant) reportedOf(metric *Metric, product int, m Month) bool {
	return slices.ContainsFunc(t.Usage, func(u TenantUsage) bool { return u.Product == product && reportedIn(metric, u.Usage, m) })
}
