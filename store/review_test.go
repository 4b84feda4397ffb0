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
	"shimei/store/programme"
	"shimei/store/request"
)

// queue returns what waits for an admin, oldest first, in words.
func (p *portal) queue(admin directory.Person) (told []string) {
	p.t.Helper()
	found, count, err := p.Requests(ctx, admin, request.Filter{ToReview: true}, db.Part{Sort: request.Oldest, Limit: 100})
	if err != nil || int(count) != len(found) {
		p.t.Fatal(count, err)
	}
	for _, q := range found {
		told = append(told, fmt.Sprint(q.Life.Way, " ", q.Partner.ID, " ", q.Subscription, q.Flags))
	}
	return told
}

// associations returns the associations by a route with a subscription, or with a tenant, the latest first.
func (p *portal) associations(f directory.AssociationFilter) []directory.Association {
	p.t.Helper()
	found, _, err := p.Associations(ctx, f, db.Part{Sort: directory.AssociationOrder.Usual, Limit: 20})
	if err != nil {
		p.t.Fatal(err)
	}
	return found
}

func TestANominationWithAFlagIsInEffectAndWaitsForAnAdmin(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, other, admin := p.person(directory.Owner, "T"), p.person(directory.Owner, "U"), p.person(directory.Admin, "")
		p.take(rows("partners", "partner_id,name,email,status,as_of", "A,Aomori Systems,desk@Tailspin.Example,,2015-01-01",
			"C,Cedar Services,desk@cedar.example,suspended,2016-01-10"), rows("partners", "partner_id,name,status,as_of", "C,Cedar Services,active,2016-02-10"))
		p.nominate(other, "A", "U-office")
		p.nominate(owner, "B", "T-azure")
		if got := p.queue(admin); got != nil {
			t.Errorf("nominations without a flag wait: %v", got)
		}
		reference := p.nominate(owner, "A", "T-office", "T-ems")
		p.set("2016-04-12T09:00:00Z")
		p.nominate(owner, "C", "T-azure")
		want := []string{"nomination A T-office[same_domain]", "nomination A T-ems[same_domain]", "nomination C T-azure[was_suspended]"}
		if diff := cmp.Diff(want, p.queue(admin)); diff != "" {
			t.Error(diff)
		}
		if p.present(owner, "T-office") != "A" {
			t.Error("it is not in effect")
		}
		found, _, err := p.Requests(ctx, admin, request.Filter{ToReview: true}, db.Part{Sort: request.Oldest, Limit: 100})
		if err != nil || found[0].Name != reference || found[1].Name != reference || found[0].Reference == found[1].Reference || found[0].AskedBy != "owner of T" {
			t.Errorf("%+v: %v", found, err)
		}
		for who, see := range map[*directory.Person]bool{&owner: false, &other: false, &admin: true} {
			if _, err := p.Request(ctx, *who, found[0].Reference); see != (err == nil) || !see && !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s: %v", who.Name, err)
			}
		}
		before := p.credits()
		q := p.act(admin, found[0].Reference, programme.ActApprove)
		if q.Life.State != programme.StateActive || !q.Life.Reviewed || p.present(owner, "T-office") != "A" {
			t.Errorf("%+v", q.Life)
		}
		p.refusedAct(admin, found[0].Reference, programme.ActApprove, programme.RefusedState)
		if diff := cmp.Diff(before, p.credits()); diff != "" {
			t.Error("a look changed credits", diff)
		}
		if got := p.happened(owner, "T-office"); slices.Contains(got, "approve") {
			t.Errorf("the customer is told that an admin looked: %v", got)
		}
		p.act(admin, found[1].Reference, programme.ActEnd)
		if got := p.happened(owner, "T-ems"); p.present(owner, "T-ems") != "" || !slices.Contains(got, "end") {
			t.Errorf("an admin ended it, and the customer is told %v", got)
		}
		p.set("2016-04-12T09:01:00Z")
		p.remove(owner, "T-azure")
		if got := p.queue(admin); got != nil {
			t.Errorf("what was decided or is over waits: %v", got)
		}
		p.rebuilt()
	})
}

// happened returns what a customer is told of a subscription, latest first.
func (p *portal) happened(owner directory.Person, subscription string) (kinds []string) {
	p.t.Helper()
	d, err := p.Subscription(ctx, owner.Customer, subscription)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range d.Timeline {
		kinds = append(kinds, string(e.Kind))
	}
	list, _, err := p.Activity(ctx, directory.Whose{Customer: owner.Customer}, directory.ActivityFilter{Subscription: subscription}, db.Part{Sort: directory.ActivityOrder.Usual, Limit: 50})
	if err != nil {
		p.t.Fatal(err)
	}
	var listed []string
	for _, e := range list {
		listed = append(listed, string(e.Kind))
	}
	for _, kind := range []string{"approve", "end", "ask"} {
		if slices.Contains(listed, kind) != slices.Contains(kinds, kind) {
			p.t.Errorf("%s: the activity has %v, the subscription %v", subscription, listed, kinds)
		}
	}
	return kinds
}

func TestManyChangesAndManyAtOnceAreFlagged(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, admin := p.person(directory.Owner, "T"), p.person(directory.Admin, "")
		for k, partner := range []string{"A", "C", "A"} {
			p.set(fmt.Sprintf("2016-04-%02dT09:00:00Z", 12+k))
			p.nominate(owner, partner, "T-office")
		}
		if diff := cmp.Diff([]string{"nomination A T-office[changed_often]"}, p.queue(admin)); diff != "" {
			t.Error(diff)
		}
		p.set("2016-05-20T09:00:00Z")
		p.nominate(owner, "C", "T-office")
		if got := p.queue(admin); got != nil {
			t.Errorf("a change after 30 days: %v", got)
		}
		var many, ids []string
		for k := range 50 {
			ids = append(ids, fmt.Sprintf("M-%02d", k))
			many = append(many, ids[k]+",T,office365,2015-06-01")
		}
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,start_date", many...))
		p.set("2016-05-21T09:00:00Z")
		p.nominate(owner, "A", ids...)
		if got := p.queue(admin); got != nil {
			t.Errorf("fifty: %v", got)
		}
		p.now.Add(time.Hour.Milliseconds() - 1)
		p.nominate(owner, "A", "T-ems")
		if diff := cmp.Diff([]string{"nomination A T-ems[many_at_once]"}, p.queue(admin)); diff != "" {
			t.Error(diff)
		}
		p.now.Add(1)
		p.nominate(owner, "A", "T-azure")
		if got := p.queue(admin); len(got) != 1 {
			t.Errorf("an hour later: %v", got)
		}
	})
}

func TestAllNominationsAreLookedAtWhereTheProgrammeSaysSoAndNoneWhereItDoesNot(t *testing.T) {
	for review, want := range map[string][]string{"all": {"nomination A T-ems[]"}, "none": nil} {
		t.Run(review, func(t *testing.T) {
			each(t, func(t *testing.T, dsn string) {
				p, _ := openWith(t, dsn, variant(t, `review = "flagged"`, `review = "`+review+`"`))
				p.take(small()...)
				p.take(rows("partners", "partner_id,email", "B,desk@tailspin.example"))
				owner, admin := p.person(directory.Owner, "T"), p.person(directory.Admin, "")
				p.nominate(owner, "A", "T-ems")
				if diff := cmp.Diff(want, p.queue(admin)); diff != "" {
					t.Error(diff)
				}
				p.nominate(owner, "B", "T-azure")
				if got := p.queue(admin); len(got) != 2*len(want) {
					t.Error(got)
				}
			})
		})
	}
}

func TestAnAdminEndsAnAssociationHoweverItCameAndNoFileOpensItAgain(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, admin, partner := p.person(directory.Owner, "T"), p.person(directory.Admin, ""), p.person(directory.Manager, "G1")
		said := request.Said{Reason: "not_the_partner", Note: "they work together no longer"}
		delegated := p.act(owner, p.ask(partner, delegation("G1", "T", 30)), programme.ActAccept)
		p.nominate(owner, "A", "T-azure")
		for _, c := range []struct {
			name string
			of   directory.AssociationFilter
		}{
			{"of a file, with a subscription", directory.AssociationFilter{Partner: "Birch", Route: "dpor"}},
			{"of a file, with a tenant", directory.AssociationFilter{Partner: "Cedar", Route: "dap"}},
			{"of a request", directory.AssociationFilter{Partner: "G1", Route: "dap"}},
			{"of a nomination that nobody looks at", directory.AssociationFilter{Partner: "Aomori", Route: "dpor"}},
		} {
			found := p.associations(c.of)
			if len(found) != 1 {
				t.Fatal(c.name, found)
			}
			key, dump := found[0].Key, p.dump()
			for _, who := range []directory.Person{owner, partner, {}} {
				if r := store.Refusal(p.End(ctx, who, key, said)); r == nil || r.Code != programme.RefusedActor {
					t.Errorf("%s: %q ends it: %v", c.name, who.Name, r)
				}
			}
			if r := store.Refusal(p.End(ctx, admin, key, request.Said{Reason: "other", Note: " "})); r == nil || r.Code != programme.RefusedReason {
				t.Errorf("%s: without a word: %v", c.name, r)
			}
			if diff := cmp.Diff(dump, p.dump()); diff != "" {
				t.Errorf("%s: a refusal changed\n%s", c.name, diff)
			}
			if err := p.End(ctx, admin, key, said); err != nil {
				t.Fatal(c.name, err)
			}
			d, err := p.Association(ctx, key)
			if err != nil || d.To != at(began) || d.EndedBy != admin.Name {
				t.Errorf("%s: until %v by %q: %v", c.name, d.To, d.EndedBy, err)
			}
			if e := d.Timeline[0]; e.Kind != "end" || e.After.Values["note"] != said.Note || e.After.Values["reason"] != said.Reason {
				t.Errorf("%s: %+v", c.name, e)
			}
			if r := store.Refusal(p.End(ctx, admin, key, said)); r == nil || r.Code != programme.RefusedState {
				t.Errorf("%s: ended twice: %v", c.name, r)
			}
		}
		if s := p.state(admin, delegated.Reference); s != programme.StateEnded {
			t.Errorf("the request is %s", s)
		}
		sold := p.associations(directory.AssociationFilter{Partner: "Aomori", Route: "seller"})
		if r := store.Refusal(p.End(ctx, admin, sold[0].Key, said)); r == nil || r.Code != programme.RefusedSales {
			t.Errorf("a seller was ended: %v", r)
		}
		if err := p.End(ctx, admin, 99999, said); !errors.Is(err, store.ErrNotFound) {
			t.Error(err)
		}
		p.rebuilt()
		after := p.dump("association", "credit")
		p.set("2016-05-02T09:00:00Z")
		p.take(small()[5])
		p.take(rows("associations", "route,partner_id,subscription_id,tenant_id,from", "dpor,B,T-office,,2015-06-10", "dap,C,,T,2015-07-01"))
		if diff := cmp.Diff(after, p.dump("association", "credit")); diff != "" {
			t.Errorf("the same rows again changed\n%s", diff)
		}
		p.rebuilt()
	})
}

// times are when each association is in effect.
func (p *portal) times() (told []string) {
	for _, a := range p.associations(directory.AssociationFilter{}) {
		told = append(told, fmt.Sprint(a.Route, " ", a.Partner.ID, " ", a.TenantID, a.Subscription, " ", a.From, " ", a.To))
	}
	slices.Sort(told)
	return told
}

func TestWhatTwoAdminsCorrectedIsNotUndoneByTheFileThatToldIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		one, owner := p.person(directory.Admin, ""), p.person(directory.Owner, "T")
		if err := p.AddPerson(ctx, store.NewPerson{Email: "other@vendor.example", Name: "Other", Role: directory.Admin}); err != nil {
			t.Fatal(err)
		}
		other := p.who("other@vendor.example")
		day := func(month, day int) *programme.Day { d := programme.DayOf(2016, time.Month(month), day); return &d }
		correct := func(of directory.AssociationFilter, from, to *programme.Day) {
			t.Helper()
			reference := p.ask(one, request.Ask{Way: programme.WayCorrection, Association: p.associations(of)[0].Key, From: from, To: to})
			p.refusedAct(one, reference, programme.ActApprove, programme.RefusedOwn)
			p.act(other, reference, programme.ActApprove)
			p.rebuilt()
		}
		record := directory.AssociationFilter{Partner: "Birch", Route: "dpor"}
		for _, wrong := range []struct {
			request.Ask
			code string
		}{{request.Ask{From: day(5, 1)}, programme.RefusedNotPast}, {request.Ask{To: day(5, 1)}, programme.RefusedNotPast}, {request.Ask{From: day(4, 11)}, programme.RefusedNotPast},
			{request.Ask{To: day(4, 11)}, programme.RefusedNotPast}, {request.Ask{From: day(3, 2), To: day(3, 1)}, programme.RefusedDays}, {request.Ask{}, programme.RefusedNothingChosen}} {
			wrong.Way, wrong.Association = programme.WayCorrection, p.associations(record)[0].Key
			if _, err := p.Ask(ctx, one, wrong.Ask); store.Refusal(err) == nil || store.Refusal(err).Code != wrong.code {
				t.Errorf("%v to %v: %v, want %s", wrong.From, wrong.To, err, wrong.code)
			}
		}
		before := p.credits()
		correct(record, day(4, 1), nil)
		correct(directory.AssociationFilter{Partner: "Cedar", Route: "dap"}, nil, day(2, 1))
		lost := changes(before, p.credits())
		if !slices.Contains(lost, "B 2016-03 active_entitlements office365: 90 → -") || slices.ContainsFunc(lost, func(s string) bool { return s[:9] == "B 2016-04" }) {
			t.Errorf("credits changed by %v", lost)
		}
		if got := p.happened(owner, "T-office"); !slices.Contains(got, "approve") || slices.Contains(got, "ask") {
			t.Errorf("the customer is told %v", got)
		}
		after, credits := p.times(), p.credits()
		for range 2 {
			p.take(small()[5])
			if diff := cmp.Diff(after, p.times()) + cmp.Diff(credits, p.credits()); diff != "" {
				t.Errorf("the same rows again changed\n%s", diff)
			}
		}
		correct(record, day(3, 1), nil)
		first := programme.DayOf(2015, 6, 10)
		correct(directory.AssociationFilter{Partner: "Birch", Route: "dpor"}, &first, nil) // back to what the file said
		if got := slices.DeleteFunc(changes(before, p.credits()), func(s string) bool { return s[0] == 'C' }); len(got) > 0 {
			t.Errorf("it begins as at first, and credits differ by %v", got)
		}
	})
}

func TestAnAdminSeesBesideACaseWhatADecisionHangsOn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, admin := p.person(directory.Owner, "T"), p.person(directory.Admin, "")
		a, c := p.person(directory.Manager, "G1"), p.person(directory.Manager, "C")
		first := p.ask(a, claim("G1", "T-office"))
		p.set("2016-04-12T09:00:00Z")
		second := p.ask(c, claim("C", "T-office"))
		third := p.ask(c, claim("C", "T-azure"))
		d, err := p.Request(ctx, admin, first)
		if err != nil || !d.ToReview || d.Present == nil || d.Present.Partner.ID != "B" || len(d.Rivals) != 1 || d.Rivals[0].Reference != second || d.Rivals[0].Note != "we did it" {
			t.Errorf("%+v: %v", d, err)
		}
		if n := len(d.Scope); n != 4 || d.Scope[n-1].Kind != directory.Opened || d.Scope[0].Kind != "ask" {
			t.Errorf("of the subscription it sees %+v", d.Scope)
		}
		for who, person := range map[string]directory.Person{"the partner": a, "the customer": owner} {
			if d, err := p.Request(ctx, person, first); err != nil || d.Rivals != nil || d.Present != nil || d.Scope != nil || d.ToReview {
				t.Errorf("%s sees %+v: %v", who, d, err)
			}
		}
		for _, c := range []struct {
			of            string
			f             request.Filter
			before, after string
		}{
			{first, request.Filter{ToReview: true}, "", second}, {second, request.Filter{ToReview: true}, first, third}, {third, request.Filter{ToReview: true}, second, ""},
			{second, request.Filter{ToReview: true, Partner: "Cedar"}, "", third}, {second, request.Filter{ToReview: true, Route: "dap"}, "", ""},
		} {
			before, after, err := p.Beside(ctx, admin, c.f, c.of)
			if err != nil || before != c.before || after != c.after {
				t.Errorf("beside %s with %+v: %q and %q, want %q and %q (%v)", c.of, c.f, before, after, c.before, c.after, err)
			}
		}
		p.act(admin, second, programme.ActReject)
		if before, after, err := p.Beside(ctx, admin, request.Filter{ToReview: true}, second); err != nil || before != first || after != third {
			t.Errorf("after it is decided: %q and %q (%v)", before, after, err)
		}
		if _, _, err := p.Beside(ctx, p.person(directory.Manager, "A"), request.Filter{}, first); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another partner: %v", err)
		}
	})
}
