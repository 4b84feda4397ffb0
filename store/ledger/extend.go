package ledger

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// Extension keeps the credits of the months that an import adds usage for, where they are later
// than all that had any. It goes through these states:
//
//	state     entered by         what it holds                    what Credit does
//	reading   Ledger.Extend      nothing                          reads all facts
//	loading   Prepare            the book of all tenants, being   takes the book, and reads
//	                             loaded on two other connections  usage
//	gathering Added              besides it the rows that were    takes both, and reads no
//	                             added, all of one month          facts at all
//	spoiled   Replaced, Added    the book, but no rows: what is   takes the book, and reads
//	          of another month   stored is not just what was      usage
//	                             added
//	ended     End                nothing; nothing is loading
//
// An import that is staged calls Stage in the place of Credit.
//
// Every state gives the same credits: reading is the plain way, the others only save time. Added
// and Replaced change nothing while it is reading. Prepare may be called once, before the first row
// is written: those before it would not be gathered.
type Extension struct {
	ledger *Ledger
	ready  *readyBook // nil while it is reading
	// reported is how many subscriptions reported usage, by the months that were staged; nil for none.
	reported map[programme.Month]int64
}

// Extend begins an Extension. The caller ends it by End.
func (l *Ledger) Extend() *Extension { return &Extension{ledger: l} }

// Prepare begins to load what crediting new months needs, on other connections to the database,
// before the caller writes usage. Nothing else may be changed by the caller's transaction. It waits
// for all subscriptions by their keys and returns them; nil where they are too many to hold.
func (e *Extension) Prepare(database *db.DB) (SubscriptionRefs, error) {
	months, err := e.ledger.Months()
	if err != nil {
		return nil, err
	}
	e.ready = e.ledger.facts.ready(database, months.next())
	return e.ready.refs(), nil
}

// Added tells of n rows of new months that the caller inserted, in the order of their months. row
// returns each of them, so that none is copied to be passed.
func (e *Extension) Added(n int, row func(k int) *Usage) {
	if e.ready != nil && n > 0 {
		e.ready.keep(n, row)
	}
}

// Replaced tells of rows of new months that took the place of others.
func (e *Extension) Replaced() {
	if e.ready != nil {
		e.ready.spoil()
	}
}

// Credit keeps the credits of the months that are later than all that had usage before. Months that
// were kept ahead keep their lines without usage: only those that usage makes are derived anew.
// Its errors are those of Derive, and of a sum that does not fit (R11).
func (e *Extension) Credit() error {
	l := e.ledger
	before, err := l.Months()
	if err != nil {
		return err
	}
	now, err := MonthsIn(l.facts.tx)
	if err != nil || !now.Any || before.Any && now.Latest <= before.Latest {
		return err
	}
	if err := l.forgetUsage(before); err != nil {
		return err
	}
	added, err := l.facts.deriveBy(l.facts.extending(before, now), before.next(), now.Through(), e.ready)
	if err != nil {
		return err
	}
	l.months = &now
	return l.add(added)
}

// Reported returns, after Credit or Stage, how many subscriptions and tenants' products reported usage of the months for which
// that is known. What is not has to be counted.
func (e *Extension) Reported() map[programme.Month]int64 {
	if e.reported == nil && e.ready != nil && e.ready.added.reported >= 0 {
		return map[programme.Month]int64{e.ready.added.month: e.ready.added.reported}
	}
	return e.reported
}

// extending returns the rule of each month where the months with usage grow: for a month that was
// kept ahead only the lines that usage makes.
func (d Deriver) extending(before, now Months) func(programme.Month) rule {
	if !before.Any {
		return d.whole
	}
	return func(m programme.Month) rule {
		switch {
		case m > before.Through():
			return d.p.Credit
		case d.p.Needs(m).Usage <= now.Latest:
			return d.p.CreditUsage
		}
		return nil
	}
}

// forgetUsage deletes the kept credits that usage makes, of the months that were kept ahead of it. With the
// accounts named, the engines find them by the key and read no other months.
func (l *Ledger) forgetUsage(before Months) error {
	if !before.Any {
		return nil
	}
	var measures []int64
	for measure := range l.facts.p.Measures {
		if l.facts.p.CountsUsage(measure) {
			measures = append(measures, int64(measure))
		}
	}
	return l.facts.tx.Exec(`DELETE FROM credits WHERE account_id IN (SELECT id FROM partners) AND month BETWEEN $1 AND $2
		AND measure IN `+db.Keys(measures), before.next(), before.Through())
}

// End waits until nothing is being loaded. The extension is of no use after it.
func (e *Extension) End() { e.ready.end() }
