package programme_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

func TestAnAssociationIsInEffectAtTheInstantThatDecides(t *testing.T) {
	const april, may = "2016-04", "2016-05"
	type span struct{ from, to string }
	for _, c := range []struct {
		name         string
		subscription span
		association  span
		month        string
		credited     bool
	}{
		{"all of the month", span{"2016-01-01", ""}, span{"2016-01-01", ""}, april, true},
		{"from the last millisecond of the month", span{"2016-01-01", ""}, span{"2016-04-30T23:59:59.999", ""}, april, true},
		{"from exactly the end of the month", span{"2016-01-01", ""}, span{"2016-05-01", ""}, april, false},
		{"from exactly the end of the month, in the next", span{"2016-01-01", ""}, span{"2016-05-01", ""}, may, true},
		{"to exactly the end of the month", span{"2016-01-01", ""}, span{"2016-01-01", "2016-05-01"}, april, true},
		{"to exactly the end of the month, in the next", span{"2016-01-01", ""}, span{"2016-01-01", "2016-05-01"}, may, false},
		{"to the last millisecond of the month", span{"2016-01-01", ""}, span{"2016-01-01", "2016-04-30T23:59:59.999"}, april, false},
		{"begun and ended in the month", span{"2016-01-01", ""}, span{"2016-04-03", "2016-04-20"}, april, false},
		{"of no length", span{"2016-01-01", ""}, span{"2016-04-30", "2016-04-30"}, april, false},
		{"before the subscription starts", span{"2016-04-20", ""}, span{"2015-01-01", ""}, april, true},

		{"the subscription ends in mid-month, and it goes on", span{"2016-01-01", "2016-04-20"}, span{"2016-01-01", ""}, april, true},
		{"the subscription ends in mid-month, and it ends with it", span{"2016-01-01", "2016-04-20"}, span{"2016-01-01", "2016-04-20"}, april, true},
		{"the subscription ends in mid-month, and it ended before", span{"2016-01-01", "2016-04-20"}, span{"2016-01-01", "2016-04-19"}, april, false},
		{"the subscription ends in mid-month, and it begins just before", span{"2016-01-01", "2016-04-20"}, span{"2016-04-19T23:59:59.999", ""}, april, true},
		{"the subscription ends in mid-month, and it begins then", span{"2016-01-01", "2016-04-20"}, span{"2016-04-20", ""}, april, false},
		{"the subscription ended in the month before", span{"2016-01-01", "2016-04-20"}, span{"2016-01-01", ""}, may, false},

		{"the subscription ends exactly at the end of the month", span{"2016-01-01", "2016-05-01"}, span{"2016-01-01", ""}, april, true},
		{"the subscription ends exactly at the first instant of the month", span{"2016-01-01", "2016-05-01"}, span{"2016-01-01", ""}, may, false},
		{"the subscription ends a millisecond into the month", span{"2016-01-01", "2016-05-01T00:00:00.001"}, span{"2016-05-01", ""}, may, true},
		{"the subscription starts exactly at the end of the month", span{"2016-05-01", ""}, span{"2016-01-01", ""}, april, false},
		{"the subscription starts in the last millisecond of the month", span{"2016-04-30T23:59:59.999", ""}, span{"2016-01-01", ""}, april, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			tenant := &programme.Tenant{
				Subscriptions: []programme.Subscription{paid(1, "office365", c.subscription.from, c.subscription.to)},
				Associations:  []programme.Association{tied("dap", 7, 0, c.association.from, c.association.to)},
			}
			if got := slices.Contains(accounts(programme.BuiltIn(), tenant, c.month), 7); got != c.credited {
				t.Errorf("credited: %v", got)
			}
		})
	}
}

func TestAChangeInMidMonthGoesToTheNewPartner(t *testing.T) {
	tenant := &programme.Tenant{
		Subscriptions: []programme.Subscription{paid(1, "office365", "2016-01-01", "")},
		Associations: []programme.Association{
			tied("dpor", 7, 1, "2016-01-01", "2016-04-15"),
			tied("dpor", 8, 1, "2016-04-15", ""),
		},
	}
	for m, want := range map[string][]int64{"2016-03": {7}, "2016-04": {8}, "2016-05": {8}} {
		if diff := cmp.Diff(want, accounts(programme.BuiltIn(), tenant, m)); diff != "" {
			t.Error(m, diff)
		}
	}
}

func TestMonthsEndInTheProgrammesTimeZone(t *testing.T) {
	tokyo := variant(t, `time_zone = "UTC"`, `time_zone = "Asia/Tokyo"`)
	tenant := &programme.Tenant{
		Subscriptions: []programme.Subscription{paid(1, "office365", "2016-01-01", "")},
		Associations: []programme.Association{
			tied("dpor", 7, 1, "2016-01-01", "2016-04-30T15:00"), // the first instant of May in Tokyo
			tied("dpor", 8, 1, "2016-04-30T15:00", ""),
		},
	}
	if diff := cmp.Diff([]int64{7}, accounts(tokyo, tenant, "2016-04")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int64{8}, accounts(programme.BuiltIn(), tenant, "2016-04")); diff != "" {
		t.Error(diff)
	}
}

func TestARouteCreditsOnlyItsProductsAndMonths(t *testing.T) {
	for _, c := range []struct {
		route, product, month string
		credited              bool
	}{
		{"dpor", "azure", "2016-04", true},
		{"dap", "azure", "2016-04", false},
		{"dap", "office365", "2016-04", true},
		{"dap", "intune", "2016-04", true},
		{"seller", "azure", "2016-04", true},
		{"seller", "office365", "2016-04", true},
		{"fasttrack", "office365", "2016-06", false},
		{"fasttrack", "office365", "2016-07", true},
		{"fasttrack", "office365", "2016-08", true},
		{"fasttrack", "azure", "2016-07", false},
		{"adviser", "office365", "2016-08", false},
		{"adviser", "azure", "2016-08", false},
	} {
		t.Run(c.route+" of "+c.product+" in "+c.month, func(t *testing.T) {
			tenant := &programme.Tenant{
				Subscriptions: []programme.Subscription{paid(1, c.product, "2015-01-01", "")},
				Associations:  []programme.Association{tied(c.route, 7, 1, "2015-01-01", "")},
			}
			if got := slices.Contains(accounts(programme.BuiltIn(), tenant, c.month), 7); got != c.credited {
				t.Errorf("credited: %v", got)
			}
		})
	}
}

func TestAnAssociationCreditsOnlyItsScope(t *testing.T) {
	tenant := &programme.Tenant{
		Subscriptions: []programme.Subscription{
			paid(1, "office365", "2016-01-01", ""), paid(2, "office365", "2016-01-01", ""),
		},
		Associations: []programme.Association{tied("dpor", 7, 2, "2016-01-01", ""), tied("dap", 8, 0, "2016-01-01", "")},
	}
	if diff := cmp.Diff([]int64{8}, accounts(programme.BuiltIn(), tenant, "2016-04")); diff != "" {
		t.Error(diff)
	}
	slices.Reverse(tenant.Subscriptions)
	if diff := cmp.Diff([]int64{7, 8}, accounts(programme.BuiltIn(), tenant, "2016-04")); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyPaidSubscriptionsOfPartnersThatAreNotSuspendedAreCredited(t *testing.T) {
	for _, kind := range []programme.Kind{programme.Paid, programme.Trial, programme.Internal} {
		for _, suspended := range []bool{false, true} {
			tenant := &programme.Tenant{
				Subscriptions: []programme.Subscription{paid(1, "office365", "2016-01-01", "")},
				Associations: []programme.Association{
					tied("dpor", 7, 1, "2016-01-01", ""), tied("dap", 8, 0, "2016-01-01", ""),
				},
			}
			tenant.Subscriptions[0].Kinds = programme.Always(kind)
			tenant.Associations[0].Standings = standing(7, suspended)
			want := []int64{7, 8}
			switch {
			case kind != programme.Paid:
				want = []int64{}
			case suspended:
				want = []int64{8}
			}
			if diff := cmp.Diff(want, accounts(programme.BuiltIn(), tenant, "2016-04")); diff != "" {
				t.Errorf("%s, suspended %v: %s", kind, suspended, diff)
			}
		}
	}
}

// office is a tenant whose partner 7 is reached by three routes, two of them by its
// locations, and whose partner 8 is reached by one.
func office() *programme.Tenant {
	tenant := &programme.Tenant{
		Subscriptions: []programme.Subscription{paid(1, "office365", "2016-01-01", "")},
		Associations: []programme.Association{
			tied("seller", 71, 1, "2016-01-01", ""),
			tied("dap", 72, 0, "2016-03-01", ""),
			tied("dap", 8, 0, "2016-01-01", ""),
			tied("dap", 71, 0, "2016-02-01", ""),
			tied("dpor", 72, 1, "2016-01-01", ""),
		},
	}
	for k := range tenant.Associations {
		if a := &tenant.Associations[k]; a.Partner > 70 {
			a.Standings = standing(7, false)
		}
	}
	tenant.Subscriptions[0].Usage = []programme.Usage{
		{Month: month("2016-04"), Workload: "exchange", ActiveUsers: count(30)},
	}
	return tenant
}

func TestManyRoutesAndLocationsCreditAnAccountOnce(t *testing.T) {
	p, tenant := programme.BuiltIn(), office()
	var got [][3]int64
	for _, l := range linesOf(p, tenant, month("2016-04")) {
		if l.Measure == measure(t, p, "active_entitlements", "office365") {
			got = append(got, [3]int64{l.Account, l.Subscription, l.Amount})
		}
	}
	if diff := cmp.Diff([][3]int64{{7, 1, 30}, {8, 1, 30}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheFirstRouteInTheProgrammesOrderIsTheOneThatCounted(t *testing.T) {
	p, tenant := programme.BuiltIn(), office()
	holders := p.Holders(tenant, &tenant.Subscriptions[0], month("2016-04"))
	var reached []string
	for _, a := range holders[0].Reached {
		reached = append(reached, p.Routes[a.Route].ID)
	}
	if diff := cmp.Diff([]string{"dpor", "dap", "dap", "seller"}, reached); diff != "" {
		t.Error(diff)
	}
	if holders[0].Reached[1].Partner != 71 {
		t.Error("of two locations by one route the first partner does not come first")
	}
}

func TestASuspendedLocationLeavesTheOthersOfItsAccount(t *testing.T) {
	tenant := office()
	for k := range tenant.Associations {
		if a := &tenant.Associations[k]; a.Partner == 72 {
			a.Standings = standing(7, true)
		}
	}
	holders := programme.BuiltIn().Holders(tenant, &tenant.Subscriptions[0], month("2016-04"))
	if len(holders) != 2 || len(holders[0].Reached) != 2 {
		t.Errorf("%+v", holders)
	}
}
