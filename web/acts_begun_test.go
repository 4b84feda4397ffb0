//go:build !race

package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"shimei/store/programme"
	"shimei/views"
)

// beginning is the form by which a life of a way begins. It names something that a stranger to it does not see.
type beginning struct {
	way      programme.Way
	act      programme.Act
	path     func(named string) string
	form     url.Values
	field    string // that names it; "" where the path does
	named    string // of Harbour or of Aster Foods
	unseen   int    // the answer to who does not see that
	audience views.Audience
}

// beginnings are those of each way, in a world with a delegation that can be longer and an association to correct.
func (x *site) beginnings() []beginning {
	x.t.Helper()
	var delegation, corrected string
	for k := range everybody.subjects {
		switch s := &everybody.subjects[k]; {
		case s.Way == programme.WayDelegation && s.State == programme.StateActive:
			delegation = s.reference
		case s.Way == programme.WayCorrection && s.State == programme.StateWithdrawn:
			corrected = strconv.FormatInt(s.association, 10)
		}
	}
	at := func(path string) func(string) string { return func(string) string { return path } }
	ask := func(way programme.Way) url.Values {
		return url.Values{"way": {string(way)}, "tenant": {"T-A"}, "days": {"20"}, "name": {"Exchange"}, "sure": {"1"}}
	}
	return []beginning{
		{programme.WayNomination, programme.ActNominate, at(views.NominatePath), url.Values{"partner": {"100"}, "seen": {"0"}}, "s", freeSubscription, http.StatusNotFound, views.Customer},
		{programme.WayDelegation, programme.ActAsk, at(views.NewRequestPath), ask(programme.WayDelegation), "location", freeLocation, http.StatusUnprocessableEntity, views.Partner},
		{programme.WayApplication, programme.ActAsk, at(views.NewRequestPath), ask(programme.WayApplication), "location", freeLocation, http.StatusUnprocessableEntity, views.Partner},
		{programme.WayExtension, programme.ActAsk, at(views.NewRequestPath), ask(programme.WayExtension), "reference", delegation, http.StatusNotFound, views.Partner},
		{programme.WayClaim, programme.ActAsk, at(views.ClaimPath), url.Values{"route": {"dpor"}, "subscription": {freeSubscription}, "note": {"We run it."}}, "location", freeLocation,
			http.StatusUnprocessableEntity, views.Partner},
		{programme.WayAssignment, programme.ActOpen, at(views.OpenAssignmentPath), url.Values{"route": {"fasttrack"}, "tenant": {"T-A"}}, "partner", freeLocation, 0, views.Admin},
		{programme.WayCorrection, programme.ActAsk, func(key string) string { return views.AssignmentsPath + "/" + key + "/correct" },
			url.Values{"from": {"2015-08-01"}, "note": {"because"}}, "", corrected, 0, views.Admin},
	}
}

// send sends the form, with the name of something.
func (b *beginning) send(v *visitor, named string) answer {
	v.t.Helper()
	form := url.Values{}
	for name, values := range b.form {
		form[name] = values
	}
	if b.field != "" {
		form.Set(b.field, named)
	}
	if b.way == programme.WayClaim {
		return v.uploadTo(b.path(named), form, [2]string{"report.pdf", evidencePDF})
	}
	return v.post(b.path(named), form)
}

// want is how the form of one of everybody is answered; http.StatusOK where it is taken.
func (b *beginning) want(rules map[rule]bool, by oneOf) int {
	switch {
	case by.who == nobody:
		return http.StatusSeeOther
	case by.audience != b.audience, !rules[rule{b.way, b.act, by.side, programme.StateNone}]:
		return http.StatusForbidden
	case by.stranger:
		return b.unseen
	}
	return http.StatusOK
}

func TestWhatTheTableDoesNotLetBeginIsRefusedToEverybodyAndChangesNothing(t *testing.T) {
	t.Parallel()
	x := everybody.open(t)
	rules, visitors := theRules(t), x.everybodyAt()
	const absent = "XXXXX-XXXXX"
	x.unchanged(func() {
		for _, b := range x.beginnings() {
			for e, by := range everybodyActs {
				want := b.want(rules, by)
				if want == http.StatusOK {
					continue
				}
				if a := b.send(visitors[e], b.named); a.status != want || want == http.StatusSeeOther && !a.asksToSignIn() {
					t.Errorf("%s by %q: %d to %q, want %d\n%s", b.way, by.who, a.status, a.location(), want, a.main())
				} else if want == b.unseen {
					alike(t, a, b.send(visitors[e], absent), b.named, absent)
				}
			}
		}
	})
}

func TestWhatTheTableLetsBeginBeginsByItsForm(t *testing.T) {
	t.Parallel()
	everybody.open(t)
	rules, done := theRules(t), map[programme.Way]int{}
	for e, by := range everybodyActs {
		for k := range theWays {
			x := everybody.open(t)
			b := x.beginnings()[k]
			if b.want(rules, by) != http.StatusOK {
				continue
			}
			v, before := x.everybodyAt()[e], x.dump()
			v.next(b.send(v, b.named)).is(http.StatusOK)
			if x.dump() == before {
				t.Errorf("%s by %q: nothing came of it", b.way, by.who)
			}
			done[b.way]++
		}
	}
	for _, way := range theWays {
		if done[way] != 2 { // by two people of the side
			t.Errorf("%s began %d times", way, done[way])
		}
	}
}

// twin is another form that does what the table calls an end: an association is ended, or a partner of record
// removed.
type twin struct {
	name     string
	audience views.Audience
	path     string
	form     url.Values
	stranger int // the answer to one of another organisation
	insider  int // the answer to who might, in another state
}

// twins are those of a subject.
func twins(s *subject) (all []twin) {
	if s.Way == programme.WayNomination || s.Way == programme.WayClaim {
		remove := twin{"remove", views.Customer, views.RemovePath(s.subscription), url.Values{"seen": {strconv.FormatInt(s.association, 10)}}, http.StatusNotFound, http.StatusConflict}
		if s.State == programme.StateMoved { // to the customer that is the stranger before
			remove.stranger, remove.insider = http.StatusConflict, http.StatusNotFound
		}
		all = append(all, remove)
	}
	if s.association != 0 && s.Way != programme.WayExtension && s.Way != programme.WayCorrection {
		all = append(all, twin{"end", views.Admin, views.EndPath(s.association), url.Values{"reason": {"other"}, "note": {"because"}}, 0, http.StatusConflict})
	}
	return all
}

// want is how a form of one of everybody is answered; http.StatusOK where it is done.
func (w twin) want(rules map[rule]bool, s *subject, by oneOf) int {
	switch {
	case by.who == nobody:
		return http.StatusSeeOther
	case by.audience != w.audience, by.side == "":
		return http.StatusForbidden
	case by.stranger:
		return w.stranger
	case rules[rule{s.Way, programme.ActEnd, by.side, s.State}]:
		return http.StatusOK
	}
	return w.insider
}

func TestNoOtherFormEndsWhatTheTableDoesNot(t *testing.T) {
	t.Parallel()
	x := everybody.open(t)
	rules, visitors, ended := theRules(t), x.everybodyAt(), map[string]bool{}
	x.unchanged(func() {
		for k := range everybody.subjects {
			s := &everybody.subjects[k]
			for _, w := range twins(s) {
				for e, by := range everybodyActs {
					want := w.want(rules, s, by)
					if want == http.StatusOK {
						ended[fmt.Sprint(s.Way, " ", w.name)] = true
						continue
					}
					if a := visitors[e].post(w.path, w.form); a.status != want {
						t.Errorf("%s: %s by %q: %d, want %d\n%s", s, w.name, by.who, a.status, want, a.main())
					}
				}
			}
		}
	})
	if len(ended) != 7 { // removals of nominations and claims, and what an admin ends of five ways
		t.Errorf("what can be ended is %v", ended)
	}
}

func TestAnotherFormThatEndsDoesSoByTheTable(t *testing.T) {
	t.Parallel()
	everybody.open(t)
	rules := theRules(t)
	for k := range everybody.subjects {
		s := &everybody.subjects[k]
		for _, w := range twins(s) {
			for e, by := range everybodyActs {
				if w.want(rules, s, by) != http.StatusOK {
					continue
				}
				x := everybody.open(t)
				v := x.everybodyAt()[e]
				v.next(v.post(w.path, w.form)).is(http.StatusOK)
				x.follows(s, e, programme.ActEnd)
			}
		}
	}
}
