package ledger

import (
	"context"
	"errors"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// Stage is Credit for an import that is being staged: it derives the credits of its months, which grow by new, while others
// change associations, and has keep keep the last of them in one change. Those of months that were not kept before are
// kept by piece after piece, since nobody looks at them; the others, and what associations that were changed
// meanwhile make different, by the last change. Its errors are those of Credit.
func (e *Extension) Stage(ctx context.Context, database *db.DB, added []programme.Month, piece func(func(*db.Tx) error) error, last func(keep func(*Ledger) error) error) (err error) {
	before, err := e.ledger.Months()
	if err != nil {
		return err
	}
	s := staged{before: before, now: before.with(added), inForce: e.ledger.facts, piece: piece}
	if s.base, s.end, err = database.Look(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.end()) }()
	if err := s.derive(e); err != nil {
		return err
	}
	few := 0 // no state of before the pieces stays: a file's log could not be folded in beyond it
	for range roundsAtMost {
		more, err := s.catchUp(ctx, database, few)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		few = fewChanged
	}
	if err := database.FoldLog(ctx); err != nil {
		return err
	}
	return last(s.keep)
}

// How often the changes that people made while credits were derived are caught up with, before the last ones are in the
// last change itself, and how many customers' changes are few enough for that.
const (
	roundsAtMost = 5
	fewChanged   = 100
)

// staged are the credits of an import that is being staged, as a state of the associations gives them.
type staged struct {
	before, now Months
	inForce     Deriver
	base        *db.Tx // the state
	end         func() error
	changes     changes // that are in the state
	credits     Credits // of months that were kept ahead, and what changes made different
	piece       func(func(*db.Tx) error) error
}

// on derives the months that are being staged on a transaction.
func (s *staged) on(tx *db.Tx) Deriver {
	d := s.inForce.on(tx)
	d.usage = &s.now
	return d
}

// derive derives all credits of the state, keeps those that nobody looks at yet, and counts who reported usage.
func (s *staged) derive(e *Extension) (err error) {
	if s.changes, err = changesIn(s.base); err != nil {
		return err
	}
	if len(s.changes) > 0 {
		e.ready.outdated()
	}
	d := s.on(s.base)
	if s.credits, err = d.deriveBy(d.extending(s.before, s.now), s.before.next(), s.now.Through(), e.ready); err != nil {
		return err
	}
	if e.reported = e.Reported(); e.reported == nil {
		if e.reported, err = reportedIn(s.base, "WHERE month IN "+db.Keys(s.months())); err != nil {
			return err
		}
	}
	for _, m := range slices.Sorted(maps.Keys(s.credits)) {
		if s.before.Any && m <= s.before.Through() {
			continue
		}
		if err := s.keepMonth(m); err != nil {
			return err
		}
	}
	return nil
}

// months returns the months that may have come.
func (s *staged) months() (keys []int64) {
	for m := max(s.before.next(), s.now.First); m <= s.now.Latest; m++ {
		keys = append(keys, int64(m))
	}
	return keys
}

// keepMonth keeps the credits of a month that had none, in pieces.
func (s *staged) keepMonth(m programme.Month) error {
	for batch := range slices.Chunk(slices.Sorted(maps.Keys(s.credits[m])), accountsAtOnce) {
		if err := s.piece(func(tx *db.Tx) error {
			return s.ledger(tx).addMonth(m, batch, s.credits[m])
		}); err != nil {
			return err
		}
	}
	delete(s.credits, m)
	return nil
}

func (s *staged) ledger(tx *db.Tx) *Ledger { return &Ledger{facts: s.on(tx)} }

// catchUp goes over to the present state, unless so few changes are not in the one that it has. It reports whether it did.
func (s *staged) catchUp(ctx context.Context, database *db.DB, few int) (bool, error) {
	tx, end, err := database.Look(ctx)
	if err != nil {
		return false, err
	}
	now, err := changesIn(tx)
	if customers := now.since(s.changes); err == nil && (few == 0 || len(customers) > few) {
		if err = s.differ(customers, tx, s.credits); err == nil {
			end, s.end, s.base, s.changes = s.end, end, tx, now
			return true, end()
		}
	}
	return false, errors.Join(err, end())
}

// differ adds to into what the associations of customers make different on another transaction.
func (s *staged) differ(customers []int64, tx *db.Tx, into Credits) error {
	from, through := s.before.next(), s.now.Through()
	d := s.on(s.base)
	ruleOf := d.extending(s.before, s.now)
	if err := d.deriveForBy(ruleOf, customers, from, through, into, -1); err != nil {
		return err
	}
	return s.on(tx).deriveForBy(ruleOf, customers, from, through, into, +1)
}

// keep keeps what is left, in the transaction of a ledger that nobody else's change goes on beside. It may be run again.
func (s *staged) keep(l *Ledger) error {
	now, err := changesIn(l.facts.tx)
	if err != nil {
		return err
	}
	latest := Credits{}
	if err := s.differ(now.since(s.changes), l.facts.tx, latest); err != nil {
		return err
	}
	if err := l.forgetUsage(s.before); err != nil {
		return err
	}
	l.months = &s.now
	if err := l.add(s.credits); err != nil {
		return err
	}
	return l.add(latest)
}
