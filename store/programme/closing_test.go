package programme_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

func TestMonthsAreClosedInTheirOrderAndWithFacts(t *testing.T) {
	facts := programme.Closing{First: month("2016-02"), Through: month("2016-04"), Facts: true}
	closed := func(months ...string) programme.Closing {
		c := facts
		for _, m := range months {
			c.Closed = append(c.Closed, month(m))
		}
		return c
	}
	for _, c := range []struct {
		closing programme.Closing
		month   string
		want    string
	}{
		{programme.Closing{}, "2016-04", programme.RefusedNoFacts},
		{closed(), "2016-01", programme.RefusedNoFacts},
		{closed(), "2016-02", ""},
		{closed(), "2016-03", programme.RefusedOutOfOrder},
		{closed(), "2016-05", programme.RefusedNoFacts},
		{closed("2016-02"), "2016-02", programme.RefusedClosed},
		{closed("2016-02"), "2016-03", ""},
		{closed("2016-02"), "2016-04", programme.RefusedOutOfOrder},
		{closed("2016-02", "2016-03"), "2016-04", ""},
		{closed("2016-02", "2016-03", "2016-04"), "2016-05", programme.RefusedNoFacts},
		{closed("2016-03"), "2016-02", programme.RefusedOutOfOrder},
	} {
		err := c.closing.Check(month(c.month))
		var r *programme.Refusal
		if errors.As(err, &r); (err == nil) != (c.want == "") || r != nil && (r.Code != c.want || r.Name != c.month) {
			t.Errorf("%s after %v: %v, want %q", c.month, c.closing.Closed, err, c.want)
		}
		if r != nil && (r.Conflict() != (r.Code == programme.RefusedClosed) || r.Error() == c.month+": ") {
			t.Errorf("%+v: conflict %v, %q", r, r.Conflict(), r)
		}
	}
}

func TestTheNextMonthIsTheOnlyOneThatCanBeClosed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := programme.Month(rapid.IntRange(24180, 24190).Draw(t, "first"))
		c := programme.Closing{First: first, Through: first + programme.Month(rapid.IntRange(0, 5).Draw(t, "months")), Facts: true}
		for m := first; m < first+programme.Month(rapid.IntRange(0, 6).Draw(t, "closed")); m++ {
			c.Closed = append(c.Closed, m)
		}
		next, facts := c.Next()
		for m := first - 2; m < first+10; m++ {
			if got, want := c.Check(m) == nil, m == next && facts; got != want {
				t.Fatalf("%s can be closed: %v, want %v", m, got, want)
			}
		}
	})
}

func TestTheHashOfAStatementChangesWithEverythingInIt(t *testing.T) {
	head := programme.SealedHead{Month: month("2016-03"), ClosedAt: 1, ClosedBy: "a", Programme: "b", Previous: "c"}
	line := programme.SealedLine{Partner: "A", Measure: "m", Tenant: "T", Subscription: "S", Route: "dpor", Credit: month("2016-03"), Month: month("2016-02"), Amount: 7}
	sum := func(h programme.SealedHead, lines ...programme.SealedLine) string {
		s := programme.NewSeal(h)
		for _, l := range lines {
			s.Add(l)
		}
		return s.Sum()
	}
	seen := map[string]string{sum(head, line): "itself", sum(head): "without the line", sum(head, line, line): "the line twice"}
	add := func(what, hash string) {
		t.Helper()
		if seen[hash] != "" || len(hash) != 64 {
			t.Errorf("%s: %q has the hash of %s", what, hash, seen[hash])
		}
		seen[hash] = what
	}
	for what, change := range map[string]func(*programme.SealedHead){
		"month": func(h *programme.SealedHead) { h.Month++ }, "at": func(h *programme.SealedHead) { h.ClosedAt++ }, "by": func(h *programme.SealedHead) { h.ClosedBy = "b" },
		"programme": func(h *programme.SealedHead) { h.Programme = "" }, "previous": func(h *programme.SealedHead) { h.Previous = "" },
		"both": func(h *programme.SealedHead) { h.ClosedBy, h.Programme = "a\tb", "" },
	} {
		other := head
		change(&other)
		add(what, sum(other, line))
	}
	for what, change := range map[string]func(*programme.SealedLine){
		"partner": func(l *programme.SealedLine) { l.Partner = "A\"" }, "measure": func(l *programme.SealedLine) { l.Measure = "n" },
		"tenant": func(l *programme.SealedLine) { l.Tenant, l.Subscription = "T\tS", "" }, "subscription": func(l *programme.SealedLine) { l.Subscription = "" },
		"route": func(l *programme.SealedLine) { l.Route = "dap" }, "credit": func(l *programme.SealedLine) { l.Credit-- },
		"fact": func(l *programme.SealedLine) { l.Month-- }, "amount": func(l *programme.SealedLine) { l.Amount = -7 },
	} {
		other := line
		change(&other)
		add(what, sum(head, other))
	}
	if want := "\"A\"\t\"2016-03\"\t\"m\"\t\"T\"\t\"S\"\t\"2016-02\"\t\"dpor\"\t\"7\"\n"; line.Canonical() != want || strings.Count(want, "\t") != 7 {
		t.Errorf("the canonical line is %q", line.Canonical())
	}
}
