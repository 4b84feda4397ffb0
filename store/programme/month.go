package programme

import (
	"fmt"
	"math"
	"time"
)

// Month is a calendar month, counted from January of the year 0: year*12 + (month-1).
// Months add and subtract as whole numbers. The database holds them as the same number.
type Month int

// Instant is a point in time in milliseconds since 1970-01-01T00:00:00Z. The database
// holds instants as the same number.
type Instant int64

// NoEnd is the end of a subscription or association that goes on: later than every instant.
const NoEnd Instant = math.MaxInt64

// MonthOf returns the month of a year and a month of the year (1 to 12).
func MonthOf(year int, month time.Month) Month { return Month(year*12 + int(month) - 1) }

// ParseMonth reads a month written as 2016-04, of the years 1900 to 9999.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil || t.Year() < 1900 {
		return 0, fmt.Errorf("%q is not a month; write it as 2016-04", s)
	}
	return MonthOf(t.Year(), t.Month()), nil
}

// Year returns the year of the month.
func (m Month) Year() int { return int(m) / 12 }

// Number returns the month of the year, January to December.
func (m Month) Number() time.Month { return time.Month(int(m)%12 + 1) }

// String writes the month as 2016-04.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), int(m.Number())) }

// InstantOf returns the instant of a time, cut to whole milliseconds.
func InstantOf(t time.Time) Instant { return Instant(t.UnixMilli()) }

// In returns the instant as a time in a zone.
func (i Instant) In(zone *time.Location) time.Time { return time.UnixMilli(int64(i)).In(zone) }

// First returns the first instant of a month in the programme's time zone (R4).
func (p *Programme) First(m Month) Instant {
	if k := int(m - calendarFrom); k >= 0 && k < len(p.calendar) {
		return p.calendar[k]
	}
	return firstInstant(m, p.Zone)
}

// End returns the first instant of the month after m (R4).
func (p *Programme) End(m Month) Instant { return p.First(m + 1) }

// MonthAt returns the month that an instant lies in: the one with First ≤ i < End.
func (p *Programme) MonthAt(i Instant) Month {
	t := i.In(p.Zone)
	m := MonthOf(t.Year(), t.Month())
	// Where clocks jump over the midnight that a month begins with, or turn back to before
	// it, a clock may read another month for an hour than First and End have.
	switch {
	case i < p.First(m):
		return m - 1
	case i >= p.End(m):
		return m + 1
	}
	return m
}

// calendarFrom and calendarMonths bound the months whose first instants are worked out
// once, because the rules ask for them for every subscription and month.
const (
	calendarFrom   Month = 1990 * 12
	calendarMonths       = 100 * 12
)

func firstInstant(m Month, zone *time.Location) Instant {
	return midnight(time.Date(m.Year(), m.Number(), 1, 0, 0, 0, 0, time.UTC), zone)
}

func calendar(zone *time.Location) []Instant {
	firsts := make([]Instant, calendarMonths)
	for k := range firsts {
		firsts[k] = firstInstant(calendarFrom+Month(k), zone)
	}
	return firsts
}
