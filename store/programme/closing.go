package programme

import "slices"

// The refusals of closing a month.
const (
	RefusedNoFacts    = "no_facts"     // the month has no usage facts
	RefusedClosed     = "month_closed" // the month is closed already
	RefusedOutOfOrder = "month_order"  // another month is the next to be closed
)

// The refusals of declaring a month complete, and of taking that back (R10).
const (
	RefusedNoUsage = "month_no_usage" // there is no usage of the month
	RefusedStays   = "month_stays"    // the month is closed, and stays complete
)

// The refusals of putting a programme in force.
const (
	RefusedInForce   = "in_force"          // it is in force already
	RefusedProgramme = "programme_changed" // somebody put another one in force after the person looked
)

// Closing holds the closed months and those with facts, which decide whether a month can be closed.
type Closing struct {
	Closed         []Month // in their order, without a gap
	First, Through Month   // the earliest and the latest month with usage facts (R10)
	Facts          bool    // there are any
}

// Next returns the month that is the next to be closed, and whether it has facts, without
// which it waits. Months are closed in their order and none is left out, so that a
// correction always has one statement to go to: the next one. A month that turns out to be
// earlier than the first closed one is too late, and is never closed.
func (c Closing) Next() (m Month, facts bool) {
	m = c.First
	if len(c.Closed) > 0 {
		m = c.Closed[len(c.Closed)-1] + 1
	}
	return m, c.HasFacts(m)
}

// HasFacts reports whether the month lies among those with usage facts.
func (c Closing) HasFacts(m Month) bool { return c.Facts && m >= c.First && m <= c.Through }

// Check refuses a month that cannot be closed, or returns nil.
func (c Closing) Check(m Month) error {
	next, facts := c.Next()
	switch {
	case slices.Contains(c.Closed, m):
		return &Refusal{Code: RefusedClosed, Name: m.String()}
	case !c.HasFacts(m):
		return &Refusal{Code: RefusedNoFacts, Name: m.String()}
	case m != next || !facts:
		return &Refusal{Code: RefusedOutOfOrder, Name: m.String()}
	}
	return nil
}
