package statement

import (
	"fmt"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// sums adds up a statement by subject: a closed one from its lines, an open one from the kept
// credits. From credits of a closed month it takes off the amounts that statements hold already.
func (r *reader) sums() (sums map[Subject]int64, err error) {
	sums = map[Subject]int64{}
	if r.key != 0 {
		return sums, r.heldSums(sums, +1, "statement_id = $2", r.key)
	}
	if r.statement.Facts {
		if err := r.keptSums(sums, r.s.p, r.statement.Month); err != nil {
			return nil, err
		}
	}
	if !r.statement.Next {
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

// heldSums adds the amounts that statements hold of the account, times sign.
func (r *reader) heldSums(sums map[Subject]int64, sign int64, where string, args ...any) error {
	return r.s.tx.Each(func(scan db.Scan) error {
		var credit programme.Month
		var measure string
		var sum int64
		if err := scan(&credit, &measure, &sum); err != nil {
			return err
		}
		subject, err := r.subject(credit, measure)
		if err == nil {
			sums[subject], err = programme.Add(sums[subject], sign*sum)
		}
		return err
	}, `SELECT credit_month, measure, CAST(sum(amount) AS BIGINT) FROM statement_lines
		WHERE account_id = $1 AND `+where+" GROUP BY credit_month, measure", append([]any{r.statement.Account.Key}, args...)...)
}

// nowSums adds the credits of closed months as the facts give them now: those that are kept,
// unless another programme is in force by now.
func (r *reader) nowSums(sums map[Subject]int64, group []closedMonth) error {
	past := group[0].p
	if past.Hash == r.s.p.Hash {
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
	derived, facts := ledger.Credits{}, r.s.ledger.Past(past)
	if err := r.s.dir.Walk(customers, 0, directory.AtOnce, func(some []directory.NamedCustomer) (int, error) {
		return directory.AtOnce, facts.DeriveFor(directory.KeysOf(some), group[0].month, group[len(group)-1].month, derived, +1)
	}); err != nil {
		return err
	}
	for m := range derived {
		for measure, amount := range derived[m][r.statement.Account.Key] {
			sums[Subject{m, past, measure}] = amount
		}
	}
	return nil
}

func (r *reader) keptSums(sums map[Subject]int64, p *programme.Programme, m programme.Month) error {
	kept, err := r.s.ledger.Read([]int64{r.statement.Account.Key}, m, m)
	for measure, amount := range kept[m][r.statement.Account.Key] {
		sums[Subject{m, p, measure}] = amount
	}
	return err
}

// subject returns the subject of an amount: its programme is that of the credited month.
func (r *reader) subject(credit programme.Month, measure string) (Subject, error) {
	p := r.statement.Programme
	for _, c := range r.closed {
		if c.month == credit {
			p = c.p
		}
	}
	place, known := p.MeasureByID(measure)
	if !known {
		return Subject{}, fmt.Errorf("a statement of %s names the measure %q, which its programme %s does not have", credit, measure, p.ID)
	}
	return Subject{credit, p, place}, nil
}
