package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/store/request"
)

// openScoped opens the small world in which G1 and G2 of one account reach different things, and G1 and G2 U-office both.
func openScoped(t tester, dsn string) *portal {
	t.Helper()
	p := openSmall(t, dsn)
	p.take(rows("associations", "route,partner_id,subscription_id,tenant_id,from,to", "dpor,G1,T-azure,,2015-07-10,", "dap,G2,,T,2016-01-01,"),
		rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-5,U-office,G2,2015-09-02,1"))
	return p
}

// chosen makes a partner's person for chosen locations of G.
func (p *portal) chosen(email string, role directory.Role, locations ...string) directory.Person {
	p.t.Helper()
	n := store.NewPerson{Email: email, Name: email, Role: role, PartnerID: "G", Locations: locations}
	if err := p.AddPerson(ctx, n); err != nil {
		p.t.Fatal(err)
	}
	return p.who(email)
}

// scoped is what somebody of a scope reads of the account, each row with the locations that it is of.
func (p *portal) scoped(s directory.Scope) map[string][]string {
	p.t.Helper()
	all, pr := map[string][]string{}, p.mustProgramme()
	add := func(list string, cells ...any) {
		all[list] = append(all[list], strings.TrimSpace(fmt.Sprintln(cells...)))
	}
	ids := func(list []directory.Partner) (names []string) {
		for _, x := range list {
			names = append(names, x.ID)
		}
		slices.Sort(names)
		return names
	}
	must := func(err error) {
		p.t.Helper()
		if err != nil {
			p.t.Fatal(err)
		}
	}
	must(p.EachAccountCustomer(ctx, s, report.AccountCustomerFilter{}, func(c report.AccountCustomer) error {
		add("customers", c.TenantID, ids(c.Locations))
		d, err := p.AccountCustomer(ctx, s, c.TenantID)
		for _, x := range d.Reached {
			for _, a := range x.Reaches {
				add("reached", x.ID, a.Partner.ID, pr.Routes[a.Route].ID)
			}
		}
		for _, o := range d.Orders {
			add("orders", o.ID, o.PartnerID)
		}
		return err
	}))
	must(p.EachIncentive(ctx, s, report.AccountCustomerFilter{}, func(x report.IncentiveRow) error { add("incentives", x.Subscription); return nil }))
	must(p.EachWork(ctx, s, report.WorkFilter{}, report.WorkOrder.Usual, func(x report.WorkItem) error {
		add("work", x.Kind, x.TenantID, x.Subscription, x.Partner.ID)
		return nil
	}))
	for k, c := range pr.Competencies {
		if v := c.VersionAt(*month("2016-04")); v != nil {
			for i := range v.Requirements {
				q := report.FigureQuery{Scope: s, Month: *month("2016-04"), Competency: k, Requirement: i}
				must(p.Explain(ctx, q, func(x report.Explained) error {
					add("lines", k, i, x.TenantID, x.Subscription, x.Month, x.Amount, x.Reason, ids(x.Locations))
					return nil
				}))
				must(p.EachCreditRow(ctx, q, func(x report.CreditRow) error {
					add("credit", k, i, x.TenantID, pr.Routes[x.Route].ID, ids(x.Locations))
					return nil
				}))
			}
		}
	}
	must(p.EachChange(ctx, directory.Whose{Partner: s}, directory.ActivityFilter{}, directory.ActivityOrder.Usual, func(e directory.Event) error {
		for _, x := range []*directory.Partner{e.Before.Partner, e.After.Partner} {
			if x != nil {
				add("activity", e.Kind, e.Subject.Of, e.Subscription, x.ID)
			}
		}
		return nil
	}))
	return all
}

func TestChosenLocationsShowWhatTheyBringAndNothingElse(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openScoped(t, dsn)
		g := p.account("G")
		first, second := p.chosen("first@g.example", directory.Member, "G1"), p.chosen("second@g.example", directory.Member, "G2")
		whole := p.scoped(directory.Whole(g))
		want := map[string]map[string][]string{
			"first@g.example":  {"customers": {"T [G1]", "U [G1]"}, "reached": {"T-azure G1 dpor", "U-office G1 seller"}, "orders": {"o-2 G1"}, "incentives": {"T-azure", "U-office"}},
			"second@g.example": {"customers": {"T [G2]", "U [G2]"}, "orders": {"o-5 G2"}},
		}
		for _, who := range []directory.Person{first, second} {
			got := p.scoped(who.Scope())
			for list, rows := range want[who.Email] {
				if diff := cmp.Diff(rows, got[list]); diff != "" {
					t.Errorf("%s of %s: %s", list, who.Email, diff)
				}
			}
			other := map[string]string{"first@g.example": "G2", "second@g.example": "G1"}[who.Email]
			for list, rows := range got {
				for _, row := range rows {
					if strings.Contains(row, other) {
						t.Errorf("%s of %s: %s", list, who.Email, row)
					}
				}
			}
			if len(got["lines"]) == 0 || len(got["credit"]) == 0 || len(got["lines"]) >= len(whole["lines"]) || len(got["activity"]) >= len(whole["activity"]) {
				t.Errorf("%s sees %d lines, %d rows and %d events; the account %d lines and %d events", who.Email, len(got["lines"]), len(got["credit"]), len(got["activity"]), len(whole["lines"]), len(whole["activity"]))
			}
		}
		both := p.chosen("both@g.example", directory.PartnerReader, "G1", "G2")
		got := p.scoped(both.Scope())
		for list := range whole {
			if list == "activity" { // of the people of the account itself nothing
				continue
			}
			if diff := cmp.Diff(whole[list], got[list]); diff != "" {
				t.Errorf("%s of all locations are not those of the account: %s", list, diff)
			}
		}
	})
}

// A location may go to another account. Who is left with none sees nothing, and by no means everything.
func TestWhoIsForNoLocationAnyMoreSeesNothing(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openScoped(t, dsn)
		g := p.account("G")
		for what, s := range map[string]directory.Scope{"none": {Account: g, Chosen: true}, "another account's": {Account: g, Chosen: true, Locations: directory.Keys{p.account("A")}}} {
			got := p.scoped(s)
			delete(got, "activity")
			if len(got) > 0 {
				t.Errorf("%s: %v", what, got)
			}
			a, err := p.Account(ctx, s)
			if err != nil || len(a.ToNominate()) > 0 || len(a.ToBelong()) > 0 {
				t.Errorf("%s: %v %v %v", what, a.ToNominate(), a.ToBelong(), err)
			}
		}
	})
}

func TestChosenLocationsAreActedForAlone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openScoped(t, dsn)
		who, colleague, whole := p.chosen("first@g.example", directory.Member, "G1"), p.chosen("second@g.example", directory.Member, "G2"), p.person(directory.Manager, "G")
		ask := func(partner string) request.Ask {
			return request.Ask{Way: programme.WayDelegation, Route: "dap", PartnerID: partner, TenantID: "U", Name: "of " + partner, Days: 30}
		}
		contact := directory.Contact{Name: "Desk", Email: "desk@g.example"}
		unknown := func(err error) bool {
			return errors.Is(err, store.ErrNotFound) || store.Refusal(err) != nil && store.Refusal(err).Code == programme.RefusedUnknown
		}
		_, asked := p.Ask(ctx, who, ask("G2"))
		_, _, linked := p.MakeLink(ctx, who, programme.Link{Partner: "G2"})
		for what, err := range map[string]error{"ask": asked, "link": linked, "contact": p.SetContact(ctx, who, "G2", contact)} {
			if !unknown(err) {
				t.Errorf("%s for another location: %v", what, err)
			}
		}
		_, _, linked = p.MakeLink(ctx, who, programme.Link{Partner: "G1"})
		if err := errors.Join(linked, p.SetContact(ctx, who, "G1", contact)); err != nil {
			t.Error(err)
		}
		q, err := p.Ask(ctx, colleague, ask("G2"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Request(ctx, who, q.Reference); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another location's request: %v", err)
		}
		if _, err := p.Act(ctx, who, request.On{Reference: q.Reference, Act: programme.ActWithdraw}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another location's request is withdrawn: %v", err)
		}
		for _, x := range []struct {
			who  directory.Person
			want int64
		}{{who, 0}, {colleague, 1}, {whole, 1}} {
			if _, n, err := p.Requests(ctx, x.who, request.Filter{}, db.Part{Sort: request.Order.Usual, Limit: 9}); err != nil || n != x.want {
				t.Errorf("%s sees %d requests: %v", x.who.Email, n, err)
			}
		}
		owner := p.person(directory.Owner, "U")
		if _, err := p.Act(ctx, owner, request.On{Reference: q.Reference, Act: programme.ActAccept}); err != nil {
			t.Fatal(err)
		}
		for _, x := range []struct {
			who  directory.Person
			told bool
		}{{who, false}, {colleague, true}, {whole, true}} {
			if _, n, err := p.Messages(ctx, x.who, outbox.Filter{}, db.Part{Sort: outbox.Order.Usual, Limit: 9}); err != nil || n > 0 != x.told {
				t.Errorf("%s is told %d: %v", x.who.Email, n, err)
			}
		}
	})
}

// A location that comes from elsewhere may have an id before the account's, and is its location all the same. Who was for
// it in the account of before sees nothing of it any more, in no list and in no line of a month before.
func TestALocationThatMovesTakesItsScopeAway(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openScoped(t, dsn)
		admin, whole := p.person(directory.Admin, ""), p.person(directory.Manager, "G")
		gone, kept := p.chosen("gone@g.example", directory.Manager, "G1"), p.chosen("kept@g.example", directory.Manager, "G1", "G2")
		p.take(rows("partners", "partner_id,name,parent_id,country", "H,Harbour,,DE"))
		p.take(rows("partners", "partner_id,name,parent_id,country,as_of", "G1,Global Works Bonn,H,DE,2016-04-01"))
		a, err := p.Account(ctx, directory.Whole(p.key("H")))
		if err != nil || len(a.Locations) != 1 || a.Locations[0].ID != "G1" {
			t.Errorf("the locations of where it went are %v %v", a.Locations, err)
		}
		if gone = p.who(gone.Email); !gone.Chosen || len(gone.Locations) > 0 {
			t.Errorf("still for %v", gone.Locations)
		}
		got := p.scoped(gone.Scope())
		delete(got, "activity")
		if len(got) > 0 {
			t.Errorf("sees %v", got)
		}
		kept = p.who(kept.Email)
		for _, x := range []struct {
			by      directory.Person
			managed bool
		}{{kept, false}, {gone, false}, {whole, true}, {admin, true}} {
			if _, err := p.Managed(ctx, x.by, gone.Key); errors.Is(err, store.ErrNotFound) == x.managed {
				t.Errorf("%s manages who has nothing left: %v", x.by.Email, err)
			}
		}
		p.take(rows("partners", "partner_id,name,parent_id,country", "AA,Early,,DE"))
		p.take(rows("partners", "partner_id,name,parent_id,country,as_of", "AA,Early,H,DE,2016-04-01"))
		if a, err := p.Account(ctx, directory.Whole(p.key("H"))); err != nil || len(a.Locations) != 2 {
			t.Errorf("a location with an id before the account's is lost: %v %v", a.Locations, err)
		}
	})
}

// key is that of a partner.
func (p *portal) key(partner string) int64 {
	p.t.Helper()
	var key int64
	if err := p.EachPartner(ctx, directory.PartnerFilter{}, directory.PartnerOrder.Usual, func(x directory.PartnerEntry) error {
		if x.ID == partner {
			key = x.Key
		}
		return nil
	}); err != nil || key == 0 {
		p.t.Fatal(partner, err)
	}
	return key
}
