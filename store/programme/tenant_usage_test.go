package programme_test

import (
	"slices"
	"testing"

	"shimei/store/programme"
)

// ofTenant is usage of a tenant and a product: so many active users in each month.
func ofTenant(key int64, of string, users int64, months ...string) programme.TenantUsage {
	u := programme.TenantUsage{Key: -key, Product: product(of)}
	for _, m := range months {
		u.Usage = append(u.Usage, programme.Usage{Month: month(m), ActiveUsers: count(users)})
	}
	return u
}

// usedBy returns the amounts of the lines of usage of a tenant, by account, in April 2016.
func usedBy(p *programme.Programme, tenant *programme.Tenant) map[int64][]int64 {
	amounts := map[int64][]int64{}
	for _, l := range linesOf(p, tenant, month("2016-04")) {
		if l.Subscription < 0 {
			amounts[l.Account] = append(amounts[l.Account], l.Amount)
		}
	}
	return amounts
}

func TestUsageOfATenantIsCreditedToWhoeverIsCreditedForASubscriptionOfTheProduct(t *testing.T) {
	p := programme.BuiltIn()
	e3, e5, crm := paid(1, "office365", "2015-01-01", ""), paid(2, "office365", "2015-01-01", ""), paid(3, "crm-online", "2015-01-01", "")
	moved := paid(4, "office365", "2015-01-01", "")
	moved.Tenants = programme.History[int64]{{From: programme.FromEver, Value: 7}, {From: at("2016-04-15"), Value: 8}}
	trial := paid(5, "office365", "2015-01-01", "")
	trial.Kinds = programme.Always(programme.Trial)
	for name, test := range map[string]struct {
		subscriptions []programme.Subscription
		associations  []programme.Association
		want          map[int64][]int64
	}{
		"each partner of record of one of two, whole": {
			[]programme.Subscription{e3, e5}, []programme.Association{tied("dpor", 11, 1, "2015-01-01", ""), tied("dpor", 12, 2, "2015-01-01", "")},
			map[int64][]int64{11: {100}, 12: {100}}},
		"a partner of record of both, once": {
			[]programme.Subscription{e3, e5}, []programme.Association{tied("dpor", 11, 1, "2015-01-01", ""), tied("dpor", 11, 2, "2015-01-01", ""), tied("dap", 11, 0, "2015-01-01", "")},
			map[int64][]int64{11: {100}}},
		"who is associated with another product, not": {
			[]programme.Subscription{e3, crm}, []programme.Association{tied("dpor", 11, 3, "2015-01-01", "")}, map[int64][]int64{}},
		"who has a trial alone, not": {
			[]programme.Subscription{trial}, []programme.Association{tied("dpor", 11, 5, "2015-01-01", "")}, map[int64][]int64{}},
		"what moved away before the end does not count": {
			[]programme.Subscription{e3, moved}, []programme.Association{tied("dpor", 11, 4, "2015-01-01", ""), tied("dpor", 12, 1, "2015-01-01", "")},
			map[int64][]int64{12: {100}}},
		"a tenant without a subscription of it": {
			[]programme.Subscription{crm}, []programme.Association{tied("dap", 11, 0, "2015-01-01", "")}, map[int64][]int64{}},
	} {
		t.Run(name, func(t *testing.T) {
			tenant := &programme.Tenant{Key: 7, Subscriptions: test.subscriptions, Associations: test.associations,
				Usage: []programme.TenantUsage{ofTenant(1, "office365", 100, "2016-04")}}
			got := usedBy(p, tenant)
			if len(got) != len(test.want) {
				t.Fatalf("%v, not %v", got, test.want)
			}
			for account, amounts := range test.want {
				if !slices.Equal(got[account], amounts) {
					t.Errorf("%v, not %v", got, test.want)
				}
			}
		})
	}
}

func TestUsageOfATenantIsExplainedByTheNearestSubscription(t *testing.T) {
	p := programme.BuiltIn()
	tenant := &programme.Tenant{Key: 7, Subscriptions: []programme.Subscription{paid(1, "office365", "2015-01-01", ""), paid(2, "office365", "2015-01-01", "")},
		Associations: []programme.Association{tied("dpor", 11, 1, "2015-01-01", ""), tied("dap", 11, 0, "2015-01-01", ""),
			tied("dpor", 12, 2, "2015-01-01", "2016-03-01")},
		Usage: []programme.TenantUsage{ofTenant(1, "office365", 100, "2016-04")}}
	active := measure(t, p, "active_entitlements", "office365")
	lines, misses := explained(p, tenant, 11, active, month("2016-04"))
	if len(lines) != 1 || lines[0].Subscription != -1 || lines[0].Amount != 100 || len(lines[0].Reached) != 2 {
		t.Errorf("lines %+v", lines)
	}
	if len(misses) != 1 || misses[0].Reason != programme.AlreadyCounted || misses[0].Subscription != -1 {
		t.Errorf("misses %+v: the subscriptions themselves miss no usage", misses)
	}
	lines, misses = explained(p, tenant, 12, active, month("2016-04"))
	if len(lines) != 0 || len(misses) != 1 || misses[0].Reason != programme.NotInEffect || misses[0].Amount != 100 {
		t.Errorf("lines %+v, misses %+v", lines, misses)
	}
}
