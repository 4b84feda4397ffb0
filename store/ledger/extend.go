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
// Every state gives the same credits: reading is the plain way, the others only save time. Added
// and Replaced change nothing while it is reading. Prepare may be called once, at any time before
// Credit; rows that were written before it are told by written, since they were not gathered.
type Extension struct {
	ledger *Ledger
	ready  *readyBook // nil while it is reading
}

// Extend begins to keep the credits of months that come to have usage.
func (l *Ledger) Extend() *Extension { return &Extension{ledger: l} }

// Prepare begins to load what crediting new months needs, on other connections to the database,
// while the caller writes usage. Nothing else may be changed by the caller's transaction.
// written tells that usage was written already. It waits for the ids of all subscriptions and
// returns them; nil where they are too many to hold.
func (e *Extension) Prepare(database *db.DB, written bool) (map[string]SubscriptionRef, error) {
	months, err := e.ledger.Months()
	if err != nil {
		return nil, err
	}
	e.ready = e.ledger.facts.ready(database, months.next())
	ids := e.ready.ids()
	if written {
		e.Replaced()
	}
	return ids, nil
}

// Added takes note of n rows of new months that were put where there was nothing, in the order
// of their months; row gives each, so that none is copied to be passed.
func (e *Extension) Added(n int, row func(k int) *Usage) {
	if e.ready != nil && n > 0 {
		e.ready.keep(n, row)
	}
}

// Replaced says that rows of new months were put in place of others.
func (e *Extension) Replaced() {
	if e.ready != nil {
		e.ready.spoil()
	}
}

// Credit keeps the credits of the months that usage was added for, where it is later than all
// that was there before. What the months ahead were kept with stays, but for what usage of the
// months before gave them.
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
	from, ruleOf := before.next(), l.facts.whole
	if before.Any {
		if err := l.forgetUsage(from, before.Through()); err != nil {
			return err
		}
		ruleOf = l.facts.extending(before, now)
	}
	added, err := l.facts.deriveBy(ruleOf, from, now.Through(), e.ready)
	if err != nil {
		return err
	}
	l.months = &now
	return l.add(added)
}

// extending is the rule of each month that is credited where the months with usage grow: of
// those that were kept ahead only what usage gives is new.
func (d Deriver) extending(before, now Months) func(programme.Month) rule {
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

// forgetUsage drops what usage gave the kept credits of the months from … through. With the
// accounts named, it does not look at the months of all the years before.
func (l *Ledger) forgetUsage(from, through programme.Month) error {
	var measures []int64
	for measure := range l.facts.p.Measures {
		if l.facts.p.CountsUsage(measure) {
			measures = append(measures, int64(measure))
		}
	}
	return l.facts.tx.Exec(`DELETE FROM credits WHERE account_id IN (SELECT id FROM partners) AND month BETWEEN $1 AND $2
		AND measure IN `+db.Keys(measures), from, through)
}

// End waits until nothing is loaded any more. The extension is of no use after it.
func (e *Extension) End() { e.ready.end() }
