package programme_test

import (
	"testing"

	"shimei/store/programme"
)

func TestADayBeginsInEachZoneAndAnInstantStaysWhereItIs(t *testing.T) {
	utc, york := programme.BuiltIn(), variant(t, `time_zone = "UTC"`, `time_zone = "America/New_York"`)
	day, err := programme.ParseDay("2016-05-01")
	if err != nil {
		t.Fatal(err)
	}
	hours := programme.Instant(60 * 60 * 1000)
	m := utc.MomentOn(day)
	moved := york.Moment(m)
	if m.At != utc.First(month("2016-05")) || moved.At != york.First(month("2016-05")) || moved.At != m.At+4*hours || moved.Day != day || utc.Moment(moved) != m {
		t.Errorf("%+v and %+v", m, moved)
	}
	instant := programme.MomentOf(m.At)
	if york.Moment(instant) != instant || instant == m || york.Moment(programme.Never) != programme.Never {
		t.Errorf("an instant moves: %+v", york.Moment(instant))
	}
	if !utc.SameDays(programme.BuiltIn()) || utc.SameDays(york) {
		t.Error("days begin when the zone says")
	}
}

func TestAnInstantIsLikeTheDayThatBeginsWithIt(t *testing.T) {
	york := variant(t, `time_zone = "UTC"`, `time_zone = "America/New_York"`)
	day := york.MomentOn(17_000)
	if got, is := york.Alike(day); !is || got != programme.MomentOf(day.At) {
		t.Errorf("%+v, %v", got, is)
	}
	if got, is := york.Alike(programme.MomentOf(day.At)); !is || got != day {
		t.Errorf("%+v, %v", got, is)
	}
	for _, i := range []programme.Instant{day.At + 1, day.At - 1, programme.NoEnd} {
		if got, is := york.Alike(programme.MomentOf(i)); is {
			t.Errorf("%d is like %+v", i, got)
		}
	}
}
