package programme

import "slices"

// Line is one line of an account's credit: what one subscription, or one customer, adds to
// one measure in one month.
type Line struct {
	Measure      int   // place in Programme.Measures
	Account      int64 // whom it credits
	Tenant       int64
	Subscription int64 // 0 for a line of net new customers, which is of the tenant; below 0 the key of a TenantUsage
	Month        Month // the month that the fact is of
	Amount       int64 // whole numbers, or minor units where the metric is money
	Reached      []*Association
}

// Credit calls yield for every line that the tenant adds in month m (R8), by measure. For
// a measure that counts at evaluation, and for one of a single month, these are the lines
// of the figure at m. For one that counts at the event they are the lines of the facts of
// m, and a figure takes those of all the months of its window; Figure adds them up.
func (p *Programme) Credit(t *Tenant, m Month, yield func(Line)) {
	p.credit(t, m, func(int) bool { return true }, yield)
}

// credit yields the lines of the measures that counts reports.
func (p *Programme) credit(t *Tenant, m Month, counts func(measure int) bool, yield func(Line)) {
	held := make([][]Holder, len(t.Subscriptions))
	for k := range t.Subscriptions {
		held[k] = p.Holders(t, &t.Subscriptions[k], m)
	}
	for measure := range p.Measures {
		switch {
		case !counts(measure): // it was not asked for
		case p.Metrics[p.Measures[measure].Metric].Fact == FactCustomers:
			p.creditCustomers(t, m, measure, held, yield)
		default:
			p.creditSubscriptions(t, m, measure, held, yield)
			p.creditTenantUsage(t, m, measure, held, yield)
		}
	}
}

func (p *Programme) creditSubscriptions(t *Tenant, m Month, measure int, held [][]Holder, yield func(Line)) {
	metric := &p.Metrics[p.Measures[measure].Metric]
	for k := range t.Subscriptions {
		s := &t.Subscriptions[k]
		if len(held[k]) == 0 || !slices.Contains(p.Measures[measure].Products, s.Product) {
			continue
		}
		first := m
		if metric.Counts == CountsAtEvaluation {
			first = m - Month(metric.Months) + 1
		}
		for month := first; month <= m; month++ {
			amount := p.amount(metric, s, month)
			if amount == 0 {
				continue
			}
			for _, h := range held[k] {
				yield(Line{Measure: measure, Account: h.Account, Tenant: t.Key, Subscription: s.Key,
					Month: month, Amount: amount, Reached: h.Reached})
			}
		}
	}
}

// amount sums a subscription's facts of one month for a metric: whole numbers, or minor units where
// the metric is money.
func (p *Programme) amount(metric *Metric, s *Subscription, m Month) int64 {
	if metric.Fact != FactSeatsSold {
		return p.used(metric, s.Product, s.Usage, m)
	}
	var seats int64
	for k := range s.Sales {
		if sold := s.Sales[k].At; sold >= p.First(m) && sold < p.End(m) {
			seats += s.Sales[k].Seats
		}
	}
	return seats
}

// used is amount for the usage of a product: 0 for a metric that usage makes nothing of.
func (p *Programme) used(metric *Metric, product int, usage []Usage, m Month) int64 {
	switch metric.Fact {
	case FactActiveUsers:
		return combine(usage, m, p.Products[product].Combine, func(u *Usage) *int64 { return u.ActiveUsers })
	case FactConsumed:
		return combine(usage, m, CombineSum, func(u *Usage) *int64 { return u.Consumed })
	}
	return 0
}

// combine makes one number of the workloads' counts of a month. A total that is reported
// as such stands for the product, and its workloads are not added to it again.
func combine(usage []Usage, m Month, how Combine, count func(*Usage) *int64) int64 {
	var combined int64
	for k := range usage {
		u := &usage[k]
		n := count(u)
		if u.Month != m || n == nil {
			continue
		}
		if u.Workload == "" {
			return *n
		}
		if how == CombineMax {
			combined = max(combined, *n)
		} else {
			combined += *n
		}
	}
	return combined
}

// Figure adds up a measure's credits of single months, as kept by month, to the figure at
// evaluation month e (R8). The error is of a sum beyond 2^63 (R11).
func (p *Programme) Figure(measure int, kept func(Month) int64, e Month) (int64, error) {
	first, last := p.Window(measure, e)
	var figure int64
	for m := first; m <= last; m++ {
		var err error
		if figure, err = Add(figure, kept(m)); err != nil {
			return 0, err
		}
	}
	return figure, nil
}

// Window returns the first and the last of the months whose kept credits make up a
// measure's figure at evaluation month e: e alone, or for a measure that counts at the
// event the months of its metric's window.
func (p *Programme) Window(measure int, e Month) (first, last Month) {
	metric := &p.Metrics[p.Measures[measure].Metric]
	if metric.Counts == CountsAtEvaluation {
		return e, e
	}
	return e - Month(metric.Months) + 1, e
}
