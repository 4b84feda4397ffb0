package programme_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

func TestFlagsSayWhyAnAdminLooksAtANomination(t *testing.T) {
	now := at("2016-05-31T12:00:00")
	began := func(times ...string) (all []programme.Instant) {
		for _, s := range times {
			all = append(all, at(s))
		}
		return all
	}
	const ever = "2015-01-01"
	for _, c := range []struct {
		name string
		of   programme.Nominated
		want string
	}{
		{"the first of a subscription", programme.Nominated{Email: "desk@lumen.example", Domain: "contoso.example", InHour: 1}, "[]"},
		{"the third change", programme.Nominated{Began: began(ever, "2016-05-20", "2016-05-25")}, "[changed_often]"},
		{"in whatever order they are known", programme.Nominated{Began: began("2016-05-25", ever, "2016-05-20")}, "[changed_often]"},
		{"the second change", programme.Nominated{Began: began(ever, "2016-05-25")}, "[]"},
		{"three partners of record, of whom the first changed nothing", programme.Nominated{Began: began("2016-05-20", "2016-05-25")}, "[]"},
		{"a change 30 days ago is too long ago", programme.Nominated{Began: began(ever, "2016-05-01T12:00:00", "2016-05-25")}, "[]"},
		{"and one just after that is not", programme.Nominated{Began: began(ever, "2016-05-01T12:00:01", "2016-05-25")}, "[changed_often]"},
		{"what only begins later is no change yet", programme.Nominated{Began: began(ever, "2016-05-25", "2016-06-25")}, "[]"},
		{"the customer's own domain", programme.Nominated{Email: "a@Contoso.Example ", Domain: "contoso.example."}, "[same_domain]"},
		{"a part of the customer's domain", programme.Nominated{Email: "a@notcontoso.example", Domain: "contoso.example"}, "[]"},
		{"a public mail domain", programme.Nominated{Email: "contoso@gmail.com", Domain: "GMail.com"}, "[]"},
		{"a Japanese public mail domain", programme.Nominated{Email: "contoso@yahoo.co.jp", Domain: "yahoo.co.jp"}, "[]"},
		{"neither has a domain", programme.Nominated{}, "[]"},
		{"an address without a domain", programme.Nominated{Email: "desk@"}, "[]"},
		{"fifty in an hour", programme.Nominated{InHour: 50}, "[]"},
		{"over fifty in an hour", programme.Nominated{InHour: 51}, "[many_at_once]"},
		{"suspended before", programme.Nominated{WasSuspended: true}, "[was_suspended]"},
		{"all of it", programme.Nominated{Began: began(ever, "2016-05-20", "2016-05-25"), Email: "a@b.example", Domain: "b.example", InHour: 60, WasSuspended: true},
			"[changed_often same_domain many_at_once was_suspended]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fmt.Sprint(c.of.Flags(now)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	if got := programme.ManySince(now); got != at("2016-05-31T11:00:00") {
		t.Errorf("an hour before is %v", got)
	}
}

func TestTheRouteSaysWhichNominationsAreLookedAt(t *testing.T) {
	flagged := []programme.Flag{programme.FlagSameDomain}
	for _, c := range []struct {
		review programme.Review
		flags  []programme.Flag
		want   bool
	}{
		{programme.ReviewNone, flagged, false}, {programme.ReviewFlagged, flagged, true}, {programme.ReviewFlagged, nil, false},
		{programme.ReviewAll, flagged, true}, {programme.ReviewAll, nil, true},
	} {
		r := programme.Route{Review: c.review}
		if got := r.ToReview(c.flags); got != c.want {
			t.Errorf("%s with %v: %v", c.review, c.flags, got)
		}
	}
}

// TestMoreFactsNeverTakeAFlagAway holds for whatever a nomination is.
func TestMoreFactsNeverTakeAFlagAway(t *testing.T) {
	now := at("2016-05-31T12:00:00")
	rapid.Check(t, func(t *rapid.T) {
		instants := rapid.SliceOf(rapid.Custom(func(t *rapid.T) programme.Instant {
			return now - programme.Instant(rapid.Int64Range(0, 40*24*60*60*1000).Draw(t, "ago"))
		}))
		n := programme.Nominated{Began: instants.Draw(t, "began"), InHour: rapid.IntRange(0, 100).Draw(t, "in hour"), WasSuspended: rapid.Bool().Draw(t, "suspended")}
		less := n.Flags(now)
		n.Began = append(n.Began, instants.Draw(t, "more")...)
		n.InHour += rapid.IntRange(0, 100).Draw(t, "more in hour")
		more := n.Flags(now)
		for _, f := range less {
			if !slices.Contains(more, f) {
				t.Fatalf("%s of %v is not among %v", f, less, more)
			}
		}
	})
}
