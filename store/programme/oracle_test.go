package programme_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

// oracle works out figures as the rules R3 to R8 are written, one account and one fact at
// a time, slowly and with nothing kept: another way to the same numbers.
type oracle struct {
	p       *programme.Programme
	account int64
}

func (o oracle) first(m programme.Month) programme.Instant {
	return programme.InstantOf(time.Date(int(m)/12, time.Month(int(m)%12+1), 1, 0, 0, 0, 0, o.p.Zone))
}

// credited is "credited(P, s, M)".
func (o oracle) credited(t *programme.Tenant, s programme.Subscription, m programme.Month) bool {
	first, end := o.first(m), o.first(m+1)
	noEnd := s.End == programme.NoEnd
	alive := s.Start < end && (noEnd || s.End > first)
	if !alive || s.Kind != programme.Paid {
		return false
	}
	decides := end
	if !noEnd && s.End < end {
		decides = s.End
	}
	for _, a := range t.Associations {
		route := o.p.Routes[a.Route]
		covers := a.Subscription == 0 || a.Subscription == s.Key
		applicable := slices.Contains(route.Products, s.Product) && (route.From == 0 || m >= route.From)
		inEffect := a.From < decides && (a.To == programme.NoEnd || a.To >= decides)
		if a.Account == o.account && !a.Suspended && covers && applicable && inEffect {
			return true
		}
	}
	return false
}

// reported is the total of a month where one is reported, or the workloads' counts.
func reported(s programme.Subscription, m programme.Month, of func(programme.Usage) *int64) []int64 {
	var total, parts []int64
	for _, u := range s.Usage {
		if n := of(u); n != nil && u.Month == m {
			if u.Workload == "" {
				total = append(total, *n)
			} else {
				parts = append(parts, *n)
			}
		}
	}
	if total != nil {
		return total
	}
	return parts
}

func sum(numbers []int64) (n int64) {
	for _, x := range numbers {
		n += x
	}
	return n
}

func (o oracle) figure(t *programme.Tenant, measure int, e programme.Month) int64 {
	metric := o.p.Metrics[o.p.Measures[measure].Metric]
	products := o.p.Measures[measure].Products
	if metric.Fact == programme.FactCustomers {
		return o.customers(t, metric, products, e)
	}
	var figure int64
	for _, s := range t.Subscriptions {
		if !slices.Contains(products, s.Product) {
			continue
		}
		for m := e - programme.Month(metric.Months) + 1; m <= e; m++ {
			decides := m
			if metric.Counts == programme.CountsAtEvaluation {
				decides = e
			}
			if o.credited(t, s, decides) {
				figure += o.amount(metric.Fact, s, m)
			}
		}
	}
	return figure
}

func (o oracle) amount(fact programme.Fact, s programme.Subscription, m programme.Month) (n int64) {
	switch fact {
	case programme.FactActiveUsers:
		users := reported(s, m, func(u programme.Usage) *int64 { return u.ActiveUsers })
		if len(users) > 0 && o.p.Products[s.Product].Combine == programme.CombineMax {
			return slices.Max(users)
		}
		return sum(users)
	case programme.FactConsumed:
		return sum(reported(s, m, func(u programme.Usage) *int64 { return u.Consumed }))
	}
	for _, sale := range s.Sales {
		if o.first(m) <= sale.At && sale.At < o.first(m+1) {
			n += sale.Seats
		}
	}
	return n
}

func (o oracle) customers(t *programme.Tenant, metric programme.Metric, products []int, e programme.Month) int64 {
	ofF := func(s programme.Subscription) bool {
		return s.Kind == programme.Paid && slices.Contains(products, s.Product)
	}
	atVeryEnd := func(s programme.Subscription, m programme.Month) bool {
		return s.Start < o.first(m+1) && (s.End == programme.NoEnd || s.End >= o.first(m+1))
	}
	customer := func(m programme.Month) bool {
		return slices.ContainsFunc(t.Subscriptions, func(s programme.Subscription) bool { return ofF(s) && atVeryEnd(s, m) })
	}
	added := func(m programme.Month) bool { return customer(m) && !customer(m-1) }
	lost := func(m programme.Month) bool { return !customer(m) && customer(m-1) }
	holds := func(m programme.Month, which func(programme.Subscription) bool) bool {
		return slices.ContainsFunc(t.Subscriptions, func(s programme.Subscription) bool {
			return ofF(s) && which(s) && o.credited(t, s, m)
		})
	}
	all := func(programme.Subscription) bool { return true }
	start := e - programme.Month(metric.Months) + 1
	if metric.Counts == programme.CountsAtEvaluation {
		var latest programme.Month
		for m := firstMonth - 12; m <= e; m++ {
			if added(m) {
				latest = m
			}
		}
		if customer(e) && latest >= start && holds(e, func(s programme.Subscription) bool { return atVeryEnd(s, e) }) {
			return 1
		}
		return 0
	}
	var figure int64
	for m := start; m <= e; m++ {
		if added(m) && holds(m, all) {
			figure++
		}
		if lost(m) && holds(m-1, all) {
			figure--
		}
	}
	return figure
}

func TestEveryFigureIsTheOneOfTheRulesAsWritten(t *testing.T) {
	variants := programmes(t)
	rapid.Check(t, func(t *rapid.T) {
		p := variants[rapid.IntRange(0, len(variants)-1).Draw(t, "programme")]
		suspended := drawSuspended(t)
		tenants := []*programme.Tenant{drawTenant(t, p, 1, suspended), drawTenant(t, p, 2, suspended)}
		credits := kept(p, firstEvaluated-11, lastEvaluated, tenants...)
		for measure := range p.Measures {
			fact := p.Metrics[p.Measures[measure].Metric].Fact
			for _, account := range allAccounts {
				o := oracle{p, account}
				for e := firstEvaluated; e <= lastEvaluated; e++ {
					want := o.figure(tenants[0], measure, e) + o.figure(tenants[1], measure, e)
					if got := credits.figure(t, p, measure, account, e); got != want {
						t.Fatalf("%s of %v for %d in %s: %d, but the rules give %d", fact, p.ProductIDs(measure), account, e, got, want)
					}
				}
			}
		}
	})
}

// Were no random tenant credited with a fact, the comparison would show nothing of it. These are
// the same tenants each time, however few rapid is told to draw.
func TestRandomTenantsAreCreditedWithEveryFact(t *testing.T) {
	p := programme.BuiltIn()
	tenants := rapid.Custom(func(t *rapid.T) *programme.Tenant { return drawTenant(t, p, 1, nil) })
	seen := map[programme.Fact]int{}
	for seed := range 1000 {
		tenant := tenants.Example(seed)
		for m := firstEvaluated; m <= lastEvaluated; m++ {
			for _, l := range linesOf(p, tenant, m) {
				seen[p.Metrics[p.Measures[l.Measure].Metric].Fact]++
			}
		}
	}
	for _, fact := range []programme.Fact{programme.FactActiveUsers, programme.FactCustomers, programme.FactSeatsSold, programme.FactConsumed} {
		if seen[fact] < 10 {
			t.Errorf("%d lines of %s", seen[fact], fact)
		}
	}
}
