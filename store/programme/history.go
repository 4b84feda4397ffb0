package programme

import (
	"math"
	"slices"
)

// FromEver is the beginning of a value that held before all that is known.
const FromEver Instant = math.MinInt64

// Dated is a value that holds from an instant on, which is the midnight that a day begins with.
type Dated[V any] struct {
	From  Instant
	Value V
}

// History has the values of an attribute over time (R4a), earliest first. The first of them holds
// before its beginning too.
type History[V any] []Dated[V]

// Always returns the history of a value that never changed.
func Always[V any](value V) History[V] { return History[V]{{FromEver, value}} }

// At returns the value that decides at the instant τ of a month (R4a): the latest that began before
// it, else the earliest.
func (h History[V]) At(decides Instant) V { return h.until(decides - 1) }

// On returns the value that holds on an instant, such as the tenant when it nominates: the latest
// that began by then, else the earliest.
func (h History[V]) On(i Instant) V { return h.until(i) }

func (h History[V]) until(last Instant) (value V) {
	for k := len(h) - 1; k >= 0; k-- {
		if value = h[k].Value; h[k].From <= last {
			break
		}
	}
	return value
}

// Standing is what decides about the credit of a partner's associations.
type Standing struct {
	Account   int64 // its global account, or itself, at which credit is counted (R7)
	Suspended bool  // the partner or its account (R6)
}

// StandingsOf returns the standings of a partner over time: of its parents (0 for none), its own
// suspensions, and those of the partners that were its parents.
func StandingsOf(partner int64, parents History[int64], suspended History[bool], suspendedOf func(parent int64) History[bool]) History[Standing] {
	turns := []Instant{FromEver}
	for _, parent := range parents {
		turns = append(turns, parent.From)
		if parent.Value != 0 {
			turns = append(turns, beginnings(suspendedOf(parent.Value))...)
		}
	}
	turns = append(turns, beginnings(suspended)...)
	slices.Sort(turns)
	var standings History[Standing]
	for _, turn := range slices.Compact(turns) {
		s := Standing{partner, suspended.On(turn)}
		if parent := parents.On(turn); parent != 0 {
			s.Account = parent
			s.Suspended = s.Suspended || suspendedOf(parent).On(turn)
		}
		if n := len(standings); n == 0 || standings[n-1].Value != s {
			standings = append(standings, Dated[Standing]{turn, s})
		}
	}
	return standings
}

func beginnings[V any](h History[V]) []Instant {
	all := make([]Instant, len(h))
	for k := range h {
		all[k] = h[k].From
	}
	return all
}
