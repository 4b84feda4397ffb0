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
	return &Ledger{facts: Deriver{tx: tx, p: p, inForce: p, usage: known, inRange: tenantsInRange}, months: known}
}

// InRanges has the ledger hold n tenants in memory at a time where it goes through all of them.
func (l *Ledger) InRanges(n int64) *Ledger {
	l.facts.inRange = n
	return l
}

// Trying has the ledger derive all credits and read none of the kept ones, which are by the programme
// in force and not by its own. Such a ledger only reads.
func (l *Ledger) Trying(inForce *programme.Programme) { l.trying, l.facts.inForce = true, inForce }

// By returns a Deriver by another programme over the same facts. It neither reads nor writes kept
// credits, which are by the programme in force.
func (l *Ledger) By(p *programme.Programme) Deriver {
	other := l.facts
	other.p = p
	return other
}

// Past is By for the programme of a closed month. Products and routes that the programme does not
// know came later, and credited nobody under it.
func (l *Ledger) Past(p *programme.Programme) Deriver {
	past := l.By(p)
	past.past = true
	return past
}

// Facts returns a Deriver by the programme in force.
func (l *Ledger) Facts() Deriver { return l.facts }

// Months returns the months with usage facts. Usage that the transaction itself adds does not change
// them: Extension.Credit does so, once a whole file is in.
func (l *Ledger) Months() (Months, error) {
	if l.months != nil {
		return *l.months, nil
	}
	found, err := MonthsIn(l.facts.tx)
	l.months = &found
	return found, err
}
