package programme

import "slices"

// creditCustomers yields the lines of net new customers (R8) of a measure in month m.
func (p *Programme) creditCustomers(t *Tenant, m Month, measure int, held [][]Holder, yield func(Line)) {
	metric := &p.Metrics[p.Measures[measure].Metric]
	products := p.Measures[measure].Products
	line := Line{Measure: measure, Tenant: t.Key}
	if metric.Counts == CountsAtEvaluation {
		added, is := p.added(t, m, m-Month(metric.Months)+1, products)
		if is {
			line.Month, line.Amount = added, 1
			yieldHolders(line, p.holdersOf(t, held, products, func(s *Subscription) bool {
				return p.aliveAtEnd(s, m)
			}), yield)
		}
		return
	}
	was, is := p.isCustomer(t, m-1, products), p.isCustomer(t, m, products)
	line.Month = m
	switch {
	case is && !was:
		line.Amount = 1
		yieldHolders(line, p.holdersOf(t, held, products, all), yield)
	case was && !is:
		before := make([][]Holder, len(t.Subscriptions))
		for k := range t.Subscriptions {
			before[k] = p.Holders(t, &t.Subscriptions[k], m-1)
		}
		line.Amount = -1
		yieldHolders(line, p.holdersOf(t, before, products, all), yield)
	}
}

// isCustomer reports whether the tenant holds a paid subscription of one of the products at the very
// end of the month (R8).
func (p *Programme) isCustomer(t *Tenant, m Month, products []int) bool {
	for k := range t.Subscriptions {
		s := &t.Subscriptions[k]
		if slices.Contains(products, s.Product) && p.aliveAtEnd(s, m) && s.Kinds.At(p.End(m)) == Paid && s.heldBy(t.Key, p.End(m)) {
			return true
		}
	}
	return false
}

// added returns the latest month in first … m in which the tenant, a customer in m, became
// one (R8). It reports false where the tenant is none in m or became one before first.
func (p *Programme) added(t *Tenant, m, first Month, products []int) (Month, bool) {
	if !p.isCustomer(t, m, products) {
		return 0, false
	}
	for m >= first && p.isCustomer(t, m-1, products) {
		m--
	}
	return m, m >= first
}

// holdersOf joins the holders of those subscriptions of the products that satisfy is: each account
// stands once, with all associations that reach it.
func (p *Programme) holdersOf(t *Tenant, held [][]Holder, products []int, is func(*Subscription) bool) []Holder {
	var reached []reach
	for k := range t.Subscriptions {
		s := &t.Subscriptions[k]
		if !slices.Contains(products, s.Product) || !is(s) {
			continue
		}
		for _, h := range held[k] {
			for _, a := range h.Reached {
				reached = append(reached, reach{h.Account, a})
			}
		}
	}
	return holdersBy(reached)
}

func yieldHolders(line Line, holders []Holder, yield func(Line)) {
	for _, h := range holders {
		line.Account, line.Reached = h.Account, h.Reached
		yield(line)
	}
}

func all(*Subscription) bool { return true }
