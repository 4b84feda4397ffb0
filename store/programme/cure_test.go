package programme_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

// cured returns a programme and a tenant in which the one cause that a miss tells of is gone.
func cured(p *programme.Programme, tenant *programme.Tenant, m programme.Miss) (*programme.Programme, *programme.Tenant) {
	rules, changed := *p, facts{}.of(tenant)
	rules.Routes = slices.Clone(p.Routes)
	s := &changed.Subscriptions[slices.IndexFunc(changed.Subscriptions, func(s programme.Subscription) bool { return s.Key == m.Subscription })]
	a := &changed.Associations[slices.IndexFunc(changed.Associations, func(a programme.Association) bool { return a.Key == m.Association.Key })]
	switch m.Reason {
	case programme.RouteNotApplicable:
		route := &rules.Routes[a.Route]
		route.Products = append(slices.Clone(route.Products), s.Product)
	case programme.RouteNotOpenYet:
		rules.Routes[a.Route].From = 0
	case programme.SubscriptionEnded:
		for k := range changed.Associations { // later the partner may be another's, and the subscription too
			x := &changed.Associations[k]
			x.Standings = programme.Always(x.Standings.At(s.End))
		}
		s.End, s.Tenants = programme.NoEnd, nil
	case programme.NotInEffect, programme.Superseded:
		a.Nominator = tenant.Key // whoever held the subscription from ever
		a.From, a.To, s.Start = programme.FromEver, programme.NoEnd, min(s.Start, p.First(m.Month))
	case programme.Moved:
		s.Tenants = nil
	case programme.TrialSubscription, programme.InternalUse:
		s.Kinds = programme.Always(programme.Paid)
	case programme.PartnerSuspended:
		a.Standings = slices.Clone(a.Standings)
		for k := range a.Standings {
			a.Standings[k].Value.Suspended = false
		}
	}
	return &rules, changed
}

// obstacles are the reasons in the order in which they are told where several stand in the way.
var obstacles = []programme.Reason{programme.RouteNotApplicable, programme.RouteNotOpenYet, programme.SubscriptionEnded, programme.Superseded,
	programme.NotInEffect, programme.Moved, programme.TrialSubscription, programme.InternalUse, programme.PartnerSuspended}

// A reason that hides another one sends people the wrong way: they would change what it tells of, and
// nothing would be credited. So a suspension is told of where it alone stands in the way, and of each
// reason only others are behind that are told once it is gone.
func TestWithoutTheCauseThatIsToldTheAmountIsCredited(t *testing.T) {
	seen := map[programme.Reason]int{}
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, e programme.Month) {
		for _, account := range allAccounts {
			for measure := range p.Measures {
				_, misses := explained(p, tenant, account, measure, e)
				for _, m := range misses {
					if m.Subscription <= 0 || slices.Contains([]programme.Reason{programme.AlreadyCounted, programme.OutsideWindow, programme.NoUsageReported}, m.Reason) {
						continue
					}
					seen[m.Reason]++
					rules, changed := cured(p, tenant, m)
					lines, still := explained(rules, changed, account, measure, e)
					fact := func(subscription int64, month programme.Month) bool {
						return subscription == m.Subscription && month == m.Month
					}
					credited := slices.ContainsFunc(lines, func(l programme.Line) bool { return fact(l.Subscription, l.Month) })
					next := slices.IndexFunc(still, func(x programme.Miss) bool { return fact(x.Subscription, x.Month) })
					behind := next >= 0 && slices.Index(obstacles, still[next].Reason) > slices.Index(obstacles, m.Reason)
					if !credited && !behind {
						t.Fatalf("%s is told to %d of %d in %s, and without it there is %+v", m.Reason, account, m.Subscription, m.Month, still)
					}
				}
			}
		}
	})
	if len(seen) == 0 {
		t.Error("no reason was told")
	}
}
