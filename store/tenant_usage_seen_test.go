package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/report"
)

// togetherText writes what was reported of subscriptions together: product, bought, assigned, active, month.
func (p *portal) togetherText(all []directory.Together) string {
	p.t.Helper()
	pr := p.mustProgramme()
	var words []string
	for _, x := range all {
		words = append(words, fmt.Sprintf("%s %s/%s/%s %s", pr.Products[x.Product].ID, number(x.Available), number(x.Assigned), number(x.Active), x.Month))
	}
	return strings.Join(words, ", ")
}

// togetherFor is what a partner's page of a customer tells of subscriptions together, and its sums.
func (p *portal) togetherFor(partner, tenant string) string {
	p.t.Helper()
	d, err := p.AccountCustomer(ctx, directory.Whole(p.account(partner)), tenant)
	switch {
	case err != nil:
		return err.Error()
	case d.Usage == nil:
		return strings.TrimSpace(p.togetherText(d.Together) + " hidden")
	}
	return strings.TrimSpace(fmt.Sprintf("%s sums %s/%s/%s %s", p.togetherText(d.Together), number(d.Usage.Seats), number(d.Usage.Assigned), number(d.Usage.Active), number(d.Usage.Unused)))
}

// togetherOf is what a customer's list tells of subscriptions together, beside how many have seats of their own.
func (p *portal) togetherOf(who directory.Person, f directory.SubscriptionFilter) string {
	p.t.Helper()
	found, _, err := p.Subscriptions(ctx, who.Customer, f, db.Part{Sort: directory.SubscriptionOrder.Usual, Limit: 9})
	if err != nil {
		p.t.Fatal(err)
	}
	var all []directory.Together
	own := 0
	for k := range found {
		all = found[k].AddTogether(all)
		if found[k].Assigned != nil {
			own++
		}
	}
	return fmt.Sprint(p.togetherText(all), " own ", own)
}

// seatsOfTenant is a file of April's usage of T1 and Office 365 as one, and more rows.
func seatsOfTenant(more ...string) file {
	return rows("usage", "tenant_id,product,month,workload,available_seats,assigned_seats,active_users",
		append([]string{"T1,office365,2016-04,exchange,500,418,300", "T1,office365,2016-04,sharepoint,500,400,310"}, more...)...)
}

func TestUsageOfATenantIsShownToItAndToWhoseRouteBringsIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := twoOfOne(t, dsn)
		p.take(rows("partners", "partner_id,name", "D,D", "E,E"),
			rows("subscriptions", "subscription_id,tenant_id,product,start_date,end_date,seats", "S1,T1,office365,2015-01-10,,60", "S2,T1,office365,2015-01-10,,70",
				"S5,T1,office365,2016-05-10,,80", "S6,T1,crm-online,2015-01-10,,9", "S7,T1,office365,2015-01-10,2016-06-01,5"),
			rows("associations", "route,partner_id,subscription_id,tenant_id,from,to", "dap,D,,T1,2015-02-01,", "dpor,E,S5,,2016-05-10,", "dpor,A,S6,,2015-02-01,",
				"dpor,C,S7,,2015-02-01,"),
			seatsOfTenant("T2,crm-online,2016-04,,8,7,6"), rows("usage", "subscription_id,month,active_users", "S3,2016-04,5", "S6,2016-04,4"))
		const whole = "office365 500/418/310 2016-04"
		for partner, want := range map[string]string{
			"A": whole + " sums 509/418/314 195", // and S6: 9 bought, 4 active
			"B": whole + " sums 500/418/310 190",
			"C": "not found",     // S7 is over, and it is no partner of T1 any more
			"D": "hidden",        // its route brings none
			"E": "sums 80/-/- -", // its subscription began after April
		} {
			got := p.togetherFor(partner, "T1")
			if want == "not found" {
				want = db.ErrNotFound.Error()
			}
			if got != want {
				t.Errorf("%s sees %q, want %q", partner, got, want)
			}
		}
		if diff := cmp.Diff([]string{"T1 2 dpor @A 2: 509/418/314, 195 unused"}, p.customersOf("A", report.AccountCustomerFilter{})); diff != "" {
			t.Error(diff)
		}
		first, other := p.person(directory.Owner, "T1"), p.person(directory.Owner, "T2")
		for _, x := range []struct {
			what, got, want string
		}{
			{"its own", p.togetherOf(first, directory.SubscriptionFilter{}), whole + " own 0"},
			{"of a product", p.togetherOf(first, directory.SubscriptionFilter{Product: "crm-online"}), " own 0"},
			{"another tenant's, and what it holds no subscription of", p.togetherOf(other, directory.SubscriptionFilter{}), " own 0"},
		} {
			if x.got != x.want {
				t.Errorf("%s: %q, want %q", x.what, x.got, x.want)
			}
		}
		for id, want := range map[string]string{"S1": whole, "S5": "", "S6": ""} {
			if d, err := p.Subscription(ctx, first.Customer, id); err != nil || p.togetherText(d.AddTogether(nil)) != want {
				t.Errorf("%s: %q, %v", id, p.togetherText(d.AddTogether(nil)), err)
			}
		}
		if _, err := p.Subscription(ctx, other.Customer, "S1"); !absent(err) {
			t.Errorf("another tenant's subscription: %v", err)
		}
	})
}

func TestUsageOfATenantStaysItsOwnWhenASubscriptionMoves(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := twoOfOne(t, dsn)
		p.take(seatsOfTenant(), rows("subscriptions", "subscription_id,tenant_id,as_of", "S1,T2,2016-05-20"))
		first, other := p.person(directory.Owner, "T1"), p.person(directory.Owner, "T2")
		p.nominate(other, "A", "S1")
		const whole = "office365 500/418/310 2016-04"
		for _, x := range []struct{ what, got, want string }{
			{"the former tenant", p.togetherOf(first, directory.SubscriptionFilter{}), whole + " own 0"},
			{"the new one", p.togetherOf(other, directory.SubscriptionFilter{}), " own 0"},
			{"the new one's partner, of the new one", p.togetherFor("A", "T2"), "sums -/-/- -"},
			{"and of the former", p.togetherFor("A", "T1"), db.ErrNotFound.Error()},
			{"the partner of what stayed", p.togetherFor("B", "T1"), whole + " sums 500/418/310 190"},
		} {
			if x.got != x.want {
				t.Errorf("%s: %q, want %q", x.what, x.got, x.want)
			}
		}
		if d, err := p.Subscription(ctx, first.Customer, "S1"); err != nil || d.Moved == nil || d.Together != nil {
			t.Errorf("what moved shows %+v, %v", d.Together, err)
		}
		p.nominate(first, "C", "S2")
		if got, want := p.togetherFor("C", "T1"), "sums -/-/- -"; got != want {
			t.Errorf("whom the tenant nominated after April sees %q, want %q", got, want)
		}
	})
}

func TestANominationWouldAddTheUsageOfTheTenantOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := twoOfOne(t, dsn)
		p.take(seatsOfTenant())
		owner := p.person(directory.Owner, "T1")
		is := func(partner, want string) {
			t.Helper()
			o, err := p.Overview(ctx, p.account(partner), nil)
			if got := pendingText(p.mustProgramme(), o.Pending); err != nil || got != want {
				t.Errorf("%s: %q, want %q (%v)", partner, got, want, err)
			}
		}
		p.nominate(owner, "C", "S1", "S2")
		is("C", "2 from 2016-06, cloud-productivity +610 active_entitlements")
		p.set("2016-06-12T09:00:00Z")
		p.nominate(owner, "A", "S2")
		is("C", "1 from 2016-06, cloud-productivity +610 active_entitlements")
		is("A", "1 from 2016-06") // S1 brought it April's, which is the same
	})
}
