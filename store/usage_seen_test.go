package store_test

import (
	"fmt"
	"testing"

	"shimei/store/db"
	"shimei/store/directory"
)

// seatsFor is what a partner's page of a customer tells of a subscription: bought, assigned, active.
func (p *portal) seatsFor(partner, tenant, subscription string) string {
	p.t.Helper()
	d, err := p.AccountCustomer(ctx, directory.Whole(p.account(partner)), tenant)
	if err != nil {
		return err.Error()
	}
	for _, s := range d.Reached {
		if s.ID == subscription {
			return fmt.Sprintf("%s/%s/%s", number(s.Seats), number(s.Assigned), number(s.Active))
		}
	}
	return "not reached"
}

// seatsOf is what a customer's list tells of a subscription.
func (p *portal) seatsOf(who directory.Person, subscription string) string {
	p.t.Helper()
	found, _, err := p.Subscriptions(ctx, who.Customer, directory.SubscriptionFilter{ID: subscription}, db.Part{Sort: directory.SubscriptionOrder.Usual, Limit: 1})
	if err != nil || len(found) != 1 {
		p.t.Fatal(found, err)
	}
	return fmt.Sprintf("%s/%s/%s", number(found[0].Seats), number(found[0].Assigned), number(found[0].Active))
}

func TestUsageDataIsShownForTheMonthsInWhichARouteBroughtItAndOfThatTenant(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		tail, umeda := p.person(directory.Owner, "T"), p.person(directory.Owner, "U")
		is := func(when, got, want string) {
			t.Helper()
			if got != want {
				t.Errorf("%s: %s, want %s", when, got, want)
			}
		}
		complete := func(m string) { // one of three rows is not yet a whole month
			t.Helper()
			if err := p.CompleteMonth(ctx, "desk", *month(m)); err != nil {
				t.Fatal(err)
			}
		}
		may := func(active int) {
			t.Helper()
			p.take(rows("usage", "subscription_id,month,workload,available_seats,assigned_seats,active_users", fmt.Sprintf("T-office,2016-05,exchange,100,97,%d", active)))
			complete("2016-05")
		}
		p.set("2016-05-02T09:00:00Z")
		is("the partner of record of April", p.seatsFor("B", "T", "T-office"), "100/95/80")
		p.nominate(tail, "A", "T-office")
		is("whom the customer nominated in May, by April's usage", p.seatsFor("A", "T", "T-office"), "100/-/-")
		may(85)
		is("and by May's", p.seatsFor("A", "T", "T-office"), "100/97/85")

		p.set("2016-06-20T09:00:00Z")
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,licensing,seats,start_date", "T-office,U,office365,open,70,2015-06-01"))
		is("the new tenant, by a month of the former", p.seatsOf(umeda, "T-office"), "70/-/-")
		p.nominate(umeda, "C", "T-office")
		is("its partner", p.seatsFor("C", "U", "T-office"), "70/-/-")
		is("the former tenant's partner", p.seatsFor("A", "T", "T-office"), "not reached")
		p.take(rows("usage", "subscription_id,month,workload,available_seats,assigned_seats,active_users", "T-office,2016-06,exchange,70,60,50"))
		complete("2016-06")
		is("the new tenant, by its own month", p.seatsOf(umeda, "T-office"), "70/60/50")
		is("its partner then", p.seatsFor("C", "U", "T-office"), "70/60/50")
	})
}
