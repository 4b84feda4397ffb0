package programme_test

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/programme"
)

func TestTheValueBeforeTheInstantThatDecidesHolds(t *testing.T) {
	h := programme.History[string]{{From: at("2016-03-01"), Value: "first"}, {From: at("2016-05-01"), Value: "second"}}
	for _, c := range []struct{ instant, decides, on string }{
		{"2015-01-01", "first", "first"}, // the earliest known value holds before its day too
		{"2016-03-01", "first", "first"},
		{"2016-05-01", "first", "second"}, // at the very end of April it has not begun
		{"2016-05-01T00:00:00.001", "second", "second"},
		{"2016-06-01", "second", "second"},
	} {
		if decides, on := h.At(at(c.instant)), h.On(at(c.instant)); decides != c.decides || on != c.on {
			t.Errorf("%s: %s decides and %s holds, not %s and %s", c.instant, decides, on, c.decides, c.on)
		}
	}
	if got := (programme.History[string]{}).At(0); got != "" {
		t.Errorf("nothing known is %q", got)
	}
}

func TestALocationIsSuspendedWithTheAccountThatItHasThen(t *testing.T) {
	suspended := map[int64]programme.History[bool]{
		10: {{From: programme.FromEver, Value: false}, {From: at("2016-04-01"), Value: true}, {From: at("2016-06-01"), Value: false}},
		40: programme.Always(true),
	}
	parents := programme.History[int64]{{From: programme.FromEver, Value: 10}, {From: at("2016-05-01"), Value: 40}, {From: at("2016-07-01"), Value: 0}}
	got := programme.StandingsOf(1, parents, programme.Always(false), func(p int64) programme.History[bool] { return suspended[p] })
	want := programme.History[programme.Standing]{
		{From: programme.FromEver, Value: programme.Standing{Account: 10}},
		{From: at("2016-04-01"), Value: programme.Standing{Account: 10, Suspended: true}},
		{From: at("2016-05-01"), Value: programme.Standing{Account: 40, Suspended: true}},
		{From: at("2016-07-01"), Value: programme.Standing{Account: 1}},
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatAFileTellsHoldsFromTheDayThatItSays(t *testing.T) {
	day := func(s string) *programme.Day {
		d, err := programme.ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return &d
	}
	told := func(asOf string, value string) programme.Told[string] {
		if asOf == "" {
			return programme.Told[string]{AsOf: programme.Ever, Value: value}
		}
		return programme.Told[string]{AsOf: *day(asOf), Value: value}
	}
	today := *day("2016-04-11")
	known := []programme.Told[string]{told("", "a"), told("2016-03-01", "b")}
	for name, c := range map[string]struct {
		known []programme.Told[string]
		value string
		asOf  *programme.Day
		want  []programme.Told[string]
	}{
		"the first value":                   {nil, "a", nil, []programme.Told[string]{told("", "a")}},
		"the first value, from a day":       {nil, "a", day("2016-01-01"), []programme.Told[string]{told("2016-01-01", "a")}},
		"the same value":                    {known, "b", nil, known},
		"another value":                     {known, "c", nil, append(known[:2:2], told("2016-04-11", "c"))},
		"the value before the present one":  {known, "a", nil, append(known[:2:2], told("2016-04-11", "a"))},
		"another value on the same day":     {known, "c", day("2016-03-01"), []programme.Told[string]{known[0], told("2016-03-01", "c")}},
		"a value of the past":               {known, "c", day("2016-02-01"), []programme.Told[string]{known[0], told("2016-02-01", "c"), known[1]}},
		"the same value of another day":     {known, "b", day("2016-04-01"), append(known[:2:2], told("2016-04-01", "b"))},
		"before all, and yet not from ever": {known, "c", day("1990-01-01"), []programme.Told[string]{known[0], told("1990-01-01", "c"), known[1]}},
	} {
		if diff := gocmp.Diff(c.want, programme.Tell(c.known, c.value, c.asOf, today)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhatARowWithoutADayTellsBesideOthersHeldBeforeThem(t *testing.T) {
	type told = programme.Told[string]
	known, today := []told{{programme.Ever, "a"}, {100, "b"}}, programme.Day(200)
	for name, c := range map[string]struct {
		known []told
		value string
		want  []told
	}{
		"the first value":                 {nil, "a", []told{{programme.Ever, "a"}}},
		"what holds from ever":            {known, "a", known},
		"another value":                   {known, "c", []told{known[0], known[1], {200, "c"}}},
		"what holds today":                {known, "b", known},
		"what holds from a day, and ever": {known[1:], "b", known[1:]},
		"what held never":                 {known[1:], "a", []told{known[1], {200, "a"}}},
	} {
		if diff := gocmp.Diff(c.want, programme.TellBefore(c.known, c.value, today)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTheOrderInWhichDatedValuesAreToldMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SliceOfNDistinct(rapid.IntRange(0, 50), 1, 8, rapid.ID).Draw(t, "days")
		tell := func(days []int) (known []programme.Told[int]) {
			for _, d := range days {
				asOf := programme.Day(d)
				known = programme.Tell(known, d%3, &asOf, 60)
			}
			return known
		}
		if diff := gocmp.Diff(tell(days), tell(rapid.Permutation(days).Draw(t, "another order"))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// The customer was won before its partner was nominated: nothing is credited, and the explanation says why.
func TestANewCustomerThatIsNotCreditedAtItsEventHasAReason(t *testing.T) {
	p := flipped(t)
	tenant := &programme.Tenant{Key: 1, Subscriptions: []programme.Subscription{paid(1, "office365", "2016-02-10", "")},
		Associations: []programme.Association{tied("dpor", 3, 1, "2016-03-05", "")}}
	lines, misses := explained(p, tenant, 3, measure(t, p, "net_new_customers", "office365"), month("2016-04"))
	want := []programme.Miss{{Tenant: 1, Month: month("2016-02"), Amount: 1, Reason: programme.NotInEffect, Association: &tenant.Associations[0]}}
	if diff := gocmp.Diff(want, misses); diff != "" || len(lines) > 0 {
		t.Errorf("%v%s", lines, diff)
	}
}
