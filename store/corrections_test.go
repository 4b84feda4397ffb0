package store_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
	"shimei/store/storetest"
)

func TestACorrectionChangesExactlyTheCreditsThatHangOnIt(t *testing.T) {
	t.Parallel()
	later := rows("usage", "subscription_id,month,active_users", "U-office,2016-12,40")
	for name, x := range map[string]struct {
		programme *programme.Programme
		before    []file
		correct   file
		want      []string
	}{
		"active users of a month, for everyone who holds the subscription": {
			correct: rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-03,exchange,75"),
			want: []string{"A 2016-03 active_entitlements office365: 90 → 95", "B 2016-03 active_entitlements office365: 90 → 95",
				"C 2016-03 active_entitlements office365: 90 → 95"},
		},
		"a total, which stands for the workloads": {
			correct: rows("usage", "subscription_id,month,active_users", "U-office,2016-04,50"),
			want:    []string{"G 2016-04 active_entitlements office365: 55 → 50"},
		},
		"consumption, which counts at the event": {
			correct: rows("usage", "subscription_id,month,consumed", "T-azure,2016-03,1200.49"),
			want:    []string{"A 2016-03 consumed_revenue azure: 120050 → 120049"},
		},
		"consumption, where it counts at evaluation": {
			programme: flipped(t),
			correct:   rows("usage", "subscription_id,month,consumed", "T-azure,2016-03,1200.49"),
			want:      []string{"A 2016-03 consumed_revenue azure: 120050 → 120049", "A 2016-04 consumed_revenue azure: 250075 → 250074"},
		},
		"seats sold, in the twelve months whose window they are in": {
			before:  []file{later},
			correct: rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-2,U-office,G1,2015-09-01,65"),
			want:    inMonths("G", "seats_sold office365: 60 → 65", "2015-09", 12),
		},
		"seats sold, where they count at the event": {
			programme: flipped(t),
			before:    []file{later},
			correct:   rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-2,U-office,G1,2015-09-01,65"),
			want:      inMonths("G", "seats_sold office365: 60 → 65", "2015-09", 1),
		},
		"a sale's date, which takes it out of the first windows and into a last one": {
			before:  []file{later},
			correct: rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-2,U-office,G1,2015-10-31,60"),
			want: []string{"G 2015-09 net_new_customers office365: 1 → -", "G 2015-09 seats_sold office365: 60 → -",
				"G 2016-09 seats_sold office365: - → 60"},
		},
		"the end of a subscription": {
			correct: rows("subscriptions", "subscription_id,tenant_id,product,licensing,seats,start_date,end_date", "U-office,U,office365,csp,60,2015-09-01,2016-04-01"),
			want: []string{"G 2016-04 active_entitlements office365: 55 → -", "G 2016-04 net_new_customers office365: 1 → -",
				"G 2016-04 seats_sold office365: 60 → -"},
		},
		"a kind that is not credited": {
			correct: rows("subscriptions", "subscription_id,tenant_id,product,kind,licensing,seats,start_date,end_date", "T-ended,T,crm-online,internal,ea,30,2015-01-01,2016-02-01"),
			want: sorted(inMonths("A", "seats_sold crm-online: 30 → -", "2015-01", 12),
				inMonths("C", "seats_sold crm-online: 30 → -", "2015-07", 6)),
		},
		"a suspension": {
			correct: rows("partners", "partner_id,name,status", "G,Global Works,suspended"),
			want: sorted([]string{"G 2016-04 active_entitlements office365: 55 → -"},
				inMonths("G", "net_new_customers office365: 1 → -", "2015-09", 8), inMonths("G", "seats_sold office365: 60 → -", "2015-09", 8)),
		},
		"a location that becomes an account": {
			before:  []file{rows("associations", "route,partner_id,subscription_id,from,to", "dpor,G2,U-office,2015-10-01,2015-10-02")},
			correct: rows("partners", "partner_id,name,parent_id,country", "G1,Global Works Bonn,,DE"),
			want: sorted(
				[]string{"G 2016-04 active_entitlements office365: 55 → -", "G1 2016-04 active_entitlements office365: - → 55"},
				inMonths("G", "net_new_customers office365: 1 → -", "2015-09", 8), inMonths("G", "seats_sold office365: 60 → -", "2015-09", 8),
				inMonths("G1", "net_new_customers office365: - → 1", "2015-09", 8), inMonths("G1", "seats_sold office365: - → 60", "2015-09", 8)),
		},
		"the end of an association": {
			correct: rows("associations", "route,partner_id,subscription_id,from,to", "dpor,B,T-office,2015-06-10,2016-04-10"),
			want: []string{"B 2016-04 active_entitlements office365: 80 → -", "B 2016-04 net_new_customers office365: 1 → -",
				"B 2016-04 seats_sold office365: 100 → -"},
		},
		"a name, on which no credit hangs": {correct: rows("customers", "tenant_id,name", "T,Tailspin")},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, dsn string) {
				p, _ := openWith(t, dsn, x.programme)
				p.take(append(small(), x.before...)...)
				before := p.credits()
				done := p.take(x.correct)[0]
				if done.Changed+done.Added != 1 {
					t.Errorf("%+v", done)
				}
				if diff := cmp.Diff(x.want, changes(before, p.credits())); diff != "" {
					t.Error(diff)
				}
				p.rebuilt()
			})
		})
	}
}

// changes lists the credits that differ, as "account month measure: before → after".
func changes(before, after map[string]string) []string {
	var changed []string
	all := maps.Clone(before)
	maps.Copy(all, after)
	for _, k := range slices.Sorted(maps.Keys(all)) {
		was, is := before[k], after[k]
		if was != is {
			changed = append(changed, k+": "+orDash(was)+" → "+orDash(is))
		}
	}
	return changed
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// inMonths is the same change in n months from first on.
func inMonths(account, change, first string, n int) []string {
	var all []string
	for k := range n {
		all = append(all, strings.Join([]string{account, (*month(first) + programme.Month(k)).String(), change}, " "))
	}
	return all
}

func sorted(lists ...[]string) []string { return slices.Sorted(slices.Values(slices.Concat(lists...))) }
