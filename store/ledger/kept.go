package ledger

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// add adds a difference to the kept credits. The error is of the database, or of an amount that does
// not fit (R11).
func (l *Ledger) add(difference Credits) error {
	for _, m := range slices.Sorted(maps.Keys(difference)) {
		accounts := slices.Sorted(maps.Keys(difference[m]))
		for batch := range slices.Chunk(accounts, accountsAtOnce) {
			if err := l.addMonth(m, batch, difference[m]); err != nil {
				return fmt.Errorf("credit of %s: %w", m, err)
			}
		}
	}
	return nil
}

// accountsAtOnce is how many accounts' credits are read and written at a time.
const accountsAtOnce = 500

func (l *Ledger) addMonth(m programme.Month, accounts []int64, difference MonthCredits) error {
	args := []any{m}
	kept, err := l.kept("month = $1 AND account_id IN "+db.Among(accounts, &args), args...)
	if err != nil {
		return err
	}
	var added, changed [][]any // apart, since rows that are all new come faster
	for _, account := range accounts {
		for measure, more := range difference[account] {
			if more == 0 {
				continue
			}
			before := kept.Of(account, m, measure)
			sum, err := l.sum(measure, before, more)
			switch row := []any{account, int64(m), int64(measure), sum}; {
			case err != nil:
				return err
			case sum == 0:
				if err := l.facts.tx.Exec("DELETE FROM credits WHERE account_id = $1 AND month = $2 AND measure = $3", row[:3]...); err != nil {
					return err
				}
			case before == 0:
				added = append(added, row)
			default:
				changed = append(changed, row)
			}
		}
	}
	if err := l.put(added); err != nil {
		return err
	}
	return l.put(changed)
}

// put keeps credits, also in the place of others.
func (l *Ledger) put(rows [][]any) error {
	return l.facts.tx.Insert("INSERT INTO credits (account_id, month, measure, amount) VALUES", rows,
		"ON CONFLICT (account_id, month, measure) DO UPDATE SET amount = excluded.amount")
}

// sum adds to a kept credit. The error is of one that does not fit (R11).
func (l *Ledger) sum(measure int, before, more int64) (int64, error) {
	sum, err := programme.Add(before, more)
	if err == nil {
		err = l.fitsFigure(measure, sum)
	}
	return sum, err
}

// fitsFigure is an error where a figure that adds up as many such credits as its window has months
// could pass 2^63 (R11), so that every figure of kept credits can be shown.
func (l *Ledger) fitsFigure(measure int, amount int64) error {
	first, last := l.facts.p.Window(measure, 0)
	if most := math.MaxInt64 / int64(last-first+1); amount > most || amount < -most {
		return fmt.Errorf("%d is beyond what a figure can hold", amount)
	}
	return nil
}

// keptCredit is one kept credit.
type keptCredit struct {
	account int64
	month   programme.Month
	measure int
	amount  int64
}

// kept reads the kept credits that satisfy a condition.
func (l *Ledger) kept(where string, args ...any) (Credits, error) {
	c := Credits{}
	return c, l.eachKept(func(k keptCredit) {
		*c.in(k.month).cell(k.account, k.measure, len(l.facts.p.Measures)) = k.amount
	}, where, args...)
}

const selectCredits = "SELECT account_id, month, measure, amount FROM credits WHERE "

func (l *Ledger) eachKept(do func(keptCredit), where string, args ...any) error {
	var account, month, measure, amount int64 // other types take database/sql ten times as long
	return l.facts.tx.Each(func(scan db.Scan) error {
		err := scan(&account, &month, &measure, &amount)
		if err == nil {
			do(keptCredit{account, programme.Month(month), int(measure), amount})
		}
		return err
	}, selectCredits+where, args...)
}
