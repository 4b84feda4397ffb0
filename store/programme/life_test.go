package programme_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

var (
	ways = []programme.Way{programme.WayNomination, programme.WayDelegation, programme.WayExtension, programme.WayAssignment,
		programme.WayApplication, programme.WayClaim, programme.WayCorrection}
	states = []programme.State{programme.StateNone, programme.StateProposed, programme.StateSubmitted, programme.StateReturned,
		programme.StateActive, programme.StateDeclined, programme.StateRejected, programme.StateWithdrawn, programme.StateLapsed,
		programme.StateEnded, programme.StateSuperseded, programme.StateMoved}
	sides = []programme.Side{programme.ByCustomer, programme.ByPartner, programme.ByVendor, programme.ByOther, programme.ByClock, programme.ByFacts}
	acts  = []programme.Act{programme.ActNominate, programme.ActAsk, programme.ActOpen, programme.ActAccept, programme.ActDecline,
		programme.ActWithdraw, programme.ActApprove, programme.ActReturn, programme.ActReject, programme.ActAnswer, programme.ActObject,
		programme.ActDispute, programme.ActLapse, programme.ActEnd, programme.ActExpire, programme.ActSupersede, programme.ActMove, programme.ActComeBack}
)

// asker and other are two admins.
const asker, other = 1, 2

// actor is who acts for a side. The one admin asked, the other did not.
func actor(side programme.Side) programme.Actor {
	switch side {
	case programme.ByVendor:
		return programme.Actor{Side: side, Person: asker}
	case programme.ByOther:
		return programme.Actor{Side: programme.ByVendor, Person: other}
	}
	return programme.Actor{Side: side}
}

// mayAct is every act that some time allows a side in a way and state, with the state that follows.
func mayAct(p *programme.Programme, w programme.Way, s programme.State, side programme.Side) (found []string) {
	now := at("2016-05-02")
	for _, act := range acts {
		for _, due := range []programme.Instant{now + 1, now} {
			l := programme.Life{Way: w, State: s, Due: due, Days: 30, AskedBy: asker}
			after, err := p.After(l, actor(side), act, now)
			if err != nil {
				continue
			}
			to := string(after.State)
			if after.State == s {
				to = "the same"
			}
			found = append(found, string(act)+" → "+to)
			break
		}
	}
	return found
}

// TestTheDocumentSaysWhoMayDoWhatFromWhere holds the rules against the table that people read.
func TestTheDocumentSaysWhoMayDoWhatFromWhere(t *testing.T) {
	text, err := os.ReadFile("../../docs/programme.md")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 5 {
			continue
		}
		for k := range cells {
			cells[k] = strings.Trim(strings.TrimSpace(cells[k]), "`")
		}
		if !slices.Contains(acts, programme.Act(cells[1])) {
			continue
		}
		for _, w := range strings.Split(cells[0], ", ") {
			for _, side := range strings.Split(cells[2], ", ") {
				for _, from := range strings.Split(cells[3], ", ") {
					said[fmt.Sprintf("%s: %s by %s from %s → %s", w, cells[1], side, from, cells[4])] = true
				}
			}
		}
	}
	p := programme.BuiltIn()
	done := map[string]bool{}
	for _, w := range ways {
		for _, s := range states {
			for _, side := range sides {
				for _, move := range mayAct(p, w, s, side) {
					act, to, _ := strings.Cut(move, " → ")
					from := string(s)
					if s == programme.StateNone {
						from = "–"
					}
					if side == programme.ByOther && slices.Contains(mayAct(p, w, s, programme.ByVendor), move) {
						continue // an admin may do it, whoever asked
					}
					row := fmt.Sprintf("%s: %s by %s from %s → %s", w, act, side, from, to)
					done[row] = true
					if !said[row] {
						t.Errorf("the document does not say: %s", row)
					}
				}
			}
		}
	}
	for row := range said {
		if !done[row] {
			t.Errorf("the rules do not do what the document says: %s", row)
		}
	}
}

func TestWhatIsDueIsOverAtItsInstant(t *testing.T) {
	p := programme.BuiltIn()
	now := at("2016-05-02T13:47:00.000")
	asked, err := p.After(programme.Life{Way: programme.WayDelegation, Days: 1, Due: programme.NoEnd}, actor(programme.ByPartner), programme.ActAsk, now)
	if err != nil || asked.State != programme.StateProposed || asked.Due != at("2016-08-01") {
		t.Fatalf("%+v %v", asked, err)
	}
	if _, err := p.After(asked, actor(programme.ByCustomer), programme.ActAccept, asked.Due); !refusedAs(err, programme.RefusedState) {
		t.Errorf("accepted after its time: %v", err)
	}
	if _, err := p.After(asked, actor(programme.ByClock), programme.ActLapse, asked.Due-1); !refusedAs(err, programme.RefusedState) {
		t.Errorf("lapsed before its time: %v", err)
	}
	active, err := p.After(asked, actor(programme.ByCustomer), programme.ActAccept, asked.Due-1)
	if err != nil || active.State != programme.StateActive || active.Due != at("2016-08-02") {
		t.Errorf("a delegation of one day: %+v %v", active, err)
	}
	if ended, err := p.After(active, actor(programme.ByClock), programme.ActExpire, active.Due); err != nil || ended.State != programme.StateEnded {
		t.Errorf("%+v %v", ended, err)
	}
}

func TestAClaimIsDisputedOnceAndInTime(t *testing.T) {
	p := programme.BuiltIn()
	now := at("2016-05-02")
	l := programme.Life{Way: programme.WayClaim, State: programme.StateSubmitted, Due: programme.NoEnd}
	step := func(l programme.Life, side programme.Side, act programme.Act, now programme.Instant) programme.Life {
		t.Helper()
		after, err := p.After(l, actor(side), act, now)
		if err != nil {
			t.Fatalf("%s: %v", act, err)
		}
		return after
	}
	rejected := step(l, programme.ByVendor, programme.ActReject, now)
	if _, err := p.After(rejected, actor(programme.ByPartner), programme.ActDispute, at("2016-06-02")); !refusedAs(err, programme.RefusedState) {
		t.Errorf("disputed after 30 days: %v", err)
	}
	disputed := step(rejected, programme.ByPartner, programme.ActDispute, at("2016-06-01"))
	again := step(disputed, programme.ByVendor, programme.ActReject, at("2016-06-02"))
	if _, err := p.After(again, actor(programme.ByPartner), programme.ActDispute, at("2016-06-02")); !refusedAs(err, programme.RefusedState) {
		t.Errorf("disputed twice: %v", err)
	}
	if rejected.Due != p.In(now, 30) || again.Due != programme.NoEnd { // there is nothing left to do until then
		t.Errorf("rejected until %d, and for good until %d", rejected.Due, again.Due)
	}
}

func TestARejectedClaimIsMadeAgainOnceItsDisputeIsOver(t *testing.T) {
	p := programme.BuiltIn()
	l := programme.Life{Way: programme.WayClaim, State: programme.StateSubmitted, Due: programme.NoEnd}
	now := at("2016-05-02T13:47:00.000")
	rejected, err := p.After(l, actor(programme.ByVendor), programme.ActReject, now)
	if err != nil || p.ClaimableFrom(now) != rejected.Due || p.ClaimableFrom(now) != at("2016-06-02") {
		t.Errorf("from %v, and disputed until %v: %v", p.ClaimableFrom(now), rejected.Due, err)
	}
}

func TestAClaimIsMadeAgainOnceTheDaysForADisputeArePast(t *testing.T) {
	p := programme.BuiltIn()
	for _, c := range []struct {
		rejected, now string // rejected "" for never
		refused       bool
	}{
		{"", "2016-05-02T13:47:00.000", false},
		{"2016-05-02T13:47:00.000", "2016-05-02T13:47:00.000", true},
		{"2016-05-02T13:47:00.000", "2016-06-01T23:59:59.999", true}, // the last day counts whole
		{"2016-05-02T13:47:00.000", "2016-06-02", false},
		{"2016-05-02", "2016-06-01T23:59:59.999", true}, // whenever on the day it was
		{"2016-05-01T23:59:59.999", "2016-06-01", false},
		{"2014-05-02", "2016-05-02", false},
	} {
		var rejected programme.Instant
		if c.rejected != "" {
			rejected = at(c.rejected)
		}
		err := p.ClaimAgain(rejected, at(c.now), "S")
		if c.refused && !refusedAs(err, programme.RefusedAgain) || !c.refused && err != nil {
			t.Errorf("rejected %q, claimed again %s: %v", c.rejected, c.now, err)
		}
	}
}

func TestWhatIsCorrectedIsOfDaysBeforeTodayAndChangesSomething(t *testing.T) {
	p := programme.BuiltIn()
	now := at("2016-05-02T13:47:00.000")
	day := func(text string) *programme.Day {
		if text == "" {
			return nil
		}
		d, err := programme.ParseDay(text)
		if err != nil {
			t.Fatal(err)
		}
		return &d
	}
	for _, c := range []struct{ begins, ends, code string }{
		{"2016-05-01", "", ""}, {"2016-05-02", "", programme.RefusedNotPast}, {"2016-05-03", "", programme.RefusedNotPast},
		{"", "2016-05-01", ""}, {"", "2016-05-02", programme.RefusedNotPast}, {"2015-12-31", "", ""},
		{"2016-04-02", "2016-04-02", programme.RefusedDays}, {"2016-04-03", "2016-04-02", programme.RefusedDays}, {"", "2016-01-01", programme.RefusedDays},
		{"2016-01-01", "", programme.RefusedNothingChosen}, {"", "", programme.RefusedNothingChosen},
	} {
		_, _, err := p.CorrectedTo(at("2016-01-01"), programme.NoEnd, day(c.begins), day(c.ends), now)
		if c.code == "" && err != nil || c.code != "" && !refusedAs(err, c.code) {
			t.Errorf("%s to %s: %v, want %q", c.begins, c.ends, err, c.code)
		}
	}
}

func TestAnObjectionIsLookedAtOnceMore(t *testing.T) {
	p := programme.BuiltIn()
	now := at("2016-05-02")
	l := programme.Life{Way: programme.WayClaim, State: programme.StateActive, Due: programme.NoEnd, Reviewed: true}
	if slices.Contains(l.Acts(actor(programme.ByVendor), now), programme.ActApprove) {
		t.Error("a claim that nobody objects to is approved again")
	}
	l, err := p.After(l, actor(programme.ByCustomer), programme.ActObject, now)
	if err != nil || l.Reviewed || l.State != programme.StateActive || !l.ObjectionStands() {
		t.Fatalf("%+v %v", l, err)
	}
	if l, err = p.After(l, actor(programme.ByVendor), programme.ActApprove, now); err != nil || !l.Reviewed || l.State != programme.StateActive || l.ObjectionStands() {
		t.Errorf("%+v %v", l, err)
	}
}

// refusedAs reports whether an error is the rules' refusal with a code.
func refusedAs(err error, code string) bool {
	var r *programme.Refusal
	return errors.As(err, &r) && r.Code == code
}

// TestRandomActorsKeepToTheTable walks lives with random actors and times: what is allowed is what pages
// show, ends are ends, and only who may decide decides.
func TestRandomActorsKeepToTheTable(t *testing.T) {
	p := programme.BuiltIn()
	rapid.Check(t, func(t *rapid.T) {
		now := at("2016-01-01")
		l := programme.Life{Way: rapid.SampledFrom(ways).Draw(t, "way"), Due: programme.NoEnd, AskedBy: asker, Days: rapid.IntRange(1, 730).Draw(t, "days")}
		disputes := 0
		for range 12 {
			now += programme.Instant(rapid.Int64Range(0, 40*86400*1000).Draw(t, "later"))
			a, act := actor(rapid.SampledFrom(sides).Draw(t, "side")), rapid.SampledFrom(acts).Draw(t, "act")
			shown := slices.Contains(l.Acts(a, now), act)
			after, err := p.After(l, a, act, now)
			if shown != (err == nil) {
				t.Fatalf("%s by %v at %v: shown %v, done %v", act, a, l, shown, err)
			}
			if err != nil {
				if after != l {
					t.Fatalf("a refused act changed %+v to %+v", l, after)
				}
				continue
			}
			if act == programme.ActDispute {
				disputes++
			}
			checkStep(t, l, after, a, act, now)
			l = after
		}
		if disputes > 1 {
			t.Fatalf("%d disputes", disputes)
		}
	})
}

// checkStep says in other words than the table what no step may do.
func checkStep(t *rapid.T, l, after programme.Life, a programme.Actor, act programme.Act, now programme.Instant) {
	over := []programme.State{programme.StateDeclined, programme.StateWithdrawn, programme.StateLapsed, programme.StateEnded, programme.StateSuperseded}
	began := after.State == programme.StateActive && l.State != programme.StateActive && l.State != programme.StateMoved
	switch {
	case slices.Contains(over, l.State):
		t.Fatalf("%s came to life again", l.State)
	case l.Due <= now && act != programme.ActLapse && act != programme.ActExpire:
		t.Fatalf("%s after its time", act)
	case began && a.Side == programme.ByPartner:
		t.Fatalf("a partner brought about its own %s", l.Way)
	case began && l.Way == programme.WayNomination && a.Side != programme.ByCustomer:
		t.Fatalf("%s nominated (R5)", a.Side)
	case began && l.Way == programme.WayDelegation && a.Side != programme.ByCustomer:
		t.Fatalf("%s accepted for the customer", a.Side)
	case began && l.Way == programme.WayCorrection && a.Person == l.AskedBy:
		t.Fatal("one admin corrected the past alone")
	case l.Way == programme.WayNomination && a.Side == programme.ByPartner:
		t.Fatalf("a partner did %s to a nomination (R5)", act)
	}
}
