package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
)

// A manager of chosen locations manages those who are for no others, and gives no others.
func TestAManagerOfChosenLocationsManagesThoseOfNoOthers(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openScoped(t, dsn)
		whole, first := p.person(directory.Manager, "G"), p.chosen("first@g.example", directory.Manager, "G1")
		own, other, both := p.chosen("own@g.example", directory.Member, "G1"), p.chosen("other@g.example", directory.Member, "G2"), p.chosen("both@g.example", directory.Member, "G1", "G2")
		for _, x := range []struct {
			who     directory.Person
			managed bool
		}{{own, true}, {first, true}, {other, false}, {both, false}, {whole, false}} {
			if _, err := p.Managed(ctx, first, x.who.Key); errors.Is(err, store.ErrNotFound) == x.managed {
				t.Errorf("%s is managed: %v", x.who.Email, err)
			}
			if _, err := p.Managed(ctx, whole, x.who.Key); err != nil {
				t.Errorf("%s is not managed by who is for the whole account: %v", x.who.Email, err)
			}
		}
		for _, locations := range [][]string{nil, {"G2"}, {"G1", "G2"}, {"A"}, {"nobody"}} {
			if err := p.SetScope(ctx, first, own.Key, locations); !errors.Is(err, store.ErrLocation) {
				t.Errorf("%v are given: %v", locations, err)
			}
			n := store.NewPerson{Email: "new@g.example", Name: "New", Role: directory.Member, PartnerID: "G", Locations: locations}
			if _, err := p.Invite(ctx, first, n); len(locations) > 0 && !errors.Is(err, store.ErrLocation) {
				t.Errorf("somebody is invited for %v: %v", locations, err)
			}
		}
		if invited := p.who("new@g.example"); !invited.Chosen || !slices.Equal(invited.Locations, own.Locations) { // for none in particular
			t.Errorf("invited: %+v", invited)
		}
		if err := p.WantFactor(ctx, first, true); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a second step of the whole account: %v", err)
		}
		a, err := p.Account(ctx, first.Scope())
		var seen []string
		for _, x := range a.People {
			seen = append(seen, x.Email)
		}
		if diff := cmp.Diff([]string{"first@g.example", "new@g.example", "own@g.example"}, seen); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
}

func TestOtherLocationsHoldAtOnceAndFewerTakeMessagesAway(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openScoped(t, dsn)
		whole, who := p.person(directory.Manager, "G"), p.chosen("who@g.example", directory.Member, "G1")
		told := func() int64 {
			_, n, err := p.Messages(ctx, who, outbox.Filter{}, db.Part{Sort: outbox.Order.Usual, Limit: 9})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		p.session("open", who)
		p.nominate(p.person(directory.Owner, "T"), "G1", "T-office")
		if told() == 0 {
			t.Fatal("nobody is told")
		}
		if err := p.SetScope(ctx, whole, who.Key, []string{"G1", "G2"}); err != nil || told() == 0 {
			t.Errorf("more locations: %v, %d messages", err, told())
		}
		if _, _, err := p.Session(ctx, "open", time.Hour); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a session goes on with the locations of before: %v", err)
		}
		if got := p.who(who.Email).Locations; len(got) != 2 {
			t.Errorf("for %v", got)
		}
		if err := p.SetScope(ctx, whole, who.Key, []string{"G2"}); err != nil || told() != 0 {
			t.Errorf("fewer locations: %v, %d messages", err, told())
		}
		if err := p.SetScope(ctx, whole, who.Key, nil); err != nil || p.who(who.Email).Chosen {
			t.Errorf("the whole account: %v", err)
		}
		var said []string
		if err := p.EachAuditEntry(ctx, directory.AuditFilter{Kind: directory.ScopeChanged}, db.Sort{By: "at"}, func(e directory.Event) error {
			said = append(said, e.Before.Values["locations"]+" → "+e.After.Values["locations"])
			return nil
		}); err != nil || strings.Join(said, ", ") != "G1 → G1 G2, G1 G2 → G2, G2 → " {
			t.Errorf("the audit says %q %v", said, err)
		}
	})
}

func TestSomebodyHasToManageThePeopleOfTheWholeAccount(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openScoped(t, dsn)
		whole, first := p.person(directory.Manager, "G"), p.chosen("first@g.example", directory.Manager, "G1")
		admin := p.person(directory.Admin, "")
		for what, err := range map[string]error{"chosen locations": p.SetScope(ctx, admin, whole.Key, []string{"G1"}), "end": p.EndAccess(ctx, admin, whole.Key),
			"role": p.SetRole(ctx, admin, whole.Key, directory.Member)} {
			if !errors.Is(err, store.ErrLastManager) {
				t.Errorf("%s of the last who manages all: %v", what, err)
			}
		}
		if err := errors.Join(p.SetScope(ctx, admin, first.Key, nil), p.SetScope(ctx, first, whole.Key, []string{"G1"})); err == nil {
			t.Error("who is for chosen locations, as it was read, changed who was for the whole account")
		}
		if err := p.SetScope(ctx, p.who(first.Email), whole.Key, []string{"G1"}); err != nil {
			t.Errorf("another manages all now: %v", err)
		}
	})
}

func TestMergedMessagesOfMoreLocationsAreTakenAway(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openScoped(t, dsn)
		admin := p.person(directory.Admin, "")
		more, fewer := p.chosen("more@g.example", directory.Member, "G1", "G2"), p.chosen("fewer@g.example", directory.Member, "G2")
		p.nominate(p.person(directory.Owner, "T"), "G1", "T-office")
		kept, err := p.Merge(ctx, admin, more.Key, fewer.Email)
		if err != nil {
			t.Fatal(err)
		}
		if _, n, err := p.Messages(ctx, kept, outbox.Filter{}, db.Part{Sort: outbox.Order.Usual, Limit: 9}); err != nil || n != 0 {
			t.Errorf("%d messages of another location %v", n, err)
		}
	})
}
