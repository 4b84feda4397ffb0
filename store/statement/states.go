package statement

import (
	"fmt"
	"time"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// closedMonth is a statement as it is kept, with the programme that it was closed under. A
// programme that comes into force later is no correction: a closed month stays counted by
// the rules of its time, and only facts correct it.
type closedMonth struct {
	key      int64
	month    programme.Month
	closedAt programme.Instant
	closedBy string
	closer   string // digest of closedBy, which the hash covers; "" where it covers closedBy itself
	salt     string // of the digest; "" where there is none, or who closed it was erased
	hash     string
	p        *programme.Programme
	rules    string // hash that the programme is recorded with

	programmeKey int64
}

// closedMonths returns all statements by month.
func (s Statements) closedMonths() ([]closedMonth, error) {
	var all []closedMonth
	err := s.tx.Each(func(scan db.Scan) error {
		var c closedMonth
		err := scan(&c.key, &c.month, &c.closedAt, &c.closedBy, &c.closer, &c.salt, &c.hash, &c.programmeKey, &c.rules)
		all = append(all, c)
		return err
	}, `SELECT s.id, s.month, s.closed_at, s.closed_by, s.closer, s.closer_salt, s.hash, s.programme_id, p.hash
		FROM statements s JOIN programmes p ON p.id = s.programme_id ORDER BY s.month`)
	if err != nil {
		return nil, err
	}
	loaded := map[int64]*programme.Programme{}
	for k := range all {
		c := &all[k]
		if c.rules == s.p.Hash {
			c.p = s.p
		} else if c.p = loaded[c.programmeKey]; c.p == nil {
			if c.p, err = s.recordedProgramme(c.programmeKey); err != nil {
				return nil, fmt.Errorf("the programme of the statement of %s: %w", c.month, err)
			}
			loaded[c.programmeKey] = c.p
		}
	}
	return all, nil
}

func (s Statements) recordedProgramme(key int64) (*programme.Programme, error) {
	var name, source string
	if _, err := s.tx.One([]any{&name, &source}, "SELECT name, source FROM programmes WHERE id = $1", key); err != nil {
		return nil, err
	}
	return programme.Load(name, []byte(source))
}

// closing returns the months that decide which month can be closed.
func (s Statements) closing(closed []closedMonth) (c programme.Closing, err error) {
	months, err := ledger.MonthsIn(s.tx)
	c.First, c.Through, c.Facts = months.First, months.Latest, months.Any
	for _, x := range closed {
		c.Closed = append(c.Closed, x.month)
	}
	return c, err
}

// State tells whether a month is closed, and if so by whom and under which programme.
type State struct {
	Month     programme.Month
	Facts     bool       // the month lies among those with usage facts
	Next      bool       // it is the next to be closed
	ClosedAt  *time.Time // nil while it is open
	ClosedBy  string
	Hash      string               // SHA-256 of the statement, "" while it is open
	Programme *programme.Programme // that it was closed under; of an open month the one in force
}

// CanClose reports whether the month can be closed now.
func (s State) CanClose() bool { return s.Next && s.Facts }

func (s Statements) stateOf(m programme.Month, closed []closedMonth, c programme.Closing) State {
	next, _ := c.Next()
	state := State{Month: m, Facts: c.HasFacts(m), Next: m == next && (c.Facts || len(closed) > 0), Programme: s.p}
	for _, x := range closed {
		if x.month == m {
			closedAt := x.closedAt.In(x.p.Zone)
			state.ClosedAt, state.ClosedBy, state.Hash, state.Programme = &closedAt, x.closedBy, x.hash, x.p
		}
	}
	return state
}

// States returns the months that have facts or are closed, latest first, before them the
// month to come where all others are closed: it takes the corrections of those.
func (s Statements) States() (all []State, err error) {
	closed, err := s.closedMonths()
	if err != nil {
		return nil, err
	}
	c, err := s.closing(closed)
	if err != nil || !c.Facts && len(closed) == 0 {
		return nil, err
	}
	next, _ := c.Next()
	first := next
	if c.Facts {
		first = min(first, c.First)
	}
	if len(closed) > 0 {
		first = min(first, closed[0].month)
	}
	for m := max(c.Through, next); m >= first; m-- {
		all = append(all, s.stateOf(m, closed, c))
	}
	return all, nil
}
