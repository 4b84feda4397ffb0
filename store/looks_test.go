package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
)

// uses writes down what a partner's page of a customer tells of each month, and checks that the customer is
// shown the same.
func (p *portal) uses(partner, tenant string) (all []string) {
	p.t.Helper()
	d, err := p.AccountCustomer(ctx, directory.Whole(p.account(partner)), tenant)
	if err != nil {
		return []string{err.Error()}
	}
	shown, err := p.AsSeen(ctx, d.Customer.Key, partner)
	if err != nil || shown.Detail == nil {
		p.t.Fatalf("%+v, %v", shown, err)
	}
	if diff := cmp.Diff(describeUses(p.mustProgramme(), d.Uses), describeUses(p.mustProgramme(), shown.Detail.Uses)); diff != "" {
		p.t.Errorf("the customer is shown something else: %s", diff)
	}
	return describeUses(p.mustProgramme(), d.Uses)
}

func describeUses(p *programme.Programme, uses []report.Use) (all []string) {
	for _, u := range uses {
		name := u.Subscription
		if name == "" {
			name = p.Products[u.Product].ID
		}
		for _, m := range u.Months {
			if m.Bought != nil || m.Assigned != nil || m.Active != nil || m.Consumed != nil {
				all = append(all, fmt.Sprintf("%s %s %s/%s/%s %s", name, m.Month, number(m.Bought), number(m.Assigned), number(m.Active), number(m.Consumed)))
			}
		}
	}
	return all
}

func TestUseIsSeenMonthByMonthWhereARouteBroughtIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		tail := p.person(directory.Owner, "T")
		p.take(rows("usage", "subscription_id,month,workload,assigned_seats,active_users,consumed",
			"T-office,2015-05,exchange,90,70,", "T-office,2015-12,exchange,91,71,", "T-office,2016-01,exchange,92,72,"),
			rows("associations", "route,partner_id,subscription_id,tenant_id,from,to", "dpor,A,T-azure,,2016-04-02,"))
		is := func(when, partner string, want ...string) {
			t.Helper()
			if diff := cmp.Diff(want, p.uses(partner, "T")); diff != "" {
				t.Errorf("%s: %s", when, diff)
			}
		}
		march, april := "T-office 2016-03 100/90/70 -", "T-office 2016-04 100/95/80 -"
		is("the partner of record, for as long as it is", "B", "T-office 2015-12 -/91/71 -", "T-office 2016-01 -/92/72 -", march, april)
		is("from the month of the nomination on", "A", "T-azure 2016-04 -/-/- 130025")
		is("delegated administration", "C")

		p.set("2016-05-02T09:00:00Z")
		p.nominate(tail, "A", "T-office")
		is("nominated after all of it", "A", "T-azure 2016-04 -/-/- 130025")
		is("who was replaced", "B", "not found")
		p.set("2016-05-20T09:00:00Z")
		p.nominate(tail, "B", "T-office")
		is("nominated again", "B", "T-office 2015-12 -/91/71 -", "T-office 2016-01 -/92/72 -", march, april)
	})
}

func TestUseOfATotalAndOfProductsTogetherIsWhatIsCredited(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openTaking(t, dsn)
		p.take(rows("usage", "subscription_id,month,workload,consumed", "T-office,2016-02,exchange,10", "T-office,2016-02,skype,20.5",
			"T-office,2016-03,,7"),
			rows("subscriptions", "subscription_id,tenant_id,product,licensing,seats,start_date", "V-1,U,crm-online,ea,50,2015-01-01", "V-2,U,crm-online,ea,70,2015-01-01"),
			rows("usage", "tenant_id,product,month,workload,available_seats,assigned_seats,active_users", "U,crm-online,2016-03,crm,120,40,13", "U,crm-online,2015-04,crm,120,40,12", "U,crm-online,2015-03,crm,1,1,1"),
			rows("associations", "route,partner_id,subscription_id,from", "dpor,A,V-1,2015-04-10"))
		if got := p.uses("B", "T"); !strings.Contains(fmt.Sprint(got), "T-office 2016-02 -/-/- 3050") || !strings.Contains(fmt.Sprint(got), "T-office 2016-03 100/90/70 700") {
			t.Errorf("workloads and a total: %v", got)
		}
		want := []string{"crm-online 2015-04 120/40/12 -", "crm-online 2016-03 120/40/13 -"}
		if diff := cmp.Diff(want, p.uses("A", "U")); diff != "" {
			t.Error(diff)
		}
	})
}

func TestUseBeforeASubscriptionMovedIsNobodysWhoComesAfter(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,as_of", "T-office,T,office365,2015-06-01", "T-office,U,office365,2016-04-03"),
			rows("associations", "route,partner_id,subscription_id,from", "dpor,A,T-office,2016-04-04"))
		if diff := cmp.Diff([]string{"T-office 2016-04 100/95/80 -"}, p.uses("A", "U")); diff != "" {
			t.Error(diff)
		}
	})
}

func TestALookIsRecordedOnceAnHour(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		tail, umeda := p.person(directory.Reader, "T").Customer, p.person(directory.Reader, "U").Customer
		account := p.account("G")
		look := func(at, want string) {
			t.Helper()
			p.set(at)
			if err := p.Looked(ctx, account, umeda); err != nil {
				t.Fatal(err)
			}
			shown, err := p.AsSeen(ctx, umeda, "G2")
			looks, lerr := p.Looks(ctx, umeda)
			if err != nil || lerr != nil || shown.LastLook == nil || shown.LastLook.In(time.UTC).Format(time.RFC3339) != want || looks[account] != *shown.LastLook {
				t.Errorf("%s: %+v, %v, %v, want %s", at, shown.LastLook, looks, err, want)
			}
			if shown.Account.ID != "G" || shown.Partner.ID != "G2" {
				t.Errorf("of %s for %s", shown.Partner.ID, shown.Account.ID)
			}
		}
		look("2016-04-12T09:00:00Z", "2016-04-12T09:00:00Z")
		look("2016-04-12T09:59:59Z", "2016-04-12T09:00:00Z")
		look("2016-04-12T10:00:00Z", "2016-04-12T10:00:00Z")
		if other, err := p.Looks(ctx, tail); err != nil || len(other) != 0 {
			t.Errorf("the other customer: %v, %v", other, err)
		}
	})
}

func TestWhatAPartnerSeesIsShownToItsCustomersAlone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, umeda := p.person(directory.Owner, "T"), p.person(directory.Reader, "U").Customer
		for _, partner := range []string{"G1", "G2", "S", "Z", "nobody", "B"} {
			if x, err := p.AsSeen(ctx, owner.Customer, partner); partner == "B" && (err != nil || x.Detail == nil) || partner != "B" && !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s: %+v, %v", partner, x, err)
			}
		}
		if x, err := p.AsSeen(ctx, umeda, "B"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the other customer sees %+v, %v", x, err)
		}
		p.remove(owner, "T-office")
		if x, err := p.AsSeen(ctx, owner.Customer, "B"); err != nil || x.Detail != nil {
			t.Errorf("who sees nothing any more: %+v, %v", x, err)
		}
	})
}

func TestAnImportOfWhomAPartnerLookedAtIsTakenBack(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		files := []file{rows("partners", "partner_id,name", "N,New Works"), rows("customers", "tenant_id,name", "V,Vale Foods"),
			rows("subscriptions", "subscription_id,tenant_id,product,licensing,start_date", "V-office,V,office365,open,2015-06-01"),
			rows("associations", "route,partner_id,subscription_id,from", "dpor,N,V-office,2015-06-10")}
		var keys []int64
		for _, f := range files {
			keys = append(keys, p.take(f)[0].Key)
		}
		detail, err := p.AccountCustomer(ctx, directory.Whole(p.account("N")), "V")
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Looked(ctx, p.account("N"), detail.Customer.Key); err != nil {
			t.Fatal(err)
		}
		for k := len(keys) - 1; k >= 0; k-- {
			p.undo(keys[k])
		}
		p.same("taken back", before)
		if looks, err := p.Looks(ctx, detail.Customer.Key); err != nil || len(looks) != 0 {
			t.Errorf("who is there no more was looked at: %v, %v", looks, err)
		}
	})
}
