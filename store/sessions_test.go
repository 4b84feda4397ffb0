package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/directory"
)

// handles are those of a person's sessions, as the person is shown them.
func (p *portal) handles(who directory.Person) (all []string) {
	p.t.Helper()
	found, err := p.Sessions(ctx, who.Key, time.Hour)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, x := range found {
		all = append(all, x.Handle())
	}
	return all
}

func TestASessionThatIsNotUsedEndsAndOneThatIsUsedGoesOn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		live := store.Session{ID: "abcdefghijklmnop", Expires: instant("2016-04-11T21:00:00Z"), Browser: "Firefox", Address: "192.0.2.1"}
		if err := p.BeginSession(ctx, owner, live, ""); err != nil {
			t.Fatal(err)
		}
		for _, at := range []string{"2016-04-11T09:59:00Z", "2016-04-11T10:58:00Z", "2016-04-11T11:57:00Z"} {
			p.set(at)
			x, _, err := p.Session(ctx, live.ID, time.Hour)
			if err != nil || !x.Expires.Equal(live.Expires) || !x.Confirmed.Equal(instant(began)) {
				t.Fatalf("at %s: %+v %v", at, x, err)
			}
			if err := p.SessionSeen(ctx, live.ID); err != nil {
				t.Fatal(err)
			}
		}
		found, err := p.Sessions(ctx, owner.Key, time.Hour)
		if err != nil || len(found) != 1 || found[0].Browser != "Firefox" || found[0].Address != "192.0.2.1" || !found[0].Seen.Equal(instant("2016-04-11T11:57:00Z")) {
			t.Errorf("%+v %v", found, err)
		}
		p.set("2016-04-11T12:57:00Z")
		if _, _, err := p.Session(ctx, live.ID, time.Hour); !errors.Is(err, store.ErrNotFound) || p.handles(owner) != nil {
			t.Errorf("an hour unused: %v", err)
		}
	})
}

func TestAPersonEndsTheOwnSessionsAndNobodyElses(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		for id, who := range map[string]directory.Person{"one one one one": owner, "two two two two": owner, "three three three": owner, "the reader's own": reader} {
			p.session(id, who)
		}
		for _, handle := range []string{"the reader's", "none", ""} {
			if err := p.EndSession(ctx, owner, handle, ""); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%q: %v", handle, err)
			}
		}
		if err := p.EndSession(ctx, owner, "one one one ", "192.0.2.1"); err != nil {
			t.Error(err)
		}
		if got := p.handles(owner); !slices.Equal(got, []string{"three three ", "two two two "}) {
			t.Errorf("%q", got)
		}
		if err := p.EndOtherSessions(ctx, owner, "two two two two", "192.0.2.1"); err != nil {
			t.Error(err)
		}
		if got := p.handles(owner); !slices.Equal(got, []string{"two two two "}) || len(p.handles(reader)) != 1 {
			t.Errorf("%q", got)
		}
		if err := p.EndOtherSessions(ctx, owner, "two two two two", ""); !errors.Is(err, store.ErrNotFound) {
			t.Error(err)
		}
	})
}
