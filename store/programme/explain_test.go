package programme_test

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/programme"
)

// explained is what an account's figure is made of, and what is not in it.
func explained(p *programme.Programme, tenant *programme.Tenant, account int64, measure int, e programme.Month) (lines []programme.Line, misses []programme.Miss) {
	p.Explain(tenant, account, measure, e, func(l programme.Line) { lines = append(lines, l) },
		func(m programme.Miss) { misses = append(misses, m) })
	return lines, misses
}

func TestTheLinesOfAnExplanationSumToTheFigure(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, e programme.Month) {
		for _, account := range allAccounts {
			for measure := range p.Measures {
				var sum int64
				lines, _ := explained(p, tenant, account, measure, e)
				for _, l := range lines {
					sum += l.Amount
				}
				if want := figure(t, p, measure, account, e, tenant); sum != want {
					t.Fatalf("lines sum to %d, the figure is %d", sum, want)
				}
			}
		}
	})
}

func TestNothingIsBothCreditedAndMissedButWhatWasAlreadyCounted(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, e programme.Month) {
		type fact struct {
			subscription int64
			month        programme.Month
		}
		for _, account := range allAccounts {
			for measure := range p.Measures {
				lines, misses := explained(p, tenant, account, measure, e)
				credited, told := map[fact]bool{}, map[fact]bool{}
				for _, l := range lines {
					credited[fact{l.Subscription, l.Month}] = true
				}
				for _, m := range misses {
					f := fact{m.Subscription, m.Month}
					switch {
					case m.Association == nil || !wasOf(m.Association, account):
						t.Fatalf("by nobody of the account: %+v", m)
					case credited[f] != (m.Reason == programme.AlreadyCounted):
						t.Fatalf("credited %v and yet %+v", credited[f], m)
					case told[f] && m.Reason != programme.AlreadyCounted:
						t.Fatalf("told twice: %+v", m)
					}
					told[f] = true
				}
			}
		}
	})
}

func TestWhyIsSilentExactlyForWhoHoldsTheSubscription(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, m programme.Month) {
		for k := range tenant.Subscriptions {
			s := &tenant.Subscriptions[k]
			reached := map[*programme.Association]bool{}
			for _, h := range p.Holders(tenant, s, m) {
				for _, a := range h.Reached {
					reached[a] = true
				}
			}
			for i := range tenant.Associations {
				a := &tenant.Associations[i]
				if why := p.Why(tenant, a, s, m); a.Covers(s.Key) && (why == "") != reached[a] {
					t.Fatalf("reason %q of what credits: %v", why, reached[a])
				}
			}
		}
	})
}

func TestEveryReasonIsGivenWhereItHolds(t *testing.T) {
	p := programme.BuiltIn()
	entitlements, consumed := measure(t, p, "active_entitlements", "office365"), measure(t, p, "consumed_revenue", "azure")
	seats, customers := measure(t, p, "seats_sold", "office365"), measure(t, p, "net_new_customers", "office365")
	suspend := func(a programme.Association) programme.Association { a.Standings = standing(a.Partner, true); return a }
	of := func(s programme.Subscription, kind programme.Kind) programme.Subscription {
		s.Kinds = programme.Always(kind)
		return s
	}
	moved := func(s programme.Subscription, day string) programme.Subscription {
		s.Tenants = programme.History[int64]{{From: programme.FromEver, Value: 1}, {From: at(day), Value: 2}}
		return s
	}
	used := func(s programme.Subscription, m string) programme.Subscription {
		s.Usage = []programme.Usage{{Month: month(m), ActiveUsers: count(5), Consumed: count(5)}}
		return s
	}
	sold := func(s programme.Subscription, date string) programme.Subscription {
		s.Sales = []programme.Sale{{At: at(date), Seats: 5}}
		return s
	}
	office := paid(1, "office365", "2015-01-01", "")
	given := map[programme.Reason]bool{}
	for name, x := range map[string]struct {
		measure      int
		subscription programme.Subscription
		associations []programme.Association
		want         programme.Reason
	}{
		"DAP does not credit Azure":          {consumed, used(paid(1, "azure", "2015-01-01", ""), "2016-04"), []programme.Association{tied("dap", 3, 0, "2015-01-01", "")}, programme.RouteNotApplicable},
		"FastTrack opens in July":            {entitlements, used(office, "2016-04"), []programme.Association{tied("fasttrack", 3, 0, "2015-01-01", "")}, programme.RouteNotOpenYet},
		"it begins after the month":          {entitlements, used(office, "2016-04"), []programme.Association{tied("dpor", 3, 1, "2016-05-01", "")}, programme.Pending},
		"it begins after the present":        {entitlements, used(office, "2016-04"), []programme.Association{tied("dpor", 3, 1, "2016-05-21", "")}, programme.NotInEffect},
		"removed before the month ended":     {entitlements, used(office, "2016-04"), []programme.Association{tied("dpor", 3, 1, "2015-01-01", "2016-04-20")}, programme.NotInEffect},
		"another one was nominated":          {entitlements, used(office, "2016-04"), []programme.Association{tied("dpor", 3, 1, "2015-01-01", "2016-04-20"), tied("dpor", 4, 1, "2016-04-20", "")}, programme.Superseded},
		"a trial":                            {entitlements, used(of(office, programme.Trial), "2016-04"), []programme.Association{tied("dpor", 3, 1, "2015-01-01", "")}, programme.TrialSubscription},
		"the vendor's own":                   {entitlements, used(of(office, programme.Internal), "2016-04"), []programme.Association{tied("dpor", 3, 1, "2015-01-01", "")}, programme.InternalUse},
		"the partner is suspended":           {entitlements, used(office, "2016-04"), []programme.Association{suspend(tied("dpor", 3, 1, "2015-01-01", ""))}, programme.PartnerSuspended},
		"it ended, and was sold before":      {seats, sold(paid(1, "office365", "2015-01-01", "2016-03-15"), "2015-12-01"), []programme.Association{tied("dpor", 3, 1, "2015-01-01", "")}, programme.SubscriptionEnded},
		"nothing is reported":                {entitlements, used(office, "2016-03"), []programme.Association{tied("dpor", 3, 1, "2015-01-01", "")}, programme.NoUsageReported},
		"the sale is older than the window":  {seats, sold(office, "2015-04-30"), []programme.Association{tied("dpor", 3, 1, "2015-01-01", "")}, programme.OutsideWindow},
		"the customer was won before it":     {customers, office, []programme.Association{tied("dpor", 3, 1, "2015-01-01", "")}, programme.OutsideWindow},
		"two routes reach it, one is enough": {seats, sold(office, "2016-01-15"), []programme.Association{tied("dpor", 3, 1, "2015-01-01", ""), tied("dap", 3, 0, "2015-01-01", "")}, programme.AlreadyCounted},
		"it is another tenant's now":         {entitlements, used(moved(office, "2016-04-10"), "2016-04"), []programme.Association{tied("dpor", 3, 1, "2015-01-01", "")}, programme.Moved},
		"the customer is one no longer":      {customers, paid(1, "office365", "2016-01-01", "2016-04-15"), []programme.Association{tied("dpor", 3, 1, "2015-01-01", "")}, programme.SubscriptionEnded},
	} {
		t.Run(name, func(t *testing.T) {
			tenant := &programme.Tenant{Key: 1, Subscriptions: []programme.Subscription{x.subscription}, Associations: x.associations,
				Present: programme.Present{Now: at("2016-05-20"), Through: month("2016-04")}}
			_, misses := explained(p, tenant, 3, x.measure, month("2016-04"))
			var got []programme.Reason
			for _, m := range misses {
				got = append(got, m.Reason)
			}
			if d := gocmp.Diff([]programme.Reason{x.want}, got); d != "" {
				t.Error(d)
			}
		})
		given[x.want] = true
	}
	for _, r := range programme.Reasons {
		if !given[r] {
			t.Errorf("nothing gives the reason %s", r)
		}
	}
}
