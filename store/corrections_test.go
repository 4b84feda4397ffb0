package store_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

// correction is a file, and the credits that change with it.
type correction struct {
	name string
	file file
	want []string
}

// undone take back values of the past, by the names of corrections: the world itself is of today.
var undone = map[string]file{
	"a kind that is not credited": rows("subscriptions", "subscription_id,tenant_id,product,kind,licensing,seats,start_date,end_date,as_of", "T-ended,T,crm-online,paid,ea,30,2015-01-01,2016-02-01,2014-12-01"),
	"a suspension":                rows("partners", "partner_id,name,country,status,as_of", "G,Global Works,DE,active,2014-12-01"),
	"a location that becomes an account, which both reach it": rows("partners", "partner_id,name,parent_id,country,as_of", "G1,Global Works Bonn,G,DE,2014-12-01"),
}

// corrections are of the small world with usage until 2016-12.
var corrections = []correction{
	{"active users of a month, for everyone who holds the subscription",
		rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-03,exchange,75"),
		[]string{"A 2016-03 active_entitlements office365: 90 → 95", "B 2016-03 active_entitlements office365: 90 → 95",
			"C 2016-03 active_entitlements office365: 90 → 95"}},
	{"consumption, which counts at the event", rows("usage", "subscription_id,month,consumed", "T-azure,2016-03,1200.49"),
		[]string{"A 2016-03 consumed_revenue azure: 120050 → 120049"}},
	{"seats sold, in the twelve months whose window they are in",
		rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-2,U-office,G1,2015-09-01,65"),
		inMonths("G", "seats_sold office365: 60 → 65", "2015-09", 12)},
	{"a sale's date, which takes it out of the first windows and into a last one",
		rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-2,U-office,G1,2015-10-31,60"),
		[]string{"G 2015-09 net_new_customers office365: 1 → -", "G 2015-09 seats_sold office365: 60 → -",
			"G 2016-09 seats_sold office365: - → 60"}},
	{"the end of a subscription",
		rows("subscriptions", "subscription_id,tenant_id,product,licensing,seats,start_date,end_date", "U-office,U,office365,csp,60,2015-09-01,2016-04-01"),
		sorted(inMonths("G", "active_entitlements office365: 55 → -", "2016-04", 1), inMonths("G", "active_entitlements office365: 40 → -", "2016-12", 1),
			inMonths("G", "net_new_customers office365: 1 → -", "2016-04", 5), inMonths("G", "seats_sold office365: 60 → -", "2016-04", 5))},
	{"a kind that is not credited",
		rows("subscriptions", "subscription_id,tenant_id,product,kind,licensing,seats,start_date,end_date,as_of", "T-ended,T,crm-online,internal,ea,30,2015-01-01,2016-02-01,2014-12-01"),
		sorted(inMonths("A", "seats_sold crm-online: 30 → -", "2015-01", 12), inMonths("C", "seats_sold crm-online: 30 → -", "2015-07", 6))},
	{"a suspension", rows("partners", "partner_id,name,country,status,as_of", "G,Global Works,DE,suspended,2014-12-01"),
		sorted(inMonths("G", "active_entitlements office365: 55 → -", "2016-04", 1), inMonths("G", "active_entitlements office365: 40 → -", "2016-12", 1),
			inMonths("G", "net_new_customers office365: 1 → -", "2015-09", 12), inMonths("G", "seats_sold office365: 60 → -", "2015-09", 12))},
	{"a location that becomes an account, which both reach it", rows("partners", "partner_id,name,parent_id,country,as_of", "G1,Global Works Bonn,,DE,2014-12-01"),
		sorted(inMonths("G1", "active_entitlements office365: - → 55", "2016-04", 1), inMonths("G1", "active_entitlements office365: - → 40", "2016-12", 1),
			inMonths("G", "net_new_customers office365: 1 → -", "2015-09", 1), inMonths("G", "seats_sold office365: 60 → -", "2015-09", 1),
			inMonths("G1", "net_new_customers office365: - → 1", "2015-09", 12), inMonths("G1", "seats_sold office365: - → 60", "2015-09", 12))},
	{"the end of an association", rows("associations", "route,partner_id,subscription_id,from,to", "dpor,B,T-office,2015-06-10,2016-04-10"),
		sorted(inMonths("B", "active_entitlements office365: 80 → -", "2016-04", 1),
			inMonths("B", "net_new_customers office365: 1 → -", "2016-04", 2), inMonths("B", "seats_sold office365: 100 → -", "2016-04", 2))},
	{"a name, on which no credit hangs", rows("customers", "tenant_id,name", "T,Tailspin"), nil},
}

// last cannot be undone: a total stands for the workloads from then on.
var last = correction{"a total, which stands for the workloads", rows("usage", "subscription_id,month,active_users", "U-office,2016-04,50"),
	[]string{"G 2016-04 active_entitlements office365: 55 → 50"}}

// otherwise is what changes where the metrics have the other kind of counts.
var otherwise = []correction{
	{"consumption", rows("usage", "subscription_id,month,consumed", "T-azure,2016-03,1200.49"),
		append([]string{"A 2016-03 consumed_revenue azure: 120050 → 120049"}, inMonths("A", "consumed_revenue azure: 250075 → 250074", "2016-04", 9)...)},
	{"seats sold", rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-2,U-office,G1,2015-09-01,65"),
		[]string{"G 2015-09 seats_sold office365: 60 → 65"}},
}

func TestACorrectionChangesExactlyTheCreditsThatHangOnItAndUndoneItChangesThemBack(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		correct(open(t, dsn), append(corrections[:len(corrections):len(corrections)], last))
	})
}

func TestACorrectionChangesOtherCreditsWhereTheyCountOtherwise(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, _ := openWith(t, dsn, flipped(t))
		correct(p, otherwise)
	})
}

func correct(p *portal, all []correction) {
	p.t.Helper()
	p.set("2016-12-15T09:00:00Z")
	world := append(small(), rows("usage", "subscription_id,month,active_users", "U-office,2016-12,40"))
	p.take(world...)
	before := p.credits()
	for _, x := range all {
		if done := p.take(x.file)[0]; done.Changed+done.Added != 1 {
			p.t.Errorf("%s: %+v", x.name, done)
		}
		if diff := cmp.Diff(x.want, changes(before, p.credits())); diff != "" {
			p.t.Errorf("%s: %s", x.name, diff)
		}
		p.rebuilt()
		if f, is := undone[x.name]; is {
			p.take(f)
		}
		p.take(world...)
		if back := changes(before, p.credits()); back != nil && x.name != last.name {
			p.t.Errorf("%s, undone: %s", x.name, back)
		}
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
