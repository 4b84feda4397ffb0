package programme_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

// TestWhoIsToldOfEveryActThatTheTableAllows goes through all that anybody may do to a request.
func TestWhoIsToldOfEveryActThatTheTableAllows(t *testing.T) {
	p := programme.BuiltIn()
	var got []string
	for _, w := range ways {
		for _, act := range acts {
			for _, side := range []programme.Side{programme.ByCustomer, programme.ByPartner, programme.ByVendor, programme.ByClock} {
				if !anywhere(p, w, act, side) {
					continue
				}
				var told []string
				for _, s := range programme.WhoHears(w, act, side) {
					told = append(told, string(s))
				}
				got = append(got, fmt.Sprintf("%s %s by %s: %s", w, act, side, strings.Join(told, " ")))
			}
		}
	}
	want := []string{
		"nomination nominate by customer: ",
		"nomination approve by vendor: ",
		"nomination end by customer: partner",
		"nomination end by vendor: customer partner",
		"delegation ask by partner: customer",
		"delegation accept by customer: partner",
		"delegation decline by customer: partner",
		"delegation withdraw by partner: customer",
		"delegation lapse by clock: customer partner",
		"delegation end by customer: partner",
		"delegation end by partner: customer",
		"delegation end by vendor: customer partner",
		"delegation expire by clock: customer partner",
		"extension ask by partner: customer",
		"extension accept by customer: partner",
		"extension decline by customer: partner",
		"extension withdraw by partner: customer",
		"extension lapse by clock: customer partner",
		"assignment open by vendor: customer partner",
		"assignment end by partner: customer vendor",
		"assignment end by vendor: customer partner",
		"assignment expire by clock: customer partner",
		"application ask by partner: vendor",
		"application withdraw by partner: vendor",
		"application approve by vendor: customer partner",
		"application return by vendor: partner",
		"application reject by vendor: partner",
		"application answer by partner: vendor",
		"application lapse by clock: partner vendor",
		"application end by partner: customer vendor",
		"application end by vendor: customer partner",
		"application expire by clock: customer partner",
		"claim ask by partner: customer vendor",
		"claim withdraw by partner: customer vendor",
		"claim approve by vendor: customer partner",
		"claim return by vendor: partner",
		"claim reject by vendor: customer partner",
		"claim answer by partner: vendor",
		"claim object by customer: partner vendor",
		"claim dispute by partner: customer vendor",
		"claim lapse by clock: partner vendor",
		"claim end by customer: partner vendor",
		"claim end by partner: customer vendor",
		"claim end by vendor: customer partner",
		"correction ask by vendor: other",
		"correction withdraw by vendor: other",
		"correction approve by vendor: customer partner other",
		"correction reject by vendor: other",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// anywhere reports whether a side may do an act from some state; of two admins either may have asked.
func anywhere(p *programme.Programme, w programme.Way, act programme.Act, side programme.Side) bool {
	return slices.ContainsFunc(states, func(s programme.State) bool {
		return slices.ContainsFunc([]programme.Side{side, map[bool]programme.Side{true: programme.ByOther, false: side}[side == programme.ByVendor]}, func(as programme.Side) bool {
			return slices.ContainsFunc(mayAct(p, w, s, as), func(move string) bool { return strings.HasPrefix(move, string(act)+" ") })
		})
	})
}

func TestWhatIsHeardIsToldToSomebody(t *testing.T) {
	seen := map[programme.Heard]bool{}
	for _, x := range programme.AllHeard() {
		if seen[x] {
			t.Errorf("%v is in the table twice", x)
		}
		seen[x] = true
		if len(programme.WhoHears(x.Way, x.Act, programme.ByClock)) == 0 {
			t.Errorf("nobody is told of %v", x)
		}
	}
}

func TestAReminderIsDueOnceItsDayHasCome(t *testing.T) {
	p := programme.BuiltIn()
	end := p.Midnight(p.DayAt(at("2016-06-30")) + 1) // which is the last day
	for _, c := range []struct {
		began, now string
		want       int
	}{
		{"2016-01-01", "2016-05-30", 0},
		{"2016-01-01", "2016-05-31", 30},
		{"2016-01-01", "2016-06-22", 30},
		{"2016-01-01", "2016-06-23", 7},
		{"2016-01-01", "2016-06-28", 7},
		{"2016-01-01", "2016-06-29", 1},
		{"2016-01-01", "2016-06-30", 0}, // there is no day left to say so
		{"2016-01-01", "2016-07-01", 0},
		{"2016-06-10", "2016-06-20", 0}, // it began when the first was over
		{"2016-06-10", "2016-06-25", 7},
	} {
		if got := p.Reminder(at(c.began), end, at(c.now)); got != c.want {
			t.Errorf("begun on %s, on %s: %d days, want %d", c.began, c.now, got, c.want)
		}
		if got, left := p.Reminder(at(c.began), end, at(c.now)), p.DaysLeft(end, at(c.now)); got != 0 && got < left {
			t.Errorf("on %s %d days are left, and it is the reminder of %d", c.now, left, got)
		}
	}
	if got := p.DaysLeft(end, at("2016-06-23")); got != 7 {
		t.Errorf("a week before the last day %d days are left", got)
	}
	if got := p.Reminder(at("2016-01-01"), programme.NoEnd, at("2016-06-24")); got != 0 {
		t.Errorf("of what never ends: %d", got)
	}
}
