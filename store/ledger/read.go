package ledger

import (
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// Read returns the credits of some accounts, by their keys (nil for all), in the months from …
// through. It reads the kept ones and derives those of later months from the facts; a ledger that is
// Trying derives all of them.
func (l *Ledger) Read(accounts []int64, from, through programme.Month) (Credits, error) {
	months, err := l.Months()
	if err != nil {
		return nil, err
	}
	credits := Credits{}
	if !l.trying && months.Any {
		where := "month BETWEEN $1 AND $2"
		if accounts != nil {
			where += " AND account_id IN " + db.Keys(accounts)
		}
		if credits, err = l.kept(where, from, min(through, months.Through())); err != nil || through <= months.Through() {
			return credits, err
		}
		from = max(from, months.Through()+1)
	}
	if accounts != nil {
		return credits, l.deriveOf(accounts, from, through, credits)
	}
	later, err := l.facts.Derive(from, through)
	maps.Copy(credits, later)
	return credits, err
}

// deriveOf adds the credits for the customers of some accounts to into. Of other accounts it adds
// only a part.
func (l *Ledger) deriveOf(accounts []int64, from, through programme.Month, into Credits) error {
	customers, err := CustomersOf(l.facts.tx, accounts)
	if err != nil {
		return err
	}
	return l.facts.DeriveFor(customers, from, through, into, +1)
}

// CustomersOf returns the customers, by their keys, whose credits hang on some partners: those that the
// partners, or what ever was a location of theirs, are associated with, and those that ever held a
// subscription of such an association.
func CustomersOf(tx *db.Tx, partners []int64) ([]int64, error) {
	if len(partners) == 0 {
		return nil, nil
	}
	located, err := history.Having(tx, history.Parent, partners)
	if err != nil {
		return nil, err
	}
	those := "(SELECT id FROM partners WHERE id IN " + db.Keys(slices.Concat(partners, located)) + " OR parent_id IN " + db.Keys(partners) + ")"
	return tx.AllKeys("SELECT customer_id FROM associations WHERE partner_id IN " + those +
		" UNION SELECT h.value FROM histories h JOIN associations a ON a.subscription_id = h.subject WHERE h.attribute = 'tenant' AND a.partner_id IN " +
		those + " ORDER BY 1")
}

// Amounts returns the amount that an account is credited for a measure in a month.
type Amounts func(measure int, m programme.Month) int64

// Figure returns a measure's figure at evaluation month e (R8). The error is of a sum beyond 2^63
// (R11).
func (a Amounts) Figure(p *programme.Programme, measure int, e programme.Month) (int64, error) {
	return p.Figure(measure, func(m programme.Month) int64 { return a(measure, m) }, e)
}

const selectKeptOf = "SELECT month, measure, amount FROM credits WHERE account_id = $1 AND month BETWEEN $2 AND $3"

// KeptOf returns the kept credits of one account, by its key, in the months from … through; Amounts
// may not be asked for other months. It reads an overview, which waits for little else.
func (l *Ledger) KeptOf(account int64, from, through programme.Month) (Amounts, error) {
	if l.trying {
		credits, err := l.Read([]int64{account}, from, through)
		return func(measure int, m programme.Month) int64 { return credits.Of(account, m, measure) }, err
	}
	months, err := l.Months()
	if err != nil {
		return nil, err
	}
	measures := len(l.facts.p.Measures)
	kept := make([]int64, (int(through-from)+1)*measures)
	var month, measure, amount db.Whole
	dest := []any{&month, &measure, &amount}
	err = l.facts.tx.Each(func(scan db.Scan) error {
		err := scan(dest...)
		if err == nil {
			kept[(int(month)-int(from))*measures+int(measure)] = int64(amount)
		}
		return err
	}, selectKeptOf, account, from, min(through, months.Through()))
	return func(measure int, m programme.Month) int64 { return kept[int(m-from)*measures+measure] }, err
}
