package ledger

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// Ledger keeps the credits of a database in one transaction, by the programme in force.
type Ledger struct {
	facts  Deriver
	trying bool    // by a programme that is not in force: nothing that is kept is by it
	months *Months // as the transaction found them, or as it extended them; nil until asked for
}

// Open returns the ledger of a transaction by the programme in force. known are the months with
// usage facts where the transaction only reads; nil where it may change them.
func Open(tx *db.Tx, p *programme.Programme, known *Months) *Ledger {
	return &Ledger{facts: Deriver{tx: tx, p: p, usage: known, inRange: tenantsInRange}, months: known}
}

// InRanges holds n tenants in memory at a time where it goes through all of them.
func (l *Ledger) InRanges(n int64) *Ledger {
	l.facts.inRange = n
	return l
}

// Trying has the ledger read nothing that is kept: its programme is one that is not in force. Such
// a ledger only reads.
func (l *Ledger) Trying() { l.trying = true }

// By returns what derives credits from the same facts by another programme. Kept credits are of
// the programme in force, so nothing of them is read or written by it.
func (l *Ledger) By(p *programme.Programme) Deriver {
	other := l.facts
	other.p = p
	return other
}

// Past is By for the programme of a closed month. What that one does not know came later, and
// credited nobody under it.
func (l *Ledger) Past(p *programme.Programme) Deriver {
	past := l.By(p)
	past.past = true
	return past
}

// Facts returns what derives credits by the programme in force.
func (l *Ledger) Facts() Deriver { return l.facts }

// Months returns the months with usage facts. Usage that the transaction itself adds does not
// move them: Extension.Credit does, once all of a file is there.
func (l *Ledger) Months() (Months, error) {
	if l.months != nil {
		return *l.months, nil
	}
	found, err := MonthsIn(l.facts.tx)
	l.months = &found
	return found, err
}
