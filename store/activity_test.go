package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// activity returns the changes of a customer, so many at a time, latest first.
func (p *portal) activity(customer int64, f directory.ActivityFilter, limit int) (all []directory.Event) {
	p.t.Helper()
	for part := (db.Part{Sort: directory.ActivityOrder.Parse(""), Limit: limit}); ; {
		page, count, err := p.Activity(ctx, directory.Whose{Customer: customer}, f, part)
		if err != nil {
			p.t.Fatal(err)
		}
		all = append(all, page...)
		if len(page) < limit {
			if int(count) != len(all) {
				p.t.Errorf("%d are counted and %d listed", count, len(all))
			}
			return all
		}
		part.After = page[limit-1].Key
	}
}

func (p *portal) tellChanges(all []directory.Event) (lines []string) {
	for _, c := range all {
		lines = append(lines, p.tell([]directory.Event{c})[0]+" "+orDash(c.Subscription))
	}
	return lines
}

// busy is the small world with changes of every kind by people and by files.
func busy(t *testing.T, dsn string) (p *portal, tail, umeda directory.Person) {
	t.Helper()
	p = openSmall(t, dsn)
	tail, umeda = p.person(directory.Owner, "T"), p.person(directory.Owner, "U")
	p.take(rows("associations", tieColumns, "dpor,A,T-azure,2015-08-01,2016-01-01", "dpor,C,T-azure,2016-05-01,", "dpor,B,T-ems,2016-03-01,2016-04-01"))
	p.nominate(tail, "A", "T-office", "T-ems")
	p.nominate(umeda, "A", "U-office")
	p.remove(tail, "T-ems")
	p.nominate(tail, "G1", "T-ems")
	p.nominate(tail, "A", "T-azure") // in place of what a file announced, which never begins
	p.set("2016-04-20T09:00:00Z")
	p.nominate(tail, "G2", "T-azure", "T-office")
	p.take(rows("associations", "route,partner_id,subscription_id,tenant_id,from,to", "dap,C,,T,2015-07-01,2016-04-12", "dap,A,,T,2016-04-12,", "dap,B,,T,2016-06-01,"),
		rows("associations", tieColumns, "dpor,C,T-office,2016-04-20T09:00:00Z,"))
	return p, tail, umeda
}

func TestTheActivityOfACustomerIsWhatTheTimelinesOfItsSubscriptionsTell(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, tail, umeda := busy(t, dsn)
		for _, clock := range []string{"2016-04-20T09:00:00Z", "2016-06-15T00:00:00Z"} { // what was announced lies ahead, and behind
			p.set(clock)
			for _, who := range []directory.Person{tail, umeda} {
				got := p.activity(who.Customer, directory.ActivityFilter{}, 3)
				if diff := cmp.Diff(sorted(p.timelines(who)), sorted(p.tellChanges(got))); diff != "" {
					t.Errorf("%s, %s: %s", clock, who.Name, diff)
				}
				p.inAnyParts(who, got)
			}
		}
		if n := len(p.activity(0, directory.ActivityFilter{}, 100)); n != 0 {
			t.Errorf("no customer has %d", n)
		}
	})
}

// timelines tells the timelines of all of a customer's subscriptions. What is of the whole
// tenant stands in each of them, and counts once.
func (p *portal) timelines(who directory.Person) (all []string) {
	p.t.Helper()
	list, _, err := p.Subscriptions(ctx, who.Customer, directory.SubscriptionFilter{}, db.Part{Sort: directory.SubscriptionOrder.Parse(""), Limit: 100})
	if err != nil || len(list) == 0 {
		p.t.Fatal(list, err)
	}
	for k, s := range list {
		d, err := p.Subscription(ctx, who.Customer, s.ID)
		if err != nil {
			p.t.Fatal(err)
		}
		for i, line := range p.tell(d.Timeline) {
			if of := d.Timeline[i].Subscription; of != "" || k == 0 {
				all = append(all, line+" "+orDash(of))
			}
		}
	}
	return all
}

// inAnyParts checks that a customer's changes are latest first, and the same in larger parts
// and from the other end.
func (p *portal) inAnyParts(who directory.Person, got []directory.Event) {
	p.t.Helper()
	same := cmp.AllowUnexported(directory.Event{})
	if diff := cmp.Diff(p.activity(who.Customer, directory.ActivityFilter{}, 100), got, same); diff != "" {
		p.t.Errorf("%s: in parts %s", who.Name, diff)
	}
	if !slices.IsSortedFunc(got, func(a, b directory.Event) int { return int(b.At - a.At) }) {
		p.t.Errorf("%s: %v", who.Name, p.tellChanges(got))
	}
	var back []directory.Event
	if err := p.EachChange(ctx, directory.Whose{Customer: who.Customer}, directory.ActivityFilter{}, db.Sort{By: "at"}, func(c directory.Event) error {
		back = append(back, c)
		return nil
	}); err != nil {
		p.t.Fatal(err)
	}
	slices.Reverse(back)
	if diff := cmp.Diff(got, back, same); diff != "" {
		p.t.Errorf("%s: the other way round %s", who.Name, diff)
	}
}

func TestTheActivityIsNarrowedByEveryFilter(t *testing.T) {
	day := func(s string) *programme.Instant { i := at(s + "T00:00:00Z"); return &i }
	each(t, func(t *testing.T, dsn string) {
		p, tail, _ := busy(t, dsn)
		all := p.activity(tail.Customer, directory.ActivityFilter{}, 100)
		for name, x := range map[string]struct {
			filter directory.ActivityFilter
			is     func(directory.Event) bool
			n      int
		}{
			"nominations":         {directory.ActivityFilter{Kind: "nominated"}, func(c directory.Event) bool { return c.Kind == directory.Nominated }, 2},
			"changes":             {directory.ActivityFilter{Kind: "changed"}, func(c directory.Event) bool { return c.Kind == directory.Changed }, 4},
			"removals":            {directory.ActivityFilter{Kind: "removed"}, func(c directory.Event) bool { return c.Kind == directory.Removed }, 1},
			"beginnings":          {directory.ActivityFilter{Kind: directory.Opened}, func(c directory.Event) bool { return c.Kind == directory.Opened }, 9},
			"ends":                {directory.ActivityFilter{Kind: directory.Ended}, func(c directory.Event) bool { return c.Kind == directory.Ended }, 4},
			"no kind":             {directory.ActivityFilter{Kind: "x"}, func(directory.Event) bool { return false }, 0},
			"a partner's id":      {directory.ActivityFilter{Partner: "G2"}, func(c directory.Event) bool { return idOf(c.After.Partner) == "G2" || idOf(c.Before.Partner) == "G2" }, 2},
			"a part of its name":  {directory.ActivityFilter{Partner: "birch"}, func(c directory.Event) bool { return idOf(c.After.Partner) == "B" || idOf(c.Before.Partner) == "B" }, 4},
			"a part of an id":     {directory.ActivityFilter{Subscription: "t-OFF"}, func(c directory.Event) bool { return c.Subscription == "T-office" }, 6},
			"another's":           {directory.ActivityFilter{Subscription: "U-office"}, func(directory.Event) bool { return false }, 0},
			"what LIKE takes all": {directory.ActivityFilter{Subscription: "%"}, func(directory.Event) bool { return false }, 0},
			"a first day":         {directory.ActivityFilter{Period: directory.Period{From: day("2016-04-12")}}, func(c directory.Event) bool { return c.At >= at("2016-04-12T00:00:00Z") }, 6},
			"until a day":         {directory.ActivityFilter{Period: directory.Period{To: day("2016-04-12")}}, func(c directory.Event) bool { return c.At < at("2016-04-12T00:00:00Z") }, 14},
			"one day":             {directory.ActivityFilter{Period: directory.Period{From: day("2016-04-12"), To: day("2016-04-13")}}, func(c directory.Event) bool { return c.At == at("2016-04-12T00:00:00Z") }, 2},
			"several": {directory.ActivityFilter{Kind: "changed", Partner: "A", Subscription: "T-", Period: directory.Period{From: day("2016-04-11"), To: day("2016-04-12")}}, func(c directory.Event) bool {
				return c.Kind == directory.Changed && idOf(c.After.Partner) == "A" && c.At < at("2016-04-12T00:00:00Z")
			}, 2},
		} {
			want := slices.DeleteFunc(slices.Clone(all), func(c directory.Event) bool { return !x.is(c) })
			got := p.activity(tail.Customer, x.filter, 2)
			if diff := cmp.Diff(p.tellChanges(want), p.tellChanges(got)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if len(got) != x.n {
				t.Errorf("%s: %s", name, fmt.Sprint(p.tellChanges(got)))
			}
		}
	})
}

func TestAConfirmationStaysWithTheCustomerWhoNominated(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		tail, umeda := p.person(directory.Owner, "T"), p.person(directory.Owner, "U")
		reference := p.nominate(tail, "A", "T-office")
		nominated := directory.ActivityFilter{Kind: "changed"}
		if got := p.activity(tail.Customer, nominated, 10); len(got) != 1 || got[0].Reference != reference || got[0].By.Name != tail.Name {
			t.Errorf("%+v", got)
		}
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,licensing,seats,start_date", "T-office,U,office365,open,100,2015-06-01"))
		if got := p.activity(tail.Customer, nominated, 10); len(got) != 1 || got[0].Reference != reference {
			t.Errorf("the former tenant has %+v", got)
		}
		if n, err := p.Nomination(ctx, tail.Customer, reference); err != nil || !n.Subscriptions[0].Moved || n.Subscriptions[0].Until != at("2016-04-11T00:00:00Z") {
			t.Errorf("its confirmation says %+v (%v)", n, err)
		}
		if got := p.activity(umeda.Customer, directory.ActivityFilter{Subscription: "T-office"}, 10); len(got) != 2 || got[1].Kind != directory.MovedHere || got[0].Kind != directory.Opened || got[0].Source != "sale" {
			t.Errorf("the new tenant has %+v", got)
		}
	})
}
