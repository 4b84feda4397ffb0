package store_test

import (
	"fmt"
	"slices"
	"testing"

	"shimei/store"
)

func TestTheAuditHasWhatPeopleDidLatestFirstAndFindsIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, tail, umeda := busy(t, dsn)
		whole := store.Part{Sort: store.AuditOrder.Parse(""), Limit: 100}
		all, count, err := p.Audit(ctx, store.AuditFilter{}, whole)
		if err != nil || int(count) != len(all) || len(all) != 8 {
			t.Fatalf("%d acts of %d (%v)", len(all), count, err)
		}
		// Each is told as the customer's activity tells it.
		var told []string
		for _, who := range []store.Person{tail, umeda} {
			acts := slices.DeleteFunc(p.activity(who.Customer, store.ActivityFilter{}, 100), func(c store.Change) bool { return c.Action == "" })
			told = append(told, p.tellChanges(acts)...)
		}
		var audited []store.Change
		for k, e := range all {
			audited = append(audited, e.Change)
			if k > 0 && (e.At > all[k-1].At || e.At == all[k-1].At && e.Key > all[k-1].Key) {
				t.Errorf("%d is told after %d", e.Key, all[k-1].Key)
			}
			if a, err := p.Assignment(ctx, e.Association); err != nil || a.Subscription != e.Subscription || a.TenantID != e.TenantID || a.Customer != e.Customer {
				t.Errorf("%+v is said to be of the association %+v (%v)", e, a.Assignment, err)
			}
		}
		if got := p.tellChanges(audited); !slices.Equal(sorted(got), sorted(told)) {
			t.Errorf("the audit tells %q, the customers' activity %q", got, told)
		}

		late := at("2016-04-20T00:00:00Z")
		for name, x := range map[string]struct {
			filter store.AuditFilter
			is     func(store.AuditEntry) bool
			n      int
		}{
			"a kind":               {store.AuditFilter{Kind: store.Removed}, func(e store.AuditEntry) bool { return e.Action == store.Removed }, 1},
			"a name":               {store.AuditFilter{Who: tail.Name}, func(e store.AuditEntry) bool { return e.By == tail.Name }, 7},
			"a part of an address": {store.AuditFilter{Who: "@U."}, func(e store.AuditEntry) bool { return e.Email == umeda.Email }, 1},
			"a customer's name":    {store.AuditFilter{Customer: "umeda"}, func(e store.AuditEntry) bool { return e.TenantID == "U" }, 1},
			"its id as typed":      {store.AuditFilter{Customer: "Ｔ"}, func(e store.AuditEntry) bool { return e.TenantID == "T" }, 7},
			"who came or went":     {store.AuditFilter{Partner: "Ｇ２"}, func(e store.AuditEntry) bool { return idOf(e.Partner) == "G2" || idOf(e.Earlier) == "G2" }, 3},
			"from a day":           {store.AuditFilter{Period: store.Period{From: &late}}, func(e store.AuditEntry) bool { return e.At >= late }, 2},
			"until a day":          {store.AuditFilter{Period: store.Period{To: &late}}, func(e store.AuditEntry) bool { return e.At < late }, 6},
			"what LIKE takes all":  {store.AuditFilter{Who: "%"}, func(store.AuditEntry) bool { return false }, 0},
			"all together": {store.AuditFilter{Kind: store.Changed, Who: "owner", Customer: "T", Partner: "A", Period: store.Period{To: &late}}, func(e store.AuditEntry) bool {
				return e.Action == store.Changed && e.TenantID == "T" && (idOf(e.Partner) == "A" || idOf(e.Earlier) == "A") && e.At < late
			}, 2},
		} {
			want := slices.DeleteFunc(slices.Clone(all), func(e store.AuditEntry) bool { return !x.is(e) })
			got, count, err := p.Audit(ctx, x.filter, whole)
			if err != nil || fmt.Sprint(keys(got)) != fmt.Sprint(keys(want)) || len(got) != x.n || int(count) != x.n {
				t.Errorf("%s: %d of %v, want %v (%v)", name, count, keys(got), keys(want), err)
			}
		}
		sortedBy(t, store.AuditOrder, func(part store.Part) ([]store.AuditEntry, error) {
			found, _, err := p.Audit(ctx, store.AuditFilter{}, part)
			return found, err
		}, func(s store.Sort, row func(store.AuditEntry) error) error {
			return p.EachAuditEntry(ctx, store.AuditFilter{}, s, row)
		}, func(e store.AuditEntry) int64 { return e.Key }, map[string]func(store.AuditEntry) string{
			"at":  func(e store.AuditEntry) string { return fmt.Sprintf("%020d", e.At) },
			"who": func(e store.AuditEntry) string { return e.Email }, "kind": func(e store.AuditEntry) string { return string(e.Action) },
		})
	})
}

func keys(entries []store.AuditEntry) (keys []int64) {
	for _, e := range entries {
		keys = append(keys, e.Key)
	}
	return keys
}
