package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/store/outbox"
	"shimei/store/programme"
	"shimei/store/request"
)

// news has the portal tell what it tells by itself.
func (p *portal) news() {
	p.t.Helper()
	if _, err := p.News(ctx); err != nil {
		p.t.Fatal(err)
	}
}

// latest returns the latest message of a person.
func (p *portal) latest(who directory.Person) outbox.Message {
	p.t.Helper()
	found, _, err := p.Messages(ctx, who, outbox.Filter{}, db.Part{Sort: db.Sort{By: "at", Down: true}, Limit: 1})
	if err != nil || len(found) == 0 {
		p.t.Fatal("no message", err)
	}
	return found[0]
}

// used is a file that says how many users of T-office were active in a month.
func used(month string, users int) file {
	return rows("usage", "subscription_id,month,workload,available_seats,assigned_seats,active_users", fmt.Sprintf("T-office,%s,exchange,%d,%d,%d", month, users, users, users))
}

func TestAnAccountIsToldOnceOfALevelThatItGainsAndOfOneThatItLoses(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		owner := c.owner
		p.tells(func() { p.news(); p.news() }) // the first time nobody is told what they hold
		told := func(kind string) []string { return []string{c.rival.Email + " " + kind} }
		p.take(used("2016-04", 2000))
		p.tells(func() { p.news(); p.news() }, told("level_gained")...)
		want := outbox.Details{Partner: "Birch Consulting", PartnerID: "B", Levels: []outbox.LevelChange{{Kind: outbox.LevelGained, Competency: "cloud-productivity", Level: "silver"}}}
		if m := p.latest(c.rival); m.Topic != outbox.Levels || m.About != "2016-04" || cmp.Diff(want, m.Details) != "" {
			t.Errorf("%+v", m)
		}
		p.take(used("2016-04", 10))
		p.take(used("2016-04", 3000)) // there and back before the portal looks
		p.tells(p.news)
		p.remove(owner, "T-office")
		p.nominate(owner, "G1", "T-office")
		p.tells(p.news, c.rival.Email+" level_lost", c.partner.Email+" level_gained", c.sister.Email+" level_gained", c.account.Email+" level_gained")
		if got := p.latest(c.rival).Details.Levels; cmp.Diff([]outbox.LevelChange{{Kind: outbox.LevelLost, Competency: "cloud-productivity", Level: "silver", Holds: "none"}}, got) != "" {
			t.Errorf("%+v", got)
		}
	})
}

// TestAnAccountIsToldOfALevelWhateverChangedIt has B reach 90 in March and 80 in April, where silver asks for 85.
func TestAnAccountIsToldOfALevelWhateverChangedIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		who, march := p.person(directory.Manager, "B"), *month("2016-03")
		gained, lost := who.Email+" level_gained", who.Email+" level_lost"
		done := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		p.news()
		openWith(t, dsn, variant(t, "silver = 2000", "silver = 75"))
		p.tells(p.news, gained)
		openWith(t, dsn, variant(t, "silver = 2000", "silver = 85"))
		p.tells(p.news, lost)
		done(p.CompleteMonth(ctx, "vendor", march))
		p.tells(p.news, gained)
		done(p.ReopenMonth(ctx, "vendor", march))
		p.tells(p.news, lost)
		p.take(used("2016-04", 86))
		p.tells(p.news, gained)
		list, err := p.Imports(ctx, db.Part{Sort: intake.Order.Parse(""), Limit: 1})
		done(err)
		p.undo(list[0].Key)
		p.tells(p.news, lost)
		done(p.CloseMonth(ctx, "vendor", march))
		_, before := p.messaged(0)
		p.news()
		if got, _ := p.messaged(before); !slices.Equal(got, []string{gained}) {
			t.Errorf("told %q when a month was closed", got)
		}
	})
}

// TestAnAccountIsToldOfSeveralLevelsByOneMessage has the same account gain a level, and another that is about to
// end since the seats of its sales leave the window.
func TestAnAccountIsToldOfSeveralLevelsByOneMessage(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		who := p.person(directory.Manager, "B")
		p.news()
		var subscriptions, sales, uses []string
		for k := range 5 { // customers that were added twelve months ago
			subscriptions = append(subscriptions, fmt.Sprintf("N%d,T%d,office365,paid,csp,20,2015-05-10", k, k))
			sales = append(sales, fmt.Sprintf("n-%d,N%d,B,2015-05-10,20", k, k))
			uses = append(uses, fmt.Sprintf("N%d,2016-04,exchange,900,900,900", k))
		}
		p.take(rows("customers", "tenant_id,name", "T0,Null", "T1,One", "T2,Two", "T3,Three", "T4,Four"),
			rows("subscriptions", "subscription_id,tenant_id,product,kind,licensing,seats,start_date", subscriptions...),
			rows("sales", "order_id,subscription_id,partner_id,date,seats", sales...),
			rows("usage", "subscription_id,month,workload,available_seats,assigned_seats,active_users", uses...))
		p.tells(func() { p.news(); p.news() }, who.Email+" levels_changed")
		m := p.latest(who)
		want := []outbox.LevelChange{{Kind: outbox.LevelGained, Competency: "cloud-productivity", Level: "gold"},
			{Kind: outbox.LevelGained, Competency: "smmcs", Level: "silver"}, {Kind: outbox.LevelEnding, Competency: "smmcs", Level: "silver", Until: "2016-05"}}
		if diff := cmp.Diff(want, m.Details.Levels); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTheDeskAndTheSupportContactAreToldOfARegisteredPartner(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		if err := p.ChooseMail(ctx, c.other, outbox.Topics("admin")); err != nil { // the other admin does not choose it
			t.Fatal(err)
		}
		if err := p.SetContact(ctx, c.partner, "G1", directory.Contact{Name: "Service", Email: "Service@g.example", Phone: "+49 30 1234567"}); err != nil {
			t.Fatal(err)
		}
		partners := []string{c.partner.Email + " nominated", c.account.Email + " nominated"}
		p.tells(func() { p.nominate(c.owner, "G1", "T-azure") }, append(partners, c.other.Email+" registered", "Service@g.example supports")...)
		m := p.latest(c.other)
		if m.Topic != outbox.Desk || m.Details.Contact != "Service, Service@g.example, +49 30 1234567" || m.Details.Customer != "Tailspin Toys" || m.Details.PartnerID != "G1" {
			t.Errorf("%+v", m)
		}
		var mailed []string
		for _, m := range p.claim(20) {
			mailed = append(mailed, m.To.Email)
			if m.To.Key == 0 && (m.To.Name != "Service" || m.To.Language != "en") {
				t.Errorf("%+v", m.To)
			}
		}
		slices.Sort(mailed)
		if diff := cmp.Diff([]string{"Service@g.example", c.other.Email, c.account.Email, c.partner.Email}, mailed); diff != "" {
			t.Error(diff)
		}
		p.set("2016-04-12T09:00:00Z")
		if err := p.SetContact(ctx, c.partner, "G1", directory.Contact{Email: strings.ToUpper(c.account.Email)}); err != nil {
			t.Fatal(err)
		}
		p.tells(func() { p.nominate(c.owner, "G1", "T-ems") }, append(partners, c.other.Email+" registered")...) // who is told already
		p.remove(c.owner, "T-azure")
		claimed := p.ask(c.partner, claim("G1", "T-azure"))
		p.tells(func() { p.act(c.admin, claimed, programme.ActApprove) }, c.owner.Email+" claim_approve", c.administrator.Email+" claim_approve",
			c.partner.Email+" claim_approve", c.account.Email+" claim_approve", c.other.Email+" registered")
		if err := p.ChooseMail(ctx, c.other, nil); err != nil {
			t.Fatal(err)
		}
		p.set("2016-04-13T09:00:00Z")
		p.tells(func() { p.nominate(c.owner, "G2", "T-ems") }, c.sister.Email+" nominated", c.account.Email+" nominated", c.partner.Email+" replaced", c.account.Email+" replaced")
	})
}

func TestAdminsAreToldOnceADayOfNominationsThatTheyLookAt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		flag := func() { // the partner of record changes often
			for k := range 4 {
				p.now.Add(60_000)
				p.nominate(c.owner, []string{"G1", "B"}[k%2], "T-azure")
			}
		}
		flag()
		admins := []string{c.admin.Email + " to_review", c.other.Email + " to_review"}
		p.tells(func() { p.news(); p.news() }, admins...)
		if m := p.latest(c.admin); m.Topic != outbox.Flagged || m.Details.Count != 1 || m.Details.Customer != "" {
			t.Errorf("%+v", m)
		}
		flag()
		p.tells(p.news) // today they know
		p.set("2016-04-12T09:00:00Z")
		p.tells(func() { p.news(); p.news() }, admins...)
		p.set("2016-04-13T09:00:00Z")
		p.tells(p.news) // nothing new
	})
}

func TestAdminsAreToldOfWhatWaitsForThemByATopicOfItsOwn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		topic := func(who directory.Person, kind outbox.Kind, want outbox.Topic) {
			t.Helper()
			if m := p.latest(who); m.Kind != kind || m.Topic != want {
				t.Errorf("%s is told %s by the topic %s, want %s by %s", who.Email, m.Kind, m.Topic, kind, want)
			}
			p.now.Add(1000)
		}
		claimed := p.ask(c.partner, claim("G1", "T-azure"))
		topic(c.admin, "claim_ask", outbox.Waiting)
		topic(c.owner, "claim_ask", outbox.Requests)
		p.act(c.owner, claimed, programme.ActObject)
		topic(c.other, "claim_object", outbox.Waiting)
		topic(c.partner, "claim_object", outbox.Requests)
		p.act(c.admin, claimed, programme.ActReturn)
		topic(c.account, "claim_return", outbox.Requests)
		p.act(c.partner, claimed, programme.ActAnswer)
		topic(c.other, "claim_answer", outbox.Waiting)
		p.act(c.admin, claimed, programme.ActReject)
		topic(c.owner, "claim_reject", outbox.Requests)
		p.act(c.partner, claimed, programme.ActDispute)
		topic(c.admin, "claim_dispute", outbox.Waiting)
		p.act(c.partner, claimed, programme.ActWithdraw)
		topic(c.admin, "claim_withdraw", outbox.Requests)
	})
}

// TestADelegationOfAFileIsRemindedOfAndExtended has one that came by a file treated as one that was asked for.
func TestADelegationOfAFileIsRemindedOfAndExtended(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, partner, rival := p.person(directory.Owner, "T"), p.person(directory.Manager, "A"), p.person(directory.Manager, "B")
		both := []string{owner.Email + " ending", partner.Email + " ending"}
		facts := rows("associations", "route,partner_id,subscription_id,tenant_id,from,to", "dap,A,,T,2016-01-01,2016-06-11")
		p.take(facts)
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
		if m := p.latest(partner); m.About != "" || m.Details.Days != 7 || m.Details.Partner != "Aomori Systems" || m.Details.Until != at("2016-06-11T00:00:00Z") {
			t.Errorf("%+v", m)
		}
		list, _, err := p.Associations(ctx, directory.AssociationFilter{Partner: "Aomori", Route: "dap"}, db.Part{Sort: directory.AssociationOrder.Usual, Limit: 5})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		if _, err := p.Extendable(ctx, rival, list[0].Key); err == nil {
			t.Error("another partner may extend it")
		}
		if q, err := p.Extendable(ctx, partner, list[0].Key); err != nil || q.To != at("2016-06-11T00:00:00Z") || q.CustomerName != "Tailspin Toys" {
			t.Errorf("%+v %v", q, err)
		}
		p.act(owner, p.ask(partner, request.Ask{Way: programme.WayExtension, Association: list[0].Key, Days: 31}), programme.ActAccept)
		p.take(facts) // which changes nothing of it
		list, _, err = p.Associations(ctx, directory.AssociationFilter{Partner: "Aomori", Route: "dap"}, db.Part{Sort: directory.AssociationOrder.Usual, Limit: 5})
		if err != nil || len(list) != 2 || list[0].From != list[1].To || list[0].To != at("2016-07-12T00:00:00Z") || list[0].Source != "request" {
			t.Fatalf("%+v %v", list, err)
		}
		p.set("2016-07-10T12:00:00Z")
		p.tells(func() { p.clock(); p.clock() }, both...)
		if m := p.latest(owner); m.About != list[0].Reference || m.About == "" {
			t.Errorf("%+v", m)
		}
		p.act(owner, list[0].Reference, programme.ActEnd)
		p.rebuilt()
	})
}
