package programme_test

import (
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

func TestWhatBeganAfterTheMonthOfTheFiguresIsPending(t *testing.T) {
	p := programme.BuiltIn()
	dpor, _ := p.Route(programme.DPOR)
	office, _ := p.Product("office365")
	april, may := month("2016-04"), month("2016-05")
	now := p.First(may) + 9*24*3600*1000
	users := int64(192)
	tenant := func(from, to programme.Instant) *programme.Tenant {
		return &programme.Tenant{Key: 1, Present: programme.Present{Now: now, Through: april},
			Subscriptions: []programme.Subscription{{Key: 2, Product: office, Kinds: programme.Always(programme.Paid), Start: p.First(april - 5), End: programme.NoEnd,
				Usage: []programme.Usage{{Month: april, ActiveUsers: &users}}}},
			Associations: []programme.Association{{Key: 3, Route: dpor, Partner: 4, Standings: standing(4, false), Subscription: 2, From: from, To: to}}}
	}
	for name, x := range map[string]struct {
		from, to programme.Instant
		month    programme.Month
		want     programme.Reason
	}{
		"begun in the running month":               {p.First(may) + 1, programme.NoEnd, april, programme.Pending},
		"begun at its first instant":               {p.First(may), programme.NoEnd, april, programme.Pending},
		"begun just before":                        {p.First(may) - 1, programme.NoEnd, april, ""},
		"asked of the running month, it counts":    {p.First(may) + 1, programme.NoEnd, may, ""},
		"asked of an earlier month, it never will": {p.First(may) + 1, programme.NoEnd, april - 1, programme.NotInEffect},
		"it begins later":                          {now + 1, programme.NoEnd, april, programme.NotInEffect},
		"it begins now":                            {now, programme.NoEnd, april, programme.Pending},
		"it has ended again":                       {p.First(may) + 1, now, april, programme.NotInEffect},
	} {
		s := tenant(x.from, x.to)
		if got := p.Why(s, &s.Associations[0], &s.Subscriptions[0], x.month); got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
	s := tenant(p.First(may)+1, programme.NoEnd)
	s.Present = programme.Present{}
	if got := p.Why(s, &s.Associations[0], &s.Subscriptions[0], april); got != programme.NotInEffect {
		t.Errorf("looked at in no present: %q", got)
	}
	if got := p.CountsFrom(dpor, p.First(may)); got != may {
		t.Errorf("it counts from %s", got)
	}
}

// What is pending adds what it would be credited with had it begun in the month: a figure without it
// and what it adds are the figure with it.
func TestWhatPendingAddsIsTheDifferenceOfTheFigures(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, e programme.Month) {
		x := programme.Present{Now: p.End(e) + 7, Through: e}
		var begun []int
		for k := range tenant.Associations {
			a := &tenant.Associations[k]
			if a.To > x.Now && rapid.Bool().Draw(t, "begun") {
				a.From, a.Nominator = p.End(e)+3, tenant.Key
				begun = append(begun, k)
			} else if a.From >= p.End(e) && a.From <= x.Now { // it was drawn as pending
				a.From = x.Now + 1
			}
		}
		for _, account := range allAccounts {
			added := map[int]int64{}
			if err := p.PendingCredit(tenant, account, x, func(*programme.Association) bool { return true }, func(measure int, amount int64) error {
				added[measure] += amount
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			then := *tenant
			then.Associations = append([]programme.Association(nil), tenant.Associations...)
			for _, k := range begun {
				a := &then.Associations[k]
				if a.Standings.On(x.Now).Account == account && a.Nominator == tenant.Key {
					a.From = p.First(e)
				}
			}
			credit := func(tenant *programme.Tenant) map[int]int64 {
				sums := map[int]int64{}
				p.Credit(tenant, e, func(l programme.Line) {
					if l.Account == account {
						sums[l.Measure] += l.Amount
					}
				})
				return sums
			}
			before, after := credit(tenant), credit(&then)
			for measure := range p.Measures {
				if before[measure]+added[measure] != after[measure] {
					t.Fatalf("%d and %d are %d", before[measure], added[measure], after[measure])
				}
			}
		}
	})
}
