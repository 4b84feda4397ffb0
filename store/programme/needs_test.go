package programme_test

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/programme"
)

func TestACreditNeedsTheFactsOfItsWindow(t *testing.T) {
	m := month("2016-04")
	for name, c := range map[string]struct {
		p    *programme.Programme
		want programme.Needs
	}{
		"seats count at evaluation":        {programme.BuiltIn(), programme.Needs{Ended: at("2016-03-01"), Sold: at("2015-05-01"), Usage: m}},
		"consumption counts at evaluation": {flipped(t), programme.Needs{Ended: at("2016-03-01"), Sold: at("2016-04-01"), Usage: month("2015-05")}},
	} {
		if got := c.p.Needs(m); got != c.want {
			t.Errorf("%s: %+v, not %+v", name, got, c.want)
		}
	}
}

// checkNotNeeded checks that facts which a credit of month m does not need change no credit of m,
// nor of later months, as many as are named.
func checkNotNeeded(t *testing.T, later programme.Month, needed func(*programme.Programme, programme.Month) facts) {
	t.Helper()
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, m programme.Month) {
		crowd(t, p.Needs(m), tenant)
		least := needed(p, m).of(tenant)
		for month := m; month <= m+later; month++ {
			if diff := gocmp.Diff(linesOf(p, tenant, month), linesOf(p, least, month)); diff != "" {
				t.Fatalf("of %s: %s", month, diff)
			}
		}
	})
}

// crowd moves some of what a tenant has to the edges of what is needed.
func crowd(t *rapid.T, needs programme.Needs, tenant *programme.Tenant) {
	at := func(edge programme.Instant) (programme.Instant, bool) {
		off := rapid.SampledFrom([]programme.Instant{-1, 0, 1}).Draw(t, "off")
		return edge + off, rapid.IntRange(0, 2).Draw(t, "move?") == 0
	}
	for k := range tenant.Associations {
		a := &tenant.Associations[k]
		if edge, move := at(needs.Ended); move && a.From < edge {
			a.To = edge
		}
	}
	for k := range tenant.Subscriptions {
		s := &tenant.Subscriptions[k]
		if edge, move := at(needs.Ended); move && s.Start < edge {
			s.End = edge
		}
		for i := range s.Sales {
			if edge, move := at(needs.Sold); move {
				s.Sales[i].At = edge
			}
		}
	}
}

func TestAnAssociationThatEndedBeforeChangesNoCredit(t *testing.T) {
	checkNotNeeded(t, 2, func(p *programme.Programme, m programme.Month) facts {
		return facts{association: func(a programme.Association) bool { return a.To > p.Needs(m).Ended }}
	})
}

func TestASaleBeforeTheWindowChangesNoCredit(t *testing.T) {
	checkNotNeeded(t, 2, func(p *programme.Programme, m programme.Month) facts {
		return facts{sale: func(_ int, x programme.Sale) bool { return x.At >= p.Needs(m).Sold }}
	})
}

func TestUsageOfEarlierMonthsChangesNoCredit(t *testing.T) {
	checkNotNeeded(t, 2, func(p *programme.Programme, m programme.Month) facts {
		return facts{usage: func(_ int, u programme.Usage) bool { return u.Month >= p.Needs(m).Usage }}
	})
}

func TestUsageOfLaterMonthsChangesNoCredit(t *testing.T) {
	checkNotNeeded(t, 0, func(_ *programme.Programme, m programme.Month) facts {
		return facts{usage: func(_ int, u programme.Usage) bool { return u.Month <= m }}
	})
}

func TestCreditIsThatWithoutUsageAndThatOfUsage(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, m programme.Month) {
		parts := linesOf(p, facts{usage: func(int, programme.Usage) bool { return false }}.of(tenant), m)
		p.CreditUsage(tenant, m, func(l programme.Line) { parts = append(parts, l) })
		slices.SortStableFunc(parts, func(a, b programme.Line) int { return cmp.Compare(a.Measure, b.Measure) })
		if diff := gocmp.Diff(linesOf(p, tenant, m), parts); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestNothingIsCreditedBeforeTheFirstSubscriptionStarts(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, _ programme.Month) {
		first := programme.NoEnd
		for _, s := range tenant.Subscriptions {
			first = min(first, s.Start)
		}
		if lines := linesOf(p, tenant, p.MonthAt(first)-1); len(lines) > 0 {
			t.Fatalf("%+v", lines)
		}
	})
}

func TestAnExplanationLooksAsFarBeforeTheWindowAsTheWindowIsLong(t *testing.T) {
	p, e := programme.BuiltIn(), month("2016-04")
	if got := p.NeedsToExplain(measure(t, p, "consumed_revenue", "azure"), e); got != month("2014-05") {
		t.Errorf("from %s for a window of twelve months", got)
	}
	if got := p.NeedsToExplain(measure(t, p, "active_entitlements", "office365"), e); got != e {
		t.Errorf("from %s for a window of one month", got)
	}
}

// toExplain leaves of a tenant what an explanation for an account needs.
func toExplain(p *programme.Programme, tenant *programme.Tenant, account int64, measure int, e programme.Month) *programme.Tenant {
	replaced := func(b programme.Association) bool {
		return slices.ContainsFunc(tenant.Associations, func(a programme.Association) bool {
			return wasOf(&a, account) && a.To != programme.NoEnd && p.Routes[a.Route].Exclusive && a.Subscription == b.Subscription
		})
	}
	part := facts{
		association: func(a programme.Association) bool {
			return wasOf(&a, account) || p.Routes[a.Route].Exclusive && replaced(a)
		},
		usage: func(_ int, u programme.Usage) bool { return u.Month >= p.NeedsToExplain(measure, e) && u.Month <= e },
		sale: func(_ int, x programme.Sale) bool {
			return x.At >= p.First(p.NeedsToExplain(measure, e)) && x.At < p.End(e)
		},
	}.of(tenant)
	counted := p.Measures[measure]
	part.Subscriptions = slices.DeleteFunc(part.Subscriptions, func(s programme.Subscription) bool {
		covered := slices.ContainsFunc(part.Associations, func(a programme.Association) bool { return wasOf(&a, account) && a.Covers(s.Key) })
		return !slices.Contains(counted.Products, s.Product) || !covered && p.Metrics[counted.Metric].Fact != programme.FactCustomers
	})
	return part
}

func TestAnExplanationNeedsNoMoreThanTheAccountHasToDoWith(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, e programme.Month) {
		for _, account := range allAccounts {
			for measure := range p.Measures {
				lines, misses := explained(p, tenant, account, measure, e)
				leastLines, leastMisses := explained(p, toExplain(p, tenant, account, measure, e), account, measure, e)
				if diff := gocmp.Diff(lines, leastLines) + gocmp.Diff(misses, leastMisses); diff != "" {
					t.Fatalf("%d of measure %d: %s", account, measure, diff)
				}
			}
		}
	})
}
