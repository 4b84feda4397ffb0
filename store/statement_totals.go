package store

import (
	"fmt"

	"shimei/store/programme"
)

// sums adds up a statement by what its amounts are of: a closed one from its lines, an open
// one from the kept credits, less what is held where they are of a closed month.
func (r *statementReader) sums() (sums map[StatementOf]int64, err error) {
	sums = map[StatementOf]int64{}
	if r.key != 0 {
		return sums, r.heldSums(sums, +1, "statement_id = $2", r.key)
	}
	if r.Facts {
		if err := r.keptSums(sums, r.p, r.Month); err != nil {
			return nil, err
		}
	}
	if !r.Next {
		return sums, nil
	}
	for closed := r.closed; len(closed) > 0; {
		group := byTheSame(closed)
		if err := r.nowSums(sums, group); err != nil {
			return nil, err
		}
		closed = closed[len(group):]
	}
	return sums, r.heldSums(sums, -1, "statement_id IN (SELECT id FROM statements)")
}

// heldSums adds what statements hold of the account, times sign.
func (r *statementReader) heldSums(sums map[StatementOf]int64, sign int64, where string, args ...any) error {
	return r.each(func(scan func(...any) error) error {
		var credit programme.Month
		var measure string
		var sum int64
		if err := scan(&credit, &measure, &sum); err != nil {
			return err
		}
		of, err := r.of(credit, measure)
		if err == nil {
			sums[of], err = programme.Add(sums[of], sign*sum)
		}
		return err
	}, `SELECT credit_month, measure, CAST(sum(amount) AS BIGINT) FROM statement_lines
		WHERE account_id = $1 AND `+where+" GROUP BY credit_month, measure", append([]any{r.Account.Key}, args...)...)
}

// nowSums adds the credits of closed months as the facts give them now: those that are kept,
// unless another programme is in force by now.
func (r *statementReader) nowSums(sums map[StatementOf]int64, group []closedMonth) error {
	past := group[0].p
	if past.Hash == r.p.Hash {
		for _, c := range group {
			if err := r.keptSums(sums, past, c.month); err != nil {
				return err
			}
		}
		return nil
	}
	customers, err := r.customers()
	if err != nil {
		return err
	}
	derived, t := credits{}, r.back(past)
	if err := r.walk(customers, 0, tenantsAtOnce, func(some []namedCustomer) (int, error) {
		return tenantsAtOnce, t.creditsOf(keysOf(some), group[0].month, group[len(group)-1].month, derived, +1)
	}); err != nil {
		return err
	}
	for m := range derived {
		for measure, amount := range derived[m][r.Account.Key] {
			sums[StatementOf{m, past, measure}] = amount
		}
	}
	return nil
}

func (r *statementReader) keptSums(sums map[StatementOf]int64, p *programme.Programme, m programme.Month) error {
	kept, err := r.credits("account_id = $1 AND month = $2", r.Account.Key, m)
	for measure, amount := range kept[m][r.Account.Key] {
		sums[StatementOf{m, p, measure}] = amount
	}
	return err
}

// of returns what an amount is of: by the programme of the month that it credits.
func (r *statementReader) of(credit programme.Month, measure string) (StatementOf, error) {
	p := r.Programme
	for _, c := range r.closed {
		if c.month == credit {
			p = c.p
		}
	}
	place, known := p.MeasureByID(measure)
	if !known {
		return StatementOf{}, fmt.Errorf("a statement of %s names the measure %q, which its programme %s does not have", credit, measure, p.ID)
	}
	return StatementOf{credit, p, place}, nil
}
