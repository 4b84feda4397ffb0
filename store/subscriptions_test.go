package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

func TestACustomersSubscriptionsComeInPagesById(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		var pages []string
		for part := (db.Part{Sort: directory.SubscriptionOrder.Parse(""), Limit: 3}); ; {
			page, count, err := p.Subscriptions(ctx, owner.Customer, directory.SubscriptionFilter{}, part)
			if err != nil || count != 4 {
				t.Fatal(count, err)
			}
			if len(page) == 0 {
				break
			}
			for _, s := range page {
				pages = append(pages, fmt.Sprintf("%s of %s: %s of %s seats, %s active", s.ID, p.mustProgramme().Products[s.Product].ID, number(s.Assigned), number(s.Seats), number(s.Active)))
				part.After = s.Key
			}
		}
		want := []string{"T-azure of azure: - of - seats, - active", "T-ems of ems: - of 20 seats, - active",
			"T-ended of crm-online: - of 30 seats, - active", "T-office of office365: 95 of 100 seats, 80 active"}
		if diff := cmp.Diff(want, pages); diff != "" {
			t.Error(diff)
		}
	})
}

func number(n *int64) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}

func TestSubscriptionsThatGoOnWithoutAPartnerOfRecordAreCounted(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		is := func(when string, want int64) {
			t.Helper()
			if n, err := p.WithoutPartnerOfRecord(ctx, owner.Customer); err != nil || n != want {
				t.Errorf("%s: %d, want %d (%v)", when, n, want, err)
			}
		}
		is("at first, T-azure and T-ems", 2)
		p.nominate(owner, "A", "T-azure")
		is("after a nomination", 1)
		p.remove(owner, "T-office")
		is("after a removal", 2)
		p.take(rows("associations", tieColumns, "dpor,C,T-ems,2016-04-01,2016-04-11T09:00:00.001Z"))
		is("with one that a file ends a moment from now", 1)
		p.set("2016-04-12T09:00:00Z")
		is("a day later", 2)
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,start_date,end_date", "T-ems,T,ems,2016-03-01,2016-04-12T09:00:00Z"))
		is("when T-ems has ended", 1)
	})
}

func TestASubscriptionThatMovesLeavesItsHistoryWithItsFormerTenant(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		tail, umeda := p.person(directory.Owner, "T"), p.person(directory.Owner, "U")
		p.nominate(tail, "A", "T-office")
		p.set("2016-04-20T09:00:00Z")
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,licensing,seats,start_date", "T-office,U,office365,open,100,2015-06-01"))
		p.rebuilt()
		d, err := p.Subscription(ctx, tail.Customer, "T-office")
		if err != nil || d.Moved == nil || *d.Moved != at("2016-04-20T00:00:00Z") || d.Present != nil || d.Seats != nil || d.Active != nil {
			t.Errorf("the former tenant sees %+v: %v", d, err)
		}
		its := []string{"2016-04-20 moved_away", "2016-04-20 ends seller A", "2016-04-20 ends dpor A", "2016-04-11 changed dpor A for B by owner of T", "2015-07-01 begins dap C", "2015-06-10 begins dpor B", "2015-06-01 begins seller A"}
		if diff := cmp.Diff(its, p.tell(d.Timeline)); diff != "" {
			t.Error(diff)
		}
		if d, err = p.Subscription(ctx, umeda.Customer, "T-office"); err != nil || d.Moved != nil || d.Present != nil {
			t.Fatalf("the new tenant sees %+v: %v", d, err)
		}
		if diff := cmp.Diff([]string{"2016-04-20 begins seller A", "2016-04-20 moved_here", "2015-10-01 begins dap S"}, p.tell(d.Timeline)); diff != "" {
			t.Error(diff)
		}
		if found, count, err := p.AskedToNominate(ctx, umeda.Customer); err != nil || count != 1 || found[0].ID != "T-office" || found[0].Since != at("2016-04-20T00:00:00Z") {
			t.Errorf("the new tenant is asked to nominate for %v, %d of them: %v", found, count, err)
		}
		p.nominate(umeda, "C", "T-office")
		for _, who := range []directory.Person{tail, umeda} {
			if _, count, err := p.AskedToNominate(ctx, who.Customer); err != nil || count != 0 {
				t.Errorf("%s is asked to nominate for %d: %v", who.Name, count, err)
			}
		}
		p.rebuilt()
		tenuresAre(t, p, programme.DPOR, "after a nomination by the new tenant", "G2 U-office 2015-10-01…",
			"B T-office 2015-06-10…2016-04-11T09:00", "A T-office 2016-04-11T09:00…2016-04-20T09:00", "C T-office 2016-04-20T09:00…")
		if d, err = p.Subscription(ctx, tail.Customer, "T-office"); err != nil || cmp.Diff(its, p.tell(d.Timeline)) != "" {
			t.Errorf("the former tenant sees %v of the new one's time (%v)", p.tell(d.Timeline), err)
		}
	})
}

func TestACustomersSubscriptionsAreNarrowedByEveryFilter(t *testing.T) {
	yes, no := true, false
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		for name, x := range map[string]struct {
			filter directory.SubscriptionFilter
			want   []string
		}{
			"a product":               {directory.SubscriptionFilter{Product: "azure"}, []string{"T-azure"}},
			"a part of an id":         {directory.SubscriptionFilter{ID: "-E"}, []string{"T-ems", "T-ended"}},
			"what LIKE takes for any": {directory.SubscriptionFilter{ID: "_"}, nil},
			"another's id":            {directory.SubscriptionFilter{ID: "U-office"}, nil},
			"what has ended":          {directory.SubscriptionFilter{Ended: &yes}, []string{"T-ended"}},
			"what goes on":            {directory.SubscriptionFilter{Ended: &no}, []string{"T-azure", "T-ems", "T-office"}},
			"without a partner":       {directory.SubscriptionFilter{Without: true}, []string{"T-azure", "T-ems"}},
			"several":                 {directory.SubscriptionFilter{Without: true, Ended: &no, Product: "ems", ID: "t-"}, []string{"T-ems"}},
			"none of both":            {directory.SubscriptionFilter{Without: true, Ended: &yes}, nil},
		} {
			var got []string
			for part := (db.Part{Sort: directory.SubscriptionOrder.Parse(""), Limit: 1}); ; {
				page, count, err := p.Subscriptions(ctx, owner.Customer, x.filter, part)
				if err != nil || count != int64(len(x.want)) {
					t.Errorf("%s: %d are counted (%v)", name, count, err)
				}
				if len(page) == 0 {
					break
				}
				got, part.After = append(got, page[0].ID), page[0].Key
			}
			if diff := cmp.Diff(x.want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}
