package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/request"
)

// ask asks for something that is not refused.
func (p *portal) ask(who directory.Person, a request.Ask) string {
	p.t.Helper()
	q, err := p.Ask(ctx, who, a)
	if err != nil {
		p.t.Fatalf("%s asked for %+v: %v", who.Name, a, err)
	}
	return q.Reference
}

// act does what is not refused, and says why where that is asked for.
func (p *portal) act(who directory.Person, reference string, act programme.Act) request.Request {
	p.t.Helper()
	q, err := p.Act(ctx, who, request.On{Reference: reference, Act: act, Said: request.Said{Reason: "other", Note: "because"}})
	if err != nil {
		p.t.Fatalf("%s by %s: %v", act, who.Name, err)
	}
	return q
}

// refused checks that an act is refused with a code, "" for a request that is not to be seen.
func (p *portal) refusedAct(who directory.Person, reference string, act programme.Act, code string) {
	p.t.Helper()
	before := p.dump()
	_, err := p.Act(ctx, who, request.On{Reference: reference, Act: act, Said: request.Said{Reason: "other", Note: "because"}})
	if r := store.Refusal(err); r == nil && !(code == "" && errors.Is(err, store.ErrNotFound)) || r != nil && r.Code != code {
		p.t.Errorf("%s by %s: %v, want %q", act, who.Name, err, code)
	}
	if diff := cmp.Diff(before, p.dump()); diff != "" {
		p.t.Errorf("a refused %s changed\n%s", act, diff)
	}
}

func delegation(partner, tenant string, days int) request.Ask {
	return request.Ask{Way: programme.WayDelegation, Route: "dap", PartnerID: partner, TenantID: tenant, Days: days, Name: "Administration"}
}

// shows is a file that a claim comes with.
var shows = []request.File{{Name: "report.pdf", Content: []byte("%PDF-1.4\n1 0 obj\nstartxref\n9\n%%EOF\n")}}

func claim(partner, subscription string) request.Ask {
	return request.Ask{Way: programme.WayClaim, Route: "dpor", PartnerID: partner, Subscription: subscription, Note: "we did it", Files: shows}
}

func (p *portal) state(who directory.Person, reference string) programme.State {
	p.t.Helper()
	d, err := p.Request(ctx, who, reference)
	if err != nil {
		p.t.Fatal(err)
	}
	return d.Life.State
}

func TestADelegationIsAskedForAcceptedAndCredited(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, partner := p.person(directory.Owner, "T"), p.person(directory.Manager, "G1")
		before := p.credits()
		reference := p.ask(partner, delegation("G1", "t", 30))
		if diff := cmp.Diff(before, p.credits()); diff != "" {
			t.Error("credited before anybody answered", diff)
		}
		if _, err := p.Ask(ctx, partner, delegation("G1", "T", 60)); store.Refusal(err) == nil || store.Refusal(err).Code != programme.RefusedAsked {
			t.Errorf("asked twice: %v", err)
		}
		q := p.act(owner, reference, programme.ActAccept)
		if q.Life.State != programme.StateActive || q.Life.Due != at("2016-05-12T00:00:00Z") {
			t.Errorf("%+v", q.Life)
		}
		if len(changes(before, p.credits())) == 0 {
			t.Error("an accepted delegation is not credited")
		}
		p.rebuilt()
		p.set("2016-05-12T00:00:00Z")
		if s := p.state(owner, reference); s != programme.StateEnded {
			t.Errorf("after its last day it is %s", s)
		}
		p.refusedAct(partner, reference, programme.ActEnd, programme.RefusedState)
		for range 2 { // the second time finds nothing
			if _, err := p.Clock(ctx); err != nil {
				t.Fatal(err)
			}
		}
		d, err := p.Request(ctx, owner, reference)
		var told []string
		for _, e := range d.History {
			told = append(told, string(e.Kind)+" "+e.By.Name)
		}
		if diff := cmp.Diff([]string{"ask partner of G1", "accept owner of T", "expire "}, told); err != nil || diff != "" {
			t.Error(err, diff)
		}
		p.rebuilt()
	})
}

func TestADelegationIsMadeLongerByAskingAnew(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, partner := p.person(directory.Owner, "T"), p.person(directory.Manager, "A")
		first := p.act(owner, p.ask(partner, delegation("A", "T", 30)), programme.ActAccept)
		longer := request.Ask{Way: programme.WayExtension, Association: first.Association, Days: 800}
		if _, err := p.Ask(ctx, partner, longer); store.Refusal(err) == nil || store.Refusal(err).Code != programme.RefusedTerm {
			t.Errorf("longer than two years: %v", err)
		}
		longer.Days = 60
		if _, err := p.Ask(ctx, p.person(directory.Manager, "B"), longer); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another partner asked to extend it: %v", err)
		}
		p.act(owner, p.ask(partner, longer), programme.ActAccept)
		d, err := p.Request(ctx, owner, first.Reference)
		if err != nil || d.To != at("2016-07-11T00:00:00Z") || d.Life.Due != d.To {
			t.Errorf("%v %+v: %v", d.To, d.Life, err)
		}
		p.act(partner, first.Reference, programme.ActEnd)
		if s := p.state(owner, first.Reference); s != programme.StateEnded {
			t.Error(s)
		}
		p.rebuilt()
	})
}

func TestAClaimIsReviewedAndNeverTakesAPartnerOfRecordsPlace(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, admin := p.person(directory.Owner, "T"), p.person(directory.Admin, "")
		a, c := p.person(directory.Manager, "G1"), p.person(directory.Manager, "C")
		taken := p.ask(a, claim("G1", "T-office"))
		p.refusedAct(admin, taken, programme.ActApprove, programme.RefusedTaken)
		p.nominate(owner, "G1", "T-office")
		p.refusedAct(admin, taken, programme.ActApprove, programme.RefusedState)
		if s := p.state(a, taken); s != programme.StateSuperseded {
			t.Errorf("a claim that waited is %s when its customer nominates", s)
		}

		won, lost := p.ask(a, claim("G1", "T-azure")), p.ask(c, claim("C", "T-azure"))
		d, err := p.Request(ctx, admin, won)
		if err != nil || len(d.Rivals) != 1 || d.Rivals[0].Reference != lost {
			t.Errorf("%+v: %v", d.Rivals, err)
		}
		if d, err := p.Request(ctx, a, won); err != nil || d.Rivals != nil {
			t.Errorf("a partner sees the claims of others: %+v %v", d.Rivals, err)
		}
		before := p.credits()
		p.act(admin, won, programme.ActReturn)
		p.act(a, won, programme.ActAnswer)
		p.act(owner, won, programme.ActObject)
		p.act(admin, won, programme.ActApprove)
		if len(changes(before, p.credits())) == 0 || p.present(owner, "T-azure") != "G1" {
			t.Error("an approved claim is not credited", p.present(owner, "T-azure"))
		}
		p.refusedAct(admin, lost, programme.ActApprove, programme.RefusedTaken)
		p.act(admin, lost, programme.ActReject)
		p.act(c, lost, programme.ActDispute)
		p.act(admin, lost, programme.ActReject)
		p.refusedAct(c, lost, programme.ActDispute, programme.RefusedState)

		p.set("2016-04-12T09:00:00Z")
		p.nominate(owner, "B", "T-azure")
		if s := p.state(a, won); s != programme.StateSuperseded {
			t.Errorf("after a nomination the claim is %s", s)
		}
		p.rebuilt()

		p.set("2016-04-13T09:00:00Z")
		p.remove(owner, "T-azure")
		p.set("2016-05-11T23:59:59Z")
		if _, err := p.Ask(ctx, c, claim("C", "T-azure")); store.Refusal(err) == nil || store.Refusal(err).Code != programme.RefusedAgain {
			t.Errorf("claimed again while it can be disputed: %v", err)
		}
		p.set("2016-05-12T00:00:00Z")
		again := p.ask(c, claim("C", "T-azure"))
		p.act(admin, again, programme.ActApprove)
		p.set("2016-05-14T09:00:00Z")
		p.remove(owner, "T-azure")
		if d, err := p.Request(ctx, c, again); err != nil || d.Life.State != programme.StateEnded || d.History[len(d.History)-1].By.Name != owner.Name {
			t.Errorf("after a removal the claim is %s: %v", d.Life.State, err)
		}
		p.rebuilt()
	})
}

// A file that brings a partner of record takes the place of a claim as a nomination does. One that tells again
// who is partner of record, or when that ends, does not.
func TestAClaimEndsWhenAFileBringsAPartnerOfRecord(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		kept, taken, returned, late := p.ask(c.rival, claim("B", "T-ems")), p.ask(c.rival, claim("B", "T-azure")), p.ask(c.sister, claim("G2", "T-azure")), p.ask(c.partner, claim("G1", "T-office"))
		p.act(c.admin, returned, programme.ActReturn)
		told := func(who ...directory.Person) (all []string) {
			for _, x := range append(who, c.admin, c.other) {
				all = append(all, x.Email+" claim_supersede")
			}
			return all
		}
		p.tells(func() {
			p.take(rows("associations", "route,partner_id,subscription_id,from,to", "dpor,B,T-office,2015-06-10,2016-09-01", "dpor,A,T-azure,2015-08-01,2015-09-01"))
		})
		var brought int64
		p.tells(func() {
			brought = p.take(rows("associations", "route,partner_id,subscription_id,from", "dpor,A,T-azure,2016-02-01"))[0].Key
		}, append(told(c.rival), told(c.sister, c.account)...)...)
		p.tells(func() {
			p.take(rows("associations", "route,partner_id,subscription_id,from", "dpor,A,T-azure,2016-02-01"))
		})
		p.tells(func() {
			p.take(rows("associations", "route,partner_id,subscription_id,from", "dpor,A,T-office,2016-08-01"))
		}, told(c.partner, c.account)...)
		var got []programme.State
		for _, reference := range []string{kept, taken, returned, late} {
			got = append(got, p.state(c.admin, reference))
		}
		if want := []programme.State{programme.StateSubmitted, programme.StateSuperseded, programme.StateSuperseded, programme.StateSuperseded}; !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
		undone := p.undo(brought)
		again := p.ask(c.rival, claim("B", "T-azure"))
		p.tells(func() { p.undo(undone.Key) }, told(c.rival)...)
		if s := p.state(c.rival, again); s != programme.StateSuperseded || p.present(c.owner, "T-azure") != "A" {
			t.Errorf("brought back by an undo of an undo: %s", s)
		}
		p.rebuilt()
	})
}

func TestTheVendorOpensAndApprovesWhatTheProgrammeHasOpened(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		admin, a := p.person(directory.Admin, ""), p.person(directory.Manager, "A")
		track := request.Ask{Way: programme.WayApplication, Route: "fasttrack", PartnerID: "A", TenantID: "T"}
		for _, early := range []request.Ask{track, {Way: programme.WayApplication, Route: "adviser", PartnerID: "A", Subscription: "T-office"}} {
			if _, err := p.Ask(ctx, a, early); store.Refusal(err) == nil || store.Refusal(err).Code != programme.RefusedNotOpen {
				t.Errorf("%s before the programme opens it: %v", early.Route, err)
			}
		}
		p.set("2016-07-02T09:00:00Z")
		p.act(admin, p.ask(a, track), programme.ActApprove)
		opened := p.ask(admin, request.Ask{Way: programme.WayAssignment, Route: "fasttrack", PartnerID: "C", TenantID: "U"})
		if s := p.state(admin, opened); s != programme.StateActive {
			t.Error(s)
		}
		if _, err := p.Ask(ctx, a, request.Ask{Way: programme.WayAssignment, Route: "fasttrack", PartnerID: "A", TenantID: "U"}); store.Refusal(err) == nil || store.Refusal(err).Code != programme.RefusedActor {
			t.Errorf("a partner opened it: %v", err)
		}
		p.rebuilt()
	})
}

func TestThePastIsCorrectedByTwoAdmins(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		one, owner := p.person(directory.Admin, ""), p.person(directory.Owner, "T")
		if err := p.AddPerson(ctx, store.NewPerson{Email: "other@vendor.example", Name: "Other", Role: directory.Admin}); err != nil {
			t.Fatal(err)
		}
		other := p.who("other@vendor.example")
		p.nominate(owner, "B", "T-azure")
		list, _, err := p.Associations(ctx, directory.AssociationFilter{Partner: "Birch", Product: "azure", Route: "dpor"}, db.Part{Sort: directory.AssociationOrder.Usual, Limit: 5})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		march := programme.DayOf(2016, 3, 1)
		before := p.credits()
		fix := p.ask(one, request.Ask{Way: programme.WayCorrection, Association: list[0].Key, From: &march, Note: "nominated by letter"})
		p.refusedAct(one, fix, programme.ActApprove, programme.RefusedOwn)
		p.refusedAct(owner, fix, programme.ActApprove, "")
		if diff := cmp.Diff(before, p.credits()); diff != "" {
			t.Error("one admin changed the past", diff)
		}
		p.act(other, fix, programme.ActApprove)
		got := changes(before, p.credits())
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "B 2016-03 consumed_revenue") }) {
			t.Errorf("March is not credited: %v", got)
		}
		p.rebuilt()
	})
}

// What a file told of an association's beginning stays behind a correction, and customers see what is so.
func TestACorrectedBeginningIsSeenOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		one, owner := p.person(directory.Admin, ""), p.person(directory.Owner, "T")
		other := p.person(directory.Admin, "other")
		list, _, err := p.Associations(ctx, directory.AssociationFilter{Route: "dap", Customer: "T"}, db.Part{Sort: directory.AssociationOrder.Usual, Limit: 5})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		day := programme.DayOf(2015, 8, 1)
		p.act(other, p.ask(one, request.Ask{Way: programme.WayCorrection, Association: list[0].Key, From: &day, Note: "by letter"}), programme.ActApprove)
		var seen []programme.Instant
		if err := p.EachAccess(ctx, owner.Customer, directory.AssociationFilter{Route: "dap"}, directory.AccessOrder.Usual, func(a directory.Association) error {
			seen = append(seen, a.From)
			return nil
		}); err != nil || !slices.Equal(seen, []programme.Instant{at("2015-08-01T00:00:00Z")}) {
			t.Errorf("the customer sees it from %v: %v", seen, err)
		}
		p.rebuilt()
	})
}

// TestOnlyWhoTheTableNamesActs tries every act by every kind of person on a request in every state.
func TestOnlyWhoTheTableNamesActs(t *testing.T) {
	onSQLiteOnly(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader, stranger := p.person(directory.Owner, "T"), p.person(directory.Reader, "T"), p.person(directory.Owner, "U")
		partner, sister, rival := p.person(directory.Manager, "G1"), p.person(directory.Manager, "G2"), p.person(directory.Manager, "A")
		admin := p.person(directory.Admin, "")
		for _, a := range []request.Ask{delegation("G1", "T", 30), claim("G1", "T-azure")} {
			reference := p.ask(partner, a)
			for _, act := range []programme.Act{programme.ActAccept, programme.ActDecline, programme.ActApprove, programme.ActReturn, programme.ActReject,
				programme.ActEnd, programme.ActObject, programme.ActDispute, programme.ActLapse, programme.ActNominate, programme.ActSupersede} {
				p.refusedAct(stranger, reference, act, "")
				p.refusedAct(rival, reference, act, "")
				p.refusedAct(reader, reference, act, programme.RefusedActor)
			}
			p.refusedAct(directory.Person{}, reference, programme.ActAccept, "")
			p.refusedAct(partner, reference, programme.ActAccept, programme.RefusedActor)
			p.refusedAct(partner, reference, programme.ActApprove, programme.RefusedActor)
			p.refusedAct(owner, reference, programme.ActApprove, programme.RefusedActor)
			p.refusedAct(admin, reference, programme.ActAccept, programme.RefusedActor)
			p.act(sister, reference, programme.ActWithdraw) // of the same account
			p.refusedAct(owner, reference, programme.ActAccept, map[bool]string{true: programme.RefusedState, false: programme.RefusedActor}[a.Way == programme.WayDelegation])
		}
	})
}

// onSQLiteOnly runs a test of what is decided before the database is.
func onSQLiteOnly(t *testing.T, run func(t *testing.T, dsn string)) {
	t.Helper()
	t.Parallel()
	run(t, t.TempDir()+"/shimei.db")
}
