package programme_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/programme"
)

// checkTenants checks a property of random tenants, months and programmes.
func checkTenants(t *testing.T, property func(*rapid.T, *programme.Programme, *programme.Tenant, programme.Month)) {
	t.Helper()
	variants := programmes(t)
	rapid.Check(t, func(t *rapid.T) {
		p := variants[rapid.IntRange(0, len(variants)-1).Draw(t, "programme")]
		property(t, p, drawTenant(t, p, 1, drawStandings(t, p)), evaluated.Draw(t, "m"))
	})
}

func TestNothingIsCreditedTwice(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, m programme.Month) {
		type fact struct {
			measure      int
			account      int64
			subscription int64
			month        programme.Month
		}
		credited := map[fact]bool{}
		for _, l := range linesOf(p, tenant, m) {
			f := fact{l.Measure, l.Account, l.Subscription, l.Month}
			if credited[f] || l.Amount == 0 || len(l.Reached) == 0 {
				t.Fatalf("%+v", l)
			}
			credited[f] = true
			for k, a := range l.Reached {
				if !wasOf(a, l.Account) || slices.Contains(l.Reached[:k], a) || k > 0 && a.Route < l.Reached[k-1].Route {
					t.Fatalf("reached by %+v", l.Reached)
				}
			}
		}
	})
}

func TestEveryLineIsOfTheWholeAmount(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, m programme.Month) {
		type fact struct {
			measure      int
			subscription int64
			month        programme.Month
		}
		amounts := map[fact]int64{}
		for _, l := range linesOf(p, tenant, m) {
			f := fact{l.Measure, l.Subscription, l.Month}
			if other, seen := amounts[f]; seen && other != l.Amount {
				t.Fatalf("%d to one, %d to another of %+v", other, l.Amount, f)
			}
			amounts[f] = l.Amount
			fact := p.Metrics[p.Measures[l.Measure].Metric].Fact
			for _, s := range tenant.Subscriptions {
				if whole := (oracle{p: p}).amount(fact, s, l.Month); s.Key == l.Subscription && l.Amount != whole {
					t.Fatalf("a line of %d, and the whole is %d", l.Amount, whole)
				}
			}
			for _, u := range tenant.Usage {
				whole := (oracle{p: p}).amount(fact, programme.Subscription{Product: u.Product, Usage: u.Usage}, l.Month)
				if u.Key == l.Subscription && l.Amount != whole {
					t.Fatalf("a line of %d, and the whole of the tenant's usage is %d", l.Amount, whole)
				}
			}
		}
	})
}

// additive reports whether a measure is a plain sum of facts.
func additive(p *programme.Programme, measure int) bool {
	return p.Metrics[p.Measures[measure].Metric].Fact != programme.FactCustomers
}

// checkSum fails where the figures of the parts, measure by measure, do not sum to those of
// the whole.
func checkSum(t *rapid.T, p *programme.Programme, e programme.Month, of func(measure int) bool,
	whole ledger, parts ...ledger) {
	for k := range p.Measures {
		for _, account := range allAccounts {
			want := whole.figure(t, p, k, account, e)
			for _, part := range parts {
				want -= part.figure(t, p, k, account, e)
			}
			if of(k) && want != 0 {
				t.Fatalf("%s for %d in %s: the whole is %d more than its parts", p.Metrics[p.Measures[k].Metric].ID, account, e, want)
			}
		}
	}
}

func TestTheCreditOfTwoTenantsIsTheSumOfTheirs(t *testing.T) {
	variants := programmes(t)
	rapid.Check(t, func(t *rapid.T) {
		p := variants[rapid.IntRange(0, len(variants)-1).Draw(t, "programme")]
		partners, e := drawStandings(t, p), evaluated.Draw(t, "e")
		a, b := drawTenant(t, p, 1, partners), drawTenant(t, p, 2, partners)
		checkSum(t, p, e, func(int) bool { return true }, kept(p, e-11, e, a, b), kept(p, e-11, e, a), kept(p, e-11, e, b))
	})
}

func TestTheCreditOfTwoSetsOfFactsIsTheSumOfTheirs(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, e programme.Month) {
		side := map[programme.Month]bool{}
		for m := firstMonth - 1; m <= lastMonth+1; m++ {
			side[m] = rapid.Bool().Draw(t, "side")
		}
		half := func(keep bool) *programme.Tenant {
			return facts{ // an odd subscription has the other side, so that the halves cut through months
				usage: func(k int, u programme.Usage) bool { return (side[u.Month] != (k%2 == 1)) == keep },
				sale:  func(k int, x programme.Sale) bool { return (side[p.MonthAt(x.At)] != (k%2 == 1)) == keep },
			}.of(tenant)
		}
		checkSum(t, p, e, func(k int) bool { return additive(p, k) },
			kept(p, e-11, e, tenant), kept(p, e-11, e, half(true)), kept(p, e-11, e, half(false)))
	})
}

func TestTheCreditOfSubscriptionsIsTheSumOfTheirs(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, e programme.Month) {
		ofTenant := facts{usage: func(k int, _ programme.Usage) bool { return k < 0 }, sale: func(int, programme.Sale) bool { return false }}
		parts := []ledger{kept(p, e-11, e, ofTenant.of(tenant))}
		for _, s := range tenant.Subscriptions {
			part := *tenant
			part.Subscriptions, part.Usage = []programme.Subscription{s}, nil
			parts = append(parts, kept(p, e-11, e, &part))
		}
		checkSum(t, p, e, func(k int) bool { return additive(p, k) }, kept(p, e-11, e, tenant), parts...)
	})
}

func TestOneMorePartnerTakesNothingFromTheOthers(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, e programme.Month) {
		more := *tenant
		another := drawAssociation(t, p, tenant, 99, drawStandings(t, p))
		if p.Routes[another.Route].Exclusive {
			another.Route, _ = p.Route(programme.Seller)
		}
		more.Associations = append(slices.Clone(tenant.Associations), another)
		before, after := kept(p, e-11, e, tenant), kept(p, e-11, e, &more)
		for k := range p.Measures {
			for _, account := range allAccounts {
				was, is := before.figure(t, p, k, account, e), after.figure(t, p, k, account, e)
				if !wasOf(&another, account) && was != is {
					t.Fatalf("%d had %d and has %d, for an association of %d", account, was, is, another.Partner)
				}
				counted := p.Metrics[p.Measures[k].Metric].Fact == programme.FactActiveUsers
				if wasOf(&another, account) && counted && is < was {
					t.Fatalf("%d had %d and has %d, for an association of its own", account, was, is)
				}
			}
		}
	})
}

// credit is a line with what reached it by key, so that lines of two tenants compare.
type credit struct {
	Measure, Month                int
	Account, Subscription, Amount int64
	Reached                       []int64
}

func creditsOf(p *programme.Programme, tenant *programme.Tenant, m programme.Month) []credit {
	var credits []credit
	for _, l := range linesOf(p, tenant, m) {
		c := credit{Measure: l.Measure, Month: int(l.Month), Account: l.Account, Subscription: l.Subscription, Amount: l.Amount}
		for _, a := range l.Reached {
			c.Reached = append(c.Reached, a.Key)
		}
		credits = append(credits, c)
	}
	slices.SortFunc(credits, func(a, b credit) int {
		return cmp.Or(cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Subscription, b.Subscription),
			cmp.Compare(a.Month, b.Month), cmp.Compare(a.Account, b.Account))
	})
	return credits
}

func shuffled[T any](random *rand.Rand, of []T) []T {
	of = slices.Clone(of)
	random.Shuffle(len(of), func(i, k int) { of[i], of[k] = of[k], of[i] })
	return of
}

func TestTheOrderOfTheFactsMakesNoDifference(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, m programme.Month) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		other := *tenant
		other.Associations = shuffled(random, tenant.Associations)
		other.Subscriptions = shuffled(random, tenant.Subscriptions)
		for k := range other.Subscriptions {
			s := &other.Subscriptions[k]
			s.Usage, s.Sales = shuffled(random, s.Usage), shuffled(random, s.Sales)
		}
		if diff := gocmp.Diff(creditsOf(p, tenant, m), creditsOf(p, &other, m)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestCreditChangesNothingThatItIsGiven(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, m programme.Month) {
		before := *tenant
		before.Associations = slices.Clone(tenant.Associations)
		before.Subscriptions = slices.Clone(tenant.Subscriptions)
		first := creditsOf(p, tenant, m)
		if diff := gocmp.Diff(first, creditsOf(p, tenant, m)); diff != "" {
			t.Fatal(diff)
		}
		if diff := gocmp.Diff(&before, tenant); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestALowerFigureNeverEarnsAHigherLevel(t *testing.T) {
	p := programme.BuiltIn()
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(p.Competencies).Draw(t, "competency")
		v := c.VersionAt(evaluated.Draw(t, "e"))
		low, high := make([]int64, len(v.Requirements)), make([]int64, len(v.Requirements))
		for k, r := range v.Requirements {
			near := rapid.SampledFrom(r.Thresholds).Draw(t, "threshold")
			low[k] = near + rapid.Int64Range(-2, 2).Draw(t, "low")
			high[k] = low[k] + rapid.Int64Range(0, near).Draw(t, "more")
		}
		if lower, higher := p.Level(v, low), p.Level(v, high); lower > higher {
			t.Fatalf("%v earns %s, %v earns %s", low, p.LevelID(lower), high, p.LevelID(higher))
		}
	})
}
