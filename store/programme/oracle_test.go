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
	world   world
}

func (o oracle) first(m programme.Month) programme.Instant {
	return programme.InstantOf(time.Date(int(m)/12, time.Month(int(m)%12+1), 1, 0, 0, 0, 0, o.p.Zone))
}

// holding is "the latest whose as_of < τ, else the earliest", where before reads "<", and "the latest
// with as_of ≤ that day" where it reads "≤".
func holding[V any](h programme.History[V], before func(asOf programme.Instant) bool) V {
	value := h[0].Value
	for _, dated := range h {
		if before(dated.From) {
			value = dated.Value
		}
	}
	return value
}

func decidesAt[V any](h programme.History[V], decides programme.Instant) V {
	return holding(h, func(asOf programme.Instant) bool { return asOf < decides })
}

// credited is "credited(P, s, M)", for the tenant that holds s then.
func (o oracle) credited(tenant int64, s programme.Subscription, m programme.Month) bool {
	first, end := o.first(m), o.first(m+1)
	noEnd := s.End == programme.NoEnd
	alive := s.Start < end && (noEnd || s.End > first)
	decides := end
	if !noEnd && s.End < end {
		decides = s.End
	}
	if !alive || decidesAt(s.Kinds, decides) != programme.Paid || decidesAt(s.Tenants, decides) != tenant {
		return false
	}
	for _, a := range o.world.associations {
		route := o.p.Routes[a.Route]
		covers := a.Subscription == s.Key || a.Subscription == 0 && a.tenant == tenant
		if a.Subscription != 0 && route.OpenedBy == "customer" { // R5a
			covers = covers && holding(s.Tenants, func(asOf programme.Instant) bool { return asOf <= a.From }) == tenant
		}
		applicable := slices.Contains(route.Products, s.Product) && (route.From == 0 || m >= route.From)
		inEffect := a.From < decides && (a.To == programme.NoEnd || a.To >= decides)
		account, suspended := a.Partner, decidesAt(o.world.suspended[a.Partner], decides)
		if parent := decidesAt(o.world.parents[a.Partner], decides); parent != 0 {
			account = parent
			suspended = suspended || decidesAt(o.world.suspended[parent], decides)
		}
		if account == o.account && !suspended && covers && applicable && inEffect {
			return true
		}
	}
	return false
}

// reported is the total of a month where one is reported, or the workloads' counts.
func reported(usage []programme.Usage, m programme.Month, of func(programme.Usage) *int64) []int64 {
	var total, parts []int64
	for _, u := range usage {
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

func (o oracle) figure(measure int, e programme.Month) (figure int64) {
	metric := o.p.Metrics[o.p.Measures[measure].Metric]
	products := o.p.Measures[measure].Products
	if metric.Fact == programme.FactCustomers {
		return o.customers(1, metric, products, e) + o.customers(2, metric, products, e)
	}
	for _, s := range o.world.subscriptions {
		if !slices.Contains(products, s.Product) {
			continue
		}
		for m := e - programme.Month(metric.Months) + 1; m <= e; m++ {
			decides := m
			if metric.Counts == programme.CountsAtEvaluation {
				decides = e
			}
			if o.credited(1, s, decides) || o.credited(2, s, decides) {
				figure += o.amount(metric.Fact, s, m)
			}
		}
	}
	return figure + o.ofTenants(metric, products, e)
}

// ofTenants is "P is credited with it, whole and once, when P is credited for at least one subscription of
// that product that the tenant holds at τ".
func (o oracle) ofTenants(metric programme.Metric, products []int, e programme.Month) (figure int64) {
	for tenant, reports := range o.world.usage {
		for _, u := range reports {
			for m := e - programme.Month(metric.Months) + 1; m <= e; m++ {
				decides := m
				if metric.Counts == programme.CountsAtEvaluation {
					decides = e
				}
				if slices.Contains(products, u.Product) && slices.ContainsFunc(o.world.subscriptions, func(s programme.Subscription) bool {
					return s.Product == u.Product && o.credited(tenant, s, decides)
				}) {
					figure += o.amount(metric.Fact, programme.Subscription{Product: u.Product, Usage: u.Usage}, m)
				}
			}
		}
	}
	return figure
}

func (o oracle) amount(fact programme.Fact, s programme.Subscription, m programme.Month) (n int64) {
	switch fact {
	case programme.FactActiveUsers:
		users := reported(s.Usage, m, func(u programme.Usage) *int64 { return u.ActiveUsers })
		if len(users) > 0 && o.p.Products[s.Product].Combine == programme.CombineMax {
			return slices.Max(users)
		}
		return sum(users)
	case programme.FactConsumed:
		return sum(reported(s.Usage, m, func(u programme.Usage) *int64 { return u.Consumed }))
	}
	for _, sale := range s.Sales {
		if o.first(m) <= sale.At && sale.At < o.first(m+1) {
			n += sale.Seats
		}
	}
	return n
}

func (o oracle) customers(tenant int64, metric programme.Metric, products []int, e programme.Month) int64 {
	atVeryEnd := func(s programme.Subscription, m programme.Month) bool {
		return s.Start < o.first(m+1) && (s.End == programme.NoEnd || s.End >= o.first(m+1))
	}
	customer := func(m programme.Month) bool {
		return slices.ContainsFunc(o.world.subscriptions, func(s programme.Subscription) bool {
			return slices.Contains(products, s.Product) && atVeryEnd(s, m) &&
				decidesAt(s.Kinds, o.first(m+1)) == programme.Paid && decidesAt(s.Tenants, o.first(m+1)) == tenant
		})
	}
	added := func(m programme.Month) bool { return customer(m) && !customer(m-1) }
	lost := func(m programme.Month) bool { return !customer(m) && customer(m-1) }
	credited := func(m programme.Month, which func(programme.Subscription) bool) bool {
		return slices.ContainsFunc(o.world.subscriptions, func(s programme.Subscription) bool {
			return slices.Contains(products, s.Product) && which(s) && o.credited(tenant, s, m)
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
		if customer(e) && latest >= start && credited(e, func(s programme.Subscription) bool { return atVeryEnd(s, e) }) {
			return 1
		}
		return 0
	}
	var figure int64
	for m := start; m <= e; m++ {
		if added(m) && credited(m, all) {
			figure++
		}
		if lost(m) && credited(m-1, all) {
			figure--
		}
	}
	return figure
}

func TestEveryFigureIsTheOneOfTheRulesAsWritten(t *testing.T) {
	variants := programmes(t)
	rapid.Check(t, func(t *rapid.T) {
		p := variants[rapid.IntRange(0, len(variants)-1).Draw(t, "programme")]
		w := drawWorld(t, p)
		credits := kept(p, firstEvaluated-11, lastEvaluated, w.tenants()...)
		for measure := range p.Measures {
			fact := p.Metrics[p.Measures[measure].Metric].Fact
			for _, account := range allAccounts {
				o := oracle{p, account, w}
				for e := firstEvaluated; e <= lastEvaluated; e++ {
					want := o.figure(measure, e)
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
