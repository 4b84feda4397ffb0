package programme_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

func TestAMonthIsWrittenAsItIsRead(t *testing.T) {
	for _, s := range []string{"1900-01", "1999-12", "2016-04", "2016-12", "2017-01", "9999-12"} {
		m, err := programme.ParseMonth(s)
		if err != nil || m.String() != s {
			t.Errorf("%s is read as %s, %v", s, m, err)
		}
	}
	if m := month("2016-12"); m.Year() != 2016 || m.Number() != time.December || m+1 != month("2017-01") {
		t.Errorf("%d %s", m.Year(), m.Number())
	}
}

func TestWhatIsNoMonthIsRefused(t *testing.T) {
	for _, s := range []string{"", "2016", "2016-4", "2016-00", "2016-13", "2016-04-01", "2016/04", "16-04", "1899-12",
		"0001-01", "10000-01", "-2016-04", " 2016-04", "2016-04 ", "April 2016", "２０１６-04"} {
		if m, err := programme.ParseMonth(s); err == nil {
			t.Errorf("%q is read as %s", s, m)
		}
	}
}

func TestAMonthRunsFromItsFirstInstantToThatOfTheNext(t *testing.T) {
	zones := []*programme.Programme{programme.BuiltIn()}
	for _, zone := range []string{"Asia/Tokyo", "America/Los_Angeles", "Africa/Cairo", "Pacific/Apia"} {
		zones = append(zones, variant(t, `"UTC"`, `"`+zone+`"`))
	}
	rapid.Check(t, func(t *rapid.T) {
		p := zones[rapid.IntRange(0, len(zones)-1).Draw(t, "zone")]
		m := rapid.Custom(func(t *rapid.T) programme.Month {
			year := rapid.IntRange(1950, 2150).Draw(t, "year")
			return programme.MonthOf(year, time.Month(rapid.IntRange(1, 12).Draw(t, "month")))
		}).Draw(t, "month")
		first := programme.DayOf(m.Year(), m.Number(), 1)
		if p.First(m) != p.Midnight(first) || p.End(m) != p.First(m+1) || p.First(m) >= p.End(m) {
			t.Fatalf("%s runs from %s to %s", m, p.First(m).In(p.Zone), p.End(m).In(p.Zone))
		}
		if p.MonthAt(p.First(m)) != m || p.MonthAt(p.End(m)-1) != m || p.MonthAt(p.End(m)) != m+1 {
			t.Fatalf("the edges of %s lie in other months", m)
		}
	})
}

func TestTheRulesReachBeyondTheMonthsWorkedOutBefore(t *testing.T) {
	p := programme.BuiltIn()
	for _, m := range []string{"1900-01", "1989-12", "1990-01", "2089-12", "2090-01", "9999-12"} {
		if got := p.First(month(m)); got != at(m+"-01") {
			t.Errorf("%s begins at %d", m, got)
		}
	}
}

func TestEveryInstantLiesInTheMonthThatBeganLast(t *testing.T) {
	for zone, m := range map[string]string{
		"America/Asuncion": "2017-10", // clocks jump from midnight to one
		"America/Havana":   "2012-04", // so here
		"Africa/Cairo":     "2004-10", // clocks turn back from midnight to eleven
		"Asia/Gaza":        "2004-10", // clocks turn back from one to midnight
	} {
		p := variant(t, `"UTC"`, `"`+zone+`"`)
		first := p.First(month(m))
		for off := -3 * time.Hour; off <= 3*time.Hour; off += time.Minute {
			i := first + programme.Instant(off.Milliseconds())
			if got := p.MonthAt(i); (got == month(m)) != (off >= 0) {
				t.Errorf("%s: %s, %v from where %s begins, lies in %s", zone, i.In(p.Zone), off, m, got)
			}
		}
	}
}

func TestAnInstantIsCutToMilliseconds(t *testing.T) {
	i := programme.InstantOf(time.Date(2016, 4, 15, 1, 2, 3, 4_999_999, time.UTC))
	if want := at("2016-04-15T01:02:03.004"); i != want {
		t.Errorf("%d, not %d", i, want)
	}
	if got := i.In(time.UTC).Format(time.RFC3339Nano); got != "2016-04-15T01:02:03.004Z" {
		t.Error(got)
	}
}
