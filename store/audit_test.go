package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
)

func TestTheAuditHasWhatPeopleDidLatestFirstAndFindsIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, tail, umeda := busy(t, dsn)
		portal := false
		whole := db.Part{Sort: directory.AuditOrder.Parse(""), Limit: 100}
		all, count, err := p.Audit(ctx, directory.AuditFilter{Portal: &portal}, whole)
		if err != nil || int(count) != len(all) || len(all) != 8 {
			t.Fatalf("%d acts of %d (%v)", len(all), count, err)
		}
		// Each is told as the customer's activity tells it.
		var told []string
		for _, who := range []directory.Person{tail, umeda} {
			acts := slices.DeleteFunc(p.activity(who.Customer, directory.ActivityFilter{}, 100), func(c directory.Event) bool { return !c.Kind.ByPerson() })
			told = append(told, p.tellChanges(acts)...)
		}
		var audited []directory.Event
		for k, e := range all {
			audited = append(audited, e)
			if k > 0 && (e.At > all[k-1].At || e.At == all[k-1].At && e.Key > all[k-1].Key) {
				t.Errorf("%d is told after %d", e.Key, all[k-1].Key)
			}
			if a, err := p.Association(ctx, e.Subject.Key); err != nil || a.Subscription != e.Subscription || a.TenantID != e.TenantID || a.Customer != e.Customer {
				t.Errorf("%+v is said to be of the association %+v (%v)", e, a.Association, err)
			}
		}
		if got := p.tellChanges(audited); !slices.Equal(sorted(got), sorted(told)) {
			t.Errorf("the audit tells %q, the customers' activity %q", got, told)
		}

		late := at("2016-04-20T00:00:00Z")
		for name, x := range map[string]struct {
			filter directory.AuditFilter
			is     func(directory.Event) bool
			n      int
		}{
			"a kind":               {directory.AuditFilter{Kind: directory.Removed}, func(e directory.Event) bool { return e.Kind == directory.Removed }, 1},
			"a name":               {directory.AuditFilter{Who: tail.Name}, func(e directory.Event) bool { return e.By.Name == tail.Name }, 7},
			"a part of an address": {directory.AuditFilter{Who: "@U."}, func(e directory.Event) bool { return e.By.Email == umeda.Email }, 1},
			"a customer's name":    {directory.AuditFilter{Customer: "umeda"}, func(e directory.Event) bool { return e.TenantID == "U" }, 1},
			"its id as typed":      {directory.AuditFilter{Customer: "Ｔ"}, func(e directory.Event) bool { return e.TenantID == "T" }, 7},
			"who came or went":     {directory.AuditFilter{Partner: "Ｇ２"}, func(e directory.Event) bool { return idOf(e.After.Partner) == "G2" || idOf(e.Before.Partner) == "G2" }, 3},
			"from a day":           {directory.AuditFilter{Period: directory.Period{From: &late}}, func(e directory.Event) bool { return e.At >= late }, 2},
			"until a day":          {directory.AuditFilter{Period: directory.Period{To: &late}}, func(e directory.Event) bool { return e.At < late }, 6},
			"what LIKE takes all":  {directory.AuditFilter{Who: "%"}, func(directory.Event) bool { return false }, 0},
			"all together": {directory.AuditFilter{Kind: directory.Changed, Who: "owner", Customer: "T", Partner: "A", Period: directory.Period{To: &late}}, func(e directory.Event) bool {
				return e.Kind == directory.Changed && e.TenantID == "T" && (idOf(e.After.Partner) == "A" || idOf(e.Before.Partner) == "A") && e.At < late
			}, 2},
		} {
			want := slices.DeleteFunc(slices.Clone(all), func(e directory.Event) bool { return !x.is(e) })
			x.filter.Portal = &portal
			got, count, err := p.Audit(ctx, x.filter, whole)
			if err != nil || fmt.Sprint(keys(got)) != fmt.Sprint(keys(want)) || len(got) != x.n || int(count) != x.n {
				t.Errorf("%s: %d of %v, want %v (%v)", name, count, keys(got), keys(want), err)
			}
		}
		sortedBy(t, directory.AuditOrder, func(part db.Part) ([]directory.Event, error) {
			found, _, err := p.Audit(ctx, directory.AuditFilter{Portal: &portal}, part)
			return found, err
		}, func(s db.Sort, row func(directory.Event) error) error {
			return p.EachAuditEntry(ctx, directory.AuditFilter{Portal: &portal}, s, row)
		}, func(e directory.Event) int64 { return e.Key }, map[string]func(directory.Event) string{
			"at":  func(e directory.Event) string { return fmt.Sprintf("%020d", e.At) },
			"who": func(e directory.Event) string { return e.By.Email }, "kind": func(e directory.Event) string { return string(e.Kind) },
		})
	})
}

// TestTheAuditHasWhatWasDoneToThePortal asks for imports and undos, programmes, months and accounts.
func TestTheAuditHasWhatWasDoneToThePortal(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.person(directory.Owner, "T")
		march := *month("2016-03")
		done := p.take(rows("customers", "tenant_id,name", "V,Vandelay"))
		for _, err := range []error{p.CompleteMonth(ctx, "robin", march), p.CompleteMonth(ctx, "robin", march), p.ReopenMonth(ctx, "robin", march),
			p.ReopenMonth(ctx, "robin", march), p.CloseMonth(ctx, "robin", march), p.SetPassword(ctx, "owner@t.example", "correct horse battery"),
			p.Disable(ctx, "owner@t.example"), func() error { _, err := p.Undo(ctx, done[0].Key, "noor"); return err }()} {
			if err != nil {
				t.Fatal(err)
			}
		}
		p.set("2016-04-12T09:00:00Z")
		openWith(t, dsn, flipped(t))
		portal := true
		var told []string
		if err := p.EachAuditEntry(ctx, directory.AuditFilter{Portal: &portal}, db.Sort{By: "at"}, func(e directory.Event) error {
			told = append(told, fmt.Sprint(e.Kind, " ", e.Subject.Of, " ", e.About, " ", e.By.Name))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		want := []string{"adopted programme mpn-2016.toml ", "imported import partners.csv test", "imported import customers.csv test",
			"imported import subscriptions.csv test", "imported import usage.csv test", "imported import sales.csv test", "imported import associations.csv test",
			"account_made person owner@t.example ", "imported import customers.csv test", "completed month  robin", "reopened month  robin",
			"closed month  robin", "password_set person owner@t.example ", "account_disabled person owner@t.example ", "undone import customers.csv noor",
			"adopted programme mpn-2016.toml "}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Error(diff)
		}
	})
}

func keys(entries []directory.Event) (keys []int64) {
	for _, e := range entries {
		keys = append(keys, e.Key)
	}
	return keys
}
