package programme

import (
	"fmt"
	"time"
)

// Day is a calendar day, counted from 1970-01-01. It begins when the programme's zone says. The
// database holds days as the same number.
type Day int

// DayOf returns the day of a year, a month of the year and a day of the month.
func DayOf(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsOfDay)
}

const secondsOfDay = 24 * 60 * 60

// date returns the beginning of the day in UTC.
func (d Day) date() time.Time { return time.Unix(int64(d)*secondsOfDay, 0).UTC() }

// String writes the day as 2016-04-15.
func (d Day) String() string { return d.date().Format(time.DateOnly) }

// ParseDay reads a day written as 2016-04-15, of the years 1900 to 9999.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1900 {
		return 0, fmt.Errorf("%q is not a day; write it as 2016-04-15", s)
	}
	return DayOf(t.Date()), nil
}

// Midnight returns the first instant of a day in the programme's time zone: the earliest at which a
// clock there shows this day or a later one.
func (p *Programme) Midnight(d Day) Instant { return midnight(d.date(), p.Zone) }

// DayAt returns the day that an instant lies in: the latest one whose Midnight is not after it.
func (p *Programme) DayAt(i Instant) Day {
	d := DayOf(i.In(p.Zone).Date())
	// Where clocks turn back over midnight they show the day before for a while again.
	if p.Midnight(d+1) <= i {
		return d + 1
	}
	return d
}

// midnight returns the first instant of a date, given in UTC, in a zone. Where clocks jump over
// midnight the day begins with the jump, and where midnight comes twice it begins with the first.
func midnight(date time.Time, zone *time.Location) Instant {
	t := time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, zone)
	_, offset := t.Zone()
	shown := t.Unix() + int64(offset) // what a clock shows at t
	start, end := t.ZoneBounds()
	switch {
	case shown < date.Unix():
		return InstantOf(end)
	case shown > date.Unix():
		return InstantOf(start)
	case start.IsZero():
		return InstantOf(t)
	}
	_, before := start.Add(-time.Nanosecond).Zone()
	if first := date.Unix() - int64(before); first < start.Unix() {
		return Instant(first * 1000)
	}
	return InstantOf(t)
}
