package programme_test

import (
	"archive/zip"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

func TestADayIsWrittenAsItIsRead(t *testing.T) {
	for _, s := range []string{"1900-01-01", "1969-12-31", "1970-01-01", "2016-02-29", "9999-12-31"} {
		if d, err := programme.ParseDay(s); err != nil || d.String() != s {
			t.Errorf("%s is read as %s, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "2016-04", "2016-02-30", "1899-12-31", "2016-4-1", "15.04.2016", "2016-04-15T00:00:00Z"} {
		if d, err := programme.ParseDay(s); err == nil {
			t.Errorf("%q is read as %s", s, d)
		}
	}
}

// zonesOfTheWorld returns the names of all zones of the tz database that comes with Go.
func zonesOfTheWorld(t *testing.T) (names []string) {
	t.Helper()
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := archive.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, f := range archive.File {
		if !strings.HasSuffix(f.Name, "/") {
			names = append(names, f.Name)
		}
	}
	if len(names) < 400 {
		t.Fatalf("only %d zones", len(names))
	}
	return names
}

// number writes a date as a number, such as 20160415.
func number(t time.Time) int {
	year, month, day := t.Date()
	return year*10_000 + int(month)*100 + day
}

// firstShown returns the first second at which a clock in the zone shows a date or a later one. It
// reads the clock each quarter of an hour, and then each second back.
func firstShown(date time.Time, zone *time.Location) time.Time {
	wanted := number(date)
	reached := func(t time.Time) bool { return number(t.In(zone)) >= wanted }
	t := date.Add(-16 * time.Hour) // no zone is further ahead
	for !reached(t) {
		t = t.Add(15 * time.Minute)
	}
	for reached(t.Add(-time.Second)) {
		t = t.Add(-time.Second)
	}
	return t
}

func TestEveryMonthBeginsWhenItsFirstDayIsFirstShownInEveryZone(t *testing.T) {
	t.Parallel()
	for _, name := range zonesOfTheWorld(t) {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		p := variant(t, `"UTC"`, `"`+name+`"`)
		for m := programme.MonthOf(1985, 1); m < programme.MonthOf(2035, 1); m++ {
			want := programme.InstantOf(firstShown(time.Date(m.Year(), m.Number(), 1, 0, 0, 0, 0, time.UTC), zone))
			if got := p.First(m); got != want || p.MonthAt(got) != m || p.MonthAt(got-1) != m-1 || p.End(m-1) != want {
				t.Errorf("%s: %s begins at %s, not %s", name, m, got.In(zone), want.In(zone))
			}
		}
	}
}

func TestEveryDayBeginsWhereTheOneBeforeEnds(t *testing.T) {
	zones := []*programme.Programme{programme.BuiltIn()}
	for _, zone := range []string{"Asia/Tokyo", "America/Asuncion", "America/St_Johns", "Pacific/Apia", "Africa/Cairo", "Asia/Gaza"} {
		zones = append(zones, variant(t, `"UTC"`, `"`+zone+`"`))
	}
	rapid.Check(t, func(t *rapid.T) {
		p := zones[rapid.IntRange(0, len(zones)-1).Draw(t, "zone")]
		d := programme.Day(rapid.IntRange(0, 25_000).Draw(t, "day"))
		first, next := p.Midnight(d), p.Midnight(d+1)
		skipped := first == next // where a zone changed sides of the date line
		if first > next || !skipped && (p.DayAt(first) != d || p.DayAt(next-1) != d) || p.DayAt(first-1) >= d {
			t.Fatalf("%s runs from %s to %s", d, first.In(p.Zone), next.In(p.Zone))
		}
	})
}
