package main

import (
	"time"

	"shimei/store/programme"
)

// sizes are how much of everything there is. What is not here follows from it: seven
// nominations and nine sales to ten subscriptions, a delegated administration to every
// other tenant, and one usage row a subscription and month.
type sizes struct {
	partners, tenants, subscriptions int
}

// sizesAt returns the sizes of the vendor that the figures are stated for, times scale, and
// never so few that a kind of partner or of subscription would be missing.
func sizesAt(scale float64) sizes {
	times := func(n int) int { return int(float64(n) * scale) }
	return sizes{
		partners:      max(times(20_000), 120),
		tenants:       max(times(200_000), 200),
		subscriptions: max(times(500_000), 500),
	}
}

// The months that usage is reported for: a year that is there to begin with, and another
// one that shows whether imports get slower.
const (
	monthsAtFirst = 12
	monthsAtLast  = 24
)

// firstMonth is the first with usage, and the first in which the programme's competencies
// are in force. Every subscription begins in the half year before it or in it, so that each
// reports in all months.
var firstMonth = programme.MonthOf(2015, 10)

// monthOf returns the nth month with usage, from 1 on.
func monthOf(n int) programme.Month { return firstMonth + programme.Month(n-1) }

// opening is when the portal's clock begins: some days after the year's last month, when
// its facts have come in and people nominate.
var opening = dayOf(monthsAtFirst+1, 4).Add(8 * time.Hour)

// dayOf returns a day of the nth month with usage, which for 0 and less is before them.
func dayOf(n, day int) time.Time {
	m := monthOf(n)
	return time.Date(m.Year(), m.Number(), day, 0, 0, 0, 0, time.UTC)
}

// The rows of the database that the page's slowest answers are compared with.
const fewUsageRows = 10_000

// few returns how many of the subscriptions report usage where so many rows are wanted.
func (z sizes) few(rows int, scale float64) int {
	return min(max(int(float64(rows)*scale)/monthsAtFirst, 10), z.subscriptions)
}
