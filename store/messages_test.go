package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/programme"
	"shimei/store/request"
)

// messaged returns whom the messages since a key tell of what, as "address kind", and the key of the last.
func (p *portal) messaged(since int64) (all []string, last int64) {
	p.t.Helper()
	last = since
	if err := p.EachOfOutbox(ctx, outbox.Filter{}, db.Sort{By: "at"}, func(m outbox.Message) error {
		if m.Key > since {
			all = append(all, m.To.Email+" "+string(m.Kind))
			last = max(last, m.Key)
		}
		return nil
	}); err != nil {
		p.t.Fatal(err)
	}
	slices.Sort(all)
	return all, last
}

// tells checks whom something that is done tells of what.
func (p *portal) tells(do func(), want ...string) {
	p.t.Helper()
	_, before := p.messaged(0)
	do()
	got, _ := p.messaged(before)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		p.t.Error(diff)
	}
}

// crew are people of every kind around the tenant T and the account G, whose locations are G1 and G2.
type crew struct{ owner, administrator, reader, partner, account, sister, rival, admin, other directory.Person }

func (p *portal) crew() (c crew) {
	p.t.Helper()
	c.owner, c.administrator, c.reader = p.person(directory.Owner, "T"), p.person(directory.Administrator, "T"), p.person(directory.Reader, "T")
	c.partner, c.sister, c.account, c.rival = p.person(directory.Manager, "G1"), p.person(directory.Manager, "G2"), p.person(directory.Manager, "G"), p.person(directory.Manager, "B")
	p.person(directory.Owner, "U")
	gone := p.person(directory.Manager, "C")
	if err := p.Disable(ctx, gone.Email); err != nil {
		p.t.Fatal(err)
	}
	c.admin = p.person(directory.Admin, "")
	if err := p.AddPerson(ctx, store.NewPerson{Email: "other@vendor.example", Name: "Other", Role: directory.Admin}); err != nil {
		p.t.Fatal(err)
	}
	c.other = p.who("other@vendor.example")
	return c
}

func TestThePeopleOfThePartnersAreToldOfANomination(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		p.tells(func() { p.nominate(c.owner, "G1", "T-azure") }, c.partner.Email+" nominated", c.account.Email+" nominated")
		p.set("2016-04-12T09:00:00Z")
		p.tells(func() { p.nominate(c.owner, "B", "T-azure") }, c.partner.Email+" replaced", c.account.Email+" replaced", c.rival.Email+" nominated")
		p.set("2016-04-13T09:00:00Z")
		p.tells(func() {
			if err := p.Remove(ctx, c.administrator, store.Choice{ID: "T-azure", Seen: p.seen(c.owner, "T-azure")}); err != nil {
				t.Fatal(err)
			}
		}, c.rival.Email+" removed")
		p.tells(func() {
			if _, err := p.Nominate(ctx, c.owner, "B", []store.Choice{{ID: "T-azure"}, {ID: "nothing"}}); err == nil {
				t.Error("nominated for nothing")
			}
		})
		p.tells(func() { p.nominate(c.owner, "C", "T-azure") }) // whose only person cannot sign in
		found, count, err := p.Messages(ctx, c.rival, outbox.Filter{}, db.Part{Sort: outbox.Order.Usual, Limit: 9})
		if err != nil || count != 2 {
			t.Fatal(count, err)
		}
		want := outbox.Details{Customer: c.owner.Organisation, TenantID: "T", Partner: found[0].Details.Partner, PartnerID: "B", By: c.administrator.Name,
			Count: 1, Subscription: "T-azure", Product: "azure"}
		if diff := cmp.Diff(want, found[0].Details); diff != "" || want.Partner == "" {
			t.Error(diff)
		}
	})
}

// TestABulkNominationIsOneMessageForEachPerson nominates for all that is the customer's in one act.
func TestABulkNominationIsOneMessageForEachPerson(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		var lines []string
		var choices []store.Choice
		for k := range 40 {
			id := fmt.Sprintf("T-%02d", k)
			lines = append(lines, id+",T,azure,paid,2015-01-01")
			choices = append(choices, store.Choice{ID: id})
		}
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,kind,start_date", lines...))
		p.tells(func() {
			if _, err := p.Nominate(ctx, c.owner, "G1", choices); err != nil {
				t.Fatal(err)
			}
		}, c.partner.Email+" nominated", c.account.Email+" nominated")
		found, _, err := p.Messages(ctx, c.partner, outbox.Filter{}, db.Part{Sort: outbox.Order.Usual, Limit: 9})
		if err != nil || len(found) != 1 || found[0].Details.Count != 40 || found[0].Details.Product != "" {
			t.Error(found, err)
		}
	})
}

func TestWhoIsConcernedIsToldOfAnActOnARequest(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		customer := func(kind string) []string {
			return []string{c.owner.Email + " " + kind, c.administrator.Email + " " + kind}
		}
		partner := func(kind string) []string {
			return []string{c.partner.Email + " " + kind, c.account.Email + " " + kind}
		}
		vendor := func(kind string) []string { return []string{c.admin.Email + " " + kind, c.other.Email + " " + kind} }
		var delegated, claimed, corrected string
		p.tells(func() { delegated = p.ask(c.partner, delegation("G1", "T", 30)) }, customer("delegation_ask")...)
		p.tells(func() { p.act(c.owner, delegated, programme.ActAccept) }, partner("delegation_accept")...)
		p.tells(func() { claimed = p.ask(c.sister, claim("G1", "T-azure")) }, append(customer("claim_ask"), vendor("claim_ask")...)...)
		p.tells(func() { p.act(c.administrator, claimed, programme.ActObject) }, append(partner("claim_object"), vendor("claim_object")...)...)
		p.tells(func() { p.act(c.admin, claimed, programme.ActApprove) }, append(customer("claim_approve"), partner("claim_approve")...)...)
		march := programme.DayOf(2016, 3, 1)
		list, _, err := p.Associations(ctx, directory.AssociationFilter{Product: "azure", Route: "dpor", Customer: "T"}, db.Part{Sort: directory.AssociationOrder.Usual, Limit: 5})
		if err != nil || len(list) == 0 {
			t.Fatal(list, err)
		}
		p.tells(func() {
			corrected = p.ask(c.admin, request.Ask{Way: programme.WayCorrection, Association: list[0].Key, From: &march, Note: "by letter"})
		}, c.other.Email+" correction_ask")
		p.tells(func() { p.act(c.other, corrected, programme.ActApprove) },
			append(append(customer("correction_approve"), partner("correction_approve")...), c.admin.Email+" correction_approve")...)
		p.saysOfCorrection(c, list[0].From)
		var waits string
		p.tells(func() { waits = p.ask(c.rival, claim("B", "T-ems")) }, append(customer("claim_ask"), vendor("claim_ask")...)...)
		p.tells(func() { p.nominate(c.owner, "A", "T-ems") }, append(vendor("claim_supersede"), c.rival.Email+" claim_supersede")...)
		if s := p.state(c.rival, waits); s != programme.StateSuperseded {
			t.Errorf("the claim is %s", s)
		}
		p.refusedAct(c.reader, delegated, programme.ActEnd, programme.RefusedActor)
		p.set("2016-05-13T00:00:00Z")
		p.tells(func() { p.clock() }, append(customer("delegation_expire"), partner("delegation_expire")...)...)
		p.tells(func() { p.clock() })
	})
}

// saysOfCorrection checks what is told of a correction to the first of March: the days to all, and what admins
// said to admins alone.
func (p *portal) saysOfCorrection(c crew, was programme.Instant) {
	p.t.Helper()
	march := p.mustProgramme().Midnight(programme.DayOf(2016, 3, 1))
	for _, who := range []directory.Person{c.owner, c.partner, c.admin} {
		found, _, err := p.Messages(ctx, who, outbox.Filter{}, db.Part{Sort: db.Sort{By: "at", Down: true}, Limit: 1})
		if err != nil || len(found) != 1 || found[0].Details.Was == nil || *found[0].Details.Was != (outbox.Span{From: was}) || *found[0].Details.Is != (outbox.Span{From: march}) {
			p.t.Fatalf("%s is told %+v: %v", who.Name, found, err)
		}
		if note := found[0].Details.Note; (note != "") != (who.Role == directory.Admin) {
			p.t.Errorf("%s reads %q", who.Name, note)
		}
	}
	list, _, err := p.Activity(ctx, directory.Whose{Customer: c.owner.Customer}, directory.ActivityFilter{Kind: "approve"}, db.Part{Sort: directory.ActivityOrder.Usual, Limit: 1})
	if err != nil || len(list) != 1 || list[0].Before.Values["from"] != "2016-04-11" || list[0].After.Values["from"] != "2016-03-01" || list[0].Reference == "" {
		p.t.Errorf("%+v %v", list, err)
	}
}

// clock has the clock do its duties.
func (p *portal) clock() {
	p.t.Helper()
	if _, err := p.Clock(ctx); err != nil {
		p.t.Fatal(err)
	}
}

func TestBothSidesAreRemindedOnceOfEachTimeBeforeTheEndOfADelegation(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, partner := p.person(directory.Owner, "T"), p.person(directory.Manager, "A")
		both := []string{owner.Email + " ending", partner.Email + " ending"}
		first := p.act(owner, p.ask(partner, delegation("A", "T", 60)), programme.ActAccept) // until the end of 10 June
		for _, day := range []struct {
			now  string
			told []string
		}{
			{"2016-05-10T23:59:00Z", nil}, {"2016-05-11T00:00:00Z", both}, {"2016-05-12T00:00:00Z", nil},
			{"2016-06-03T00:00:00Z", both}, {"2016-06-04T00:00:00Z", nil},
		} {
			p.set(day.now)
			p.tells(func() { p.clock(); p.clock() }, day.told...)
		}
		p.act(owner, p.ask(partner, request.Ask{Way: programme.WayExtension, Association: first.Association, Days: 31}), programme.ActAccept)
		p.set("2016-06-09T12:00:00Z") // a day before what was the last day
		p.tells(p.clock)
		p.set("2016-07-08T12:00:00Z") // the clock did not run for a month
		p.tells(func() { p.clock(); p.clock() }, both...)
		if m := p.latest(partner); m.Details.Days != 3 {
			t.Errorf("it is said to end in %d days", m.Details.Days)
		}
		p.set("2016-07-10T12:00:00Z") // a day before the last one
		p.tells(func() { p.clock(); p.clock() }, both...)
		p.act(owner, first.Reference, programme.ActEnd)
		p.tells(p.clock)
	})
}

func TestThePartnersWithLinesInAStatementAreToldThatItIsClosed(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		people := map[string]directory.Person{}
		for _, partner := range []string{"A", "B", "C", "G", "G1", "G2", "S", "Z", "Z1"} {
			people[partner] = p.person(directory.Manager, partner)
		}
		admin := p.person(directory.Admin, "")
		p.tells(func() {
			if err := p.CloseMonth(ctx, admin.Email, *month("2016-04")); err == nil {
				t.Error("a month out of order was closed")
			}
		})
		first := *month("2016-03")
		var want []string
		p.tells(func() {
			if err := p.CloseMonth(ctx, admin.Email, first); err != nil {
				t.Fatal(err)
			}
			for partner, who := range people {
				_, lines, _, err := p.StatementPage(ctx, store.StatementQuery{Partner: partner, Month: first, Limit: 1})
				if err != nil {
					t.Fatal(err)
				}
				if len(lines) > 0 {
					want = append(want, who.Email+" closed")
				}
			}
			if len(want) == 0 || len(want) == len(people) {
				t.Fatalf("%d of %d have lines", len(want), len(people))
			}
		}, "partner@a.example closed", "partner@b.example closed", "partner@c.example closed", "partner@g.example closed",
			"partner@g1.example closed", "partner@g2.example closed")
		slices.Sort(want)
		if got, _ := p.messaged(0); !slices.Equal(got, want) {
			t.Errorf("told %q, but %q have lines", got, want)
		}
	})
}

func TestAMessageIsReadByWhomItIsForAlone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		p.nominate(c.owner, "B", "T-azure")
		unread := func(who directory.Person) []outbox.Message {
			found, _, err := p.Messages(ctx, who, outbox.Filter{Unread: true}, db.Part{Sort: outbox.Order.Usual, Limit: 9})
			if err != nil {
				t.Fatal(err)
			}
			return found
		}
		mine := unread(c.rival)
		if len(mine) != 1 || len(unread(c.partner)) != 0 {
			t.Fatal(mine)
		}
		if _, err := p.OpenMessage(ctx, c.partner, mine[0].Key); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("somebody opened the message of another: %v", err)
		}
		if m, err := p.OpenMessage(ctx, c.rival, mine[0].Key); err != nil || m.Kind != outbox.Nominated || len(unread(c.rival)) != 0 {
			t.Errorf("%+v %v", m, err)
		}
		p.set("2016-04-12T09:00:00Z")
		p.nominate(c.owner, "G1", "T-azure")
		in, err := p.Inbox(ctx, c.rival)
		if err != nil {
			t.Fatal(err)
		}
		p.set("2016-04-13T09:00:00Z")
		p.nominate(c.owner, "B", "T-azure") // after the list was shown
		if err := p.ReadMessages(ctx, c.rival, in.Latest); err != nil {
			t.Fatal(err)
		}
		if left := unread(c.rival); len(left) != 1 || left[0].Key <= in.Latest || len(unread(c.account)) != 2 {
			t.Errorf("%+v", left)
		}
	})
}

func TestAPersonIsMailedOfTheTopicsOfTheirChoice(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		p.nominate(c.owner, "B", "T-azure")
		if err := p.ChooseMail(ctx, c.rival, []outbox.Topic{outbox.Requests}); err != nil {
			t.Fatal(err)
		}
		p.set("2016-04-12T09:00:00Z")
		p.nominate(c.owner, "G1", "T-azure")
		claimed, err := p.ClaimMail(ctx, 9, time.Minute)
		var to []string
		for _, m := range claimed {
			to = append(to, m.To.Email)
		}
		slices.Sort(to)
		if diff := cmp.Diff([]string{c.account.Email, c.partner.Email}, to); err != nil || diff != "" {
			t.Error(err, diff)
		}
		in, err := p.Inbox(ctx, c.rival)
		if diff := cmp.Diff([]outbox.Topic{outbox.Levels, outbox.Nominations, outbox.Reminders, outbox.Statements}, in.Unmailed); err != nil || diff != "" {
			t.Error(err, diff)
		}
		if err := p.ChooseMail(ctx, c.rival, outbox.Topics("partner")); err != nil {
			t.Fatal(err)
		}
		if in, err := p.Inbox(ctx, c.rival); err != nil || len(in.Unmailed) != 0 {
			t.Error(in, err)
		}
	})
}

func TestBothSidesAreToldOfAnAssociationThatAnAdminEnds(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		list, _, err := p.Associations(ctx, directory.AssociationFilter{Partner: "Birch", Route: "dpor"}, db.Part{Sort: directory.AssociationOrder.Usual, Limit: 5})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		p.tells(func() {
			if err := p.End(ctx, c.admin, list[0].Key, request.Said{}); err == nil {
				t.Error("ended without a word")
			}
		})
		p.tells(func() {
			if err := p.End(ctx, c.admin, list[0].Key, request.Said{Note: "because"}); err != nil {
				t.Fatal(err)
			}
		}, c.rival.Email+" ended", c.owner.Email+" ended", c.administrator.Email+" ended")
	})
}
