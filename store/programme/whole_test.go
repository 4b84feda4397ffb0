package programme_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

// reportedMonths reads months written as "2016-03:14 2016-04:15! 2016-05:1": how many reported, with a
// mark where the month was declared complete.
func reportedMonths(t *testing.T, text string) (months []programme.ReportedMonth) {
	t.Helper()
	for _, word := range strings.Fields(text) {
		name, rest, _ := strings.Cut(word, ":")
		m := programme.ReportedMonth{Month: month(name), Complete: strings.HasSuffix(rest, "!")}
		if _, err := fmt.Sscan(strings.TrimSuffix(rest, "!"), &m.Reported); err != nil {
			t.Fatal(err)
		}
		months = append(months, m)
	}
	return months
}

func TestFiguresAreOfTheLatestWholeMonth(t *testing.T) {
	for name, x := range map[string]struct{ months, want string }{
		"no facts at all":                      {"", "none"},
		"the first month with usage counts":    {"2016-04:1", "2016-04"},
		"one early row is in progress":         {"2016-03:14 2016-04:14 2016-05:1", "2016-04, 2016-05 1 of 14"},
		"half is not more than half":           {"2016-04:14 2016-05:7", "2016-04, 2016-05 7 of 14"},
		"more than half counts":                {"2016-04:14 2016-05:8", "2016-05"},
		"more than half of an odd number":      {"2016-04:13 2016-05:7", "2016-05"},
		"half of an odd number, cut":           {"2016-04:13 2016-05:6", "2016-04, 2016-05 6 of 13"},
		"what does not count is no measure":    {"2016-04:14 2016-05:2 2016-06:2", "2016-04, 2016-05 2 of 14, 2016-06 2 of 14"},
		"a month without usage is passed over": {"2016-03:14 2016-04:0 2016-05:8", "2016-05"},
		"an earlier one that does not count":   {"2016-03:14 2016-04:2 2016-05:14", "2016-05"},
		"declared complete":                    {"2016-03:14! 2016-04:14 2016-05:1", "2016-03 declared, 2016-04 14 of 14, 2016-05 1 of 14"},
		"declared, with few that reported":     {"2016-04:14 2016-05:1!", "2016-05 declared"},
		"a few that were declared are counted": {"2016-04:14 2016-05:2! 2016-06:1", "2016-05 declared, 2016-06 1 of 2"},
		"declared, and none reported":          {"2016-03:14 2016-04:0! 2016-05:3", "2016-04 declared, 2016-05 3 of 14"},
		"the latest of several":                {"2016-01:1! 2016-02:1 2016-03:1! 2016-04:1", "2016-03 declared, 2016-04 1 of 1"},
		"none reported, and none declared":     {"2016-04:0", "none"},
	} {
		if got := told(programme.WholeMonthsOf(reportedMonths(t, x.months))); got != x.want {
			t.Errorf("%s: %s, want %s", name, got, x.want)
		}
	}
}

func told(w programme.WholeMonths) string {
	if !w.Any {
		return "none"
	}
	words := []string{w.Default.String()}
	if w.Declared {
		words[0] += " declared"
	}
	for _, m := range w.InProgress() {
		words = append(words, fmt.Sprintf("%s %d of %d", m.Month, m.Reported, m.Of))
	}
	return strings.Join(words, ", ")
}

// counts reports, in the words of R10, whether the month at a place counts.
func counts(months []programme.ReportedMonth, place int) bool {
	m := months[place]
	if m.Reported == 0 {
		return false
	}
	for k := place - 1; k >= 0; k-- {
		if counts(months, k) {
			return m.Complete || 2*m.Reported > months[k].Reported
		}
	}
	return true
}

func TestWholeMonthsAreThoseOfTheRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var months []programme.ReportedMonth
		for k, n := range rapid.SliceOfN(rapid.Int64Range(0, 9), 0, 8).Draw(t, "reported") {
			months = append(months, programme.ReportedMonth{Month: month("2016-01") + programme.Month(k), Reported: n, Complete: rapid.IntRange(0, 4).Draw(t, "complete") == 0})
		}
		w := programme.WholeMonthsOf(months)
		want := -1
		for k := range months {
			if months[k].Complete {
				want = k
			}
		}
		if declared := want >= 0; declared != w.Declared {
			t.Fatalf("%+v: declared %v", months, w.Declared)
		}
		for k := range months {
			if !w.Declared && counts(months, k) {
				want = k
			}
		}
		if w.Any != (want >= 0) || w.Any && w.Default != months[want].Month {
			t.Fatalf("%+v: %s, want that at place %d", months, told(w), want)
		}
		n := 0
		for k, m := range months {
			if k <= want || m.Reported == 0 {
				continue
			}
			var before int64
			for j := range k {
				if counts(months, j) {
					before = months[j].Reported
				}
			}
			if n == len(w.InProgress()) || w.InProgress()[n] != (programme.MonthReported{Month: m.Month, Reported: m.Reported, Of: before}) {
				t.Fatalf("%+v: in progress %+v, and %s with %d of %d", months, w.InProgress(), m.Month, m.Reported, before)
			}
			n++
		}
		if n != len(w.InProgress()) {
			t.Fatalf("%+v: in progress %+v", months, w.InProgress())
		}
	})
}

// What comes in for a later month takes the default month from nobody until it counts, and then only
// to that month: no row of a month ever leads back.
func TestMoreOfALaterMonthNeverLeadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var months []programme.ReportedMonth
		for k, n := range rapid.SliceOfN(rapid.Int64Range(1, 9), 1, 6).Draw(t, "reported") {
			months = append(months, programme.ReportedMonth{Month: month("2016-01") + programme.Month(k), Reported: n})
		}
		before := programme.WholeMonthsOf(months)
		later := append(slices.Clone(months), programme.ReportedMonth{Month: month("2016-12"), Reported: rapid.Int64Range(1, 20).Draw(t, "later")})
		after := programme.WholeMonthsOf(later)
		if after.Default != before.Default && (after.Default != month("2016-12") || len(after.InProgress()) > 0) {
			t.Fatalf("%s, and before %s", told(after), told(before))
		}
	})
}
