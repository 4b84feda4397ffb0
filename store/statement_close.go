package store

import (
	"context"
	"slices"

	"shimei/store/programme"
)

// CloseMonth closes a month: the lines of its credits are kept as they are now, with the
// corrections of the months that were closed before. actor names who closes it. The error is
// a refusal where the month is closed already, is not the next in order, or has no facts.
func (s *Store) CloseMonth(ctx context.Context, actor string, m programme.Month) error {
	err := s.bulk(ctx, func(t *tx) error { return t.closeMonth(actor, m) })
	if s.engine.isTaken(err) {
		return &programme.Refusal{Code: programme.RefusedClosed, Name: m.String()}
	}
	return err
}

func (t *tx) closeMonth(actor string, m programme.Month) error {
	closed, err := t.closedMonths()
	if err != nil {
		return err
	}
	closing, err := t.closing(closed)
	if err != nil {
		return err
	}
	if err := closing.Check(m); err != nil {
		return err
	}
	c := closedMonth{month: m, at: t.now, by: actor, p: t.p, rules: t.p.Hash}
	if _, err := t.one([]any{&c.key}, `INSERT INTO statements (month, closed_at, closed_by, programme_id, hash)
		SELECT $1, $2, $3, max(id), '' FROM programmes RETURNING id`, m, c.at, c.by); err != nil {
		return err
	}
	if err := t.freeze(c, closed); err != nil {
		return err
	}
	previous := ""
	if len(closed) > 0 {
		previous = closed[len(closed)-1].hash
	}
	hash, err := t.sealOf(c, previous)
	if err != nil {
		return err
	}
	return t.exec("UPDATE statements SET hash = $2 WHERE id = $1", c.key, hash)
}

// freeze keeps the lines of a month that is being closed, some customers at a time.
func (t *tx) freeze(c closedMonth, closed []closedMonth) error {
	customers, err := t.statementCustomers()
	if err != nil {
		return err
	}
	for batch := range slices.Chunk(customers, tenantsAtOnce) {
		lines, err := t.ownLines(batch, c.month)
		if err != nil {
			return err
		}
		corrections, err := t.corrections(batch, closed)
		if err != nil {
			return err
		}
		var rows [][]any
		for _, l := range append(lines, corrections...) {
			rows = append(rows, []any{c.key, l.Account, l.Credit, l.Measure, l.Tenant, l.Subscription, l.Month, l.Route, l.Amount})
		}
		if err := t.insert(`INSERT INTO statement_lines (statement_id, account_id, credit_month, measure, customer_id,
			subscription_id, month, route, amount) VALUES`, rows, ""); err != nil {
			return err
		}
	}
	return nil
}

// statementCustomers returns the customers that somebody is credited for, or was.
func (t *tx) statementCustomers() ([]int64, error) {
	return t.customerKeys("SELECT customer_id FROM associations UNION SELECT customer_id FROM statement_lines ORDER BY 1")
}

// ownLines returns the lines of a month's credit that the facts of some customers give now.
func (t *tx) ownLines(customers []int64, m programme.Month) (lines []programme.StatementLine, err error) {
	tenants, err := t.tenants(customers, m, m)
	for k := range tenants {
		t.p.StatementLines(&tenants[k], m, func(l programme.StatementLine) { lines = append(lines, l) })
	}
	return lines, err
}

// corrections returns the lines that bring what is held of closed months, for some customers,
// to what the facts give now by the programme of each month.
func (t *tx) corrections(customers []int64, closed []closedMonth) (all []programme.StatementLine, err error) {
	for len(closed) > 0 {
		group := byTheSame(closed)
		tenants, err := t.back(group[0].p).tenants(customers, group[0].month, group[len(group)-1].month)
		if err != nil {
			return nil, err
		}
		for _, c := range group {
			held, err := t.held(customers, c.month)
			if err != nil {
				return nil, err
			}
			var now []programme.StatementLine
			for k := range tenants {
				c.p.StatementLines(&tenants[k], c.month, func(l programme.StatementLine) { now = append(now, l) })
			}
			corrections, err := programme.Corrections(held, now)
			if err != nil {
				return nil, err
			}
			all = append(all, corrections...)
		}
		closed = closed[len(group):]
	}
	return all, nil
}

// byTheSame returns the months at the beginning that were closed under one programme.
func byTheSame(closed []closedMonth) []closedMonth {
	return closed[:countWhile(closed, func(c *closedMonth) bool { return c.rules == closed[0].rules })]
}

// back returns the transaction as it looks by the programme of a closed month. What that one
// does not know came later, and credited nobody under it.
func (t *tx) back(p *programme.Programme) *tx {
	past := t.under(p)
	past.past = true
	return past
}

// held returns what all statements hold of a month's credit for some customers.
func (t *tx) held(customers []int64, m programme.Month) (lines []programme.StatementLine, err error) {
	err = t.each(func(scan func(...any) error) error {
		l := programme.StatementLine{Credit: m}
		err := scan(&l.Account, &l.Measure, &l.Tenant, &l.Subscription, &l.Month, &l.Route, &l.Amount)
		lines = append(lines, l)
		return err
	}, `SELECT account_id, measure, customer_id, subscription_id, month, route, amount FROM statement_lines
		WHERE credit_month = $1 AND customer_id IN `+keys(customers)+" ORDER BY statement_id", m)
	return lines, err
}

// sealOf works out the hash of a statement from its lines, by external ids.
func (t *tx) sealOf(c closedMonth, previous string) (string, error) {
	seal := programme.NewSeal(programme.SealedHead{Month: c.month, ClosedAt: c.at, ClosedBy: c.by, Programme: c.rules, Previous: previous})
	err := t.each(func(scan func(...any) error) error {
		var l programme.SealedLine
		err := scan(&l.Partner, &l.Credit, &l.Measure, &l.Tenant, &l.Subscription, &l.Month, &l.Route, &l.Amount)
		seal.Add(l)
		return err
	}, `SELECT p.partner_id, l.credit_month, l.measure, c.tenant_id, coalesce(s.subscription_id, ''), l.month, l.route, l.amount
		FROM statement_lines l JOIN partners p ON p.id = l.account_id JOIN customers c ON c.id = l.customer_id
		LEFT JOIN subscriptions s ON s.id = l.subscription_id WHERE l.statement_id = $1
		ORDER BY p.partner_id, l.credit_month, l.measure, c.tenant_id, coalesce(s.subscription_id, ''), l.month`, c.key)
	return seal.Sum(), err
}

// CheckClosing returns what decides whether months can be closed; the error is the refusal
// of this one, as CloseMonth gives it.
func (s *Store) CheckClosing(ctx context.Context, m programme.Month) (c programme.Closing, err error) {
	err = s.view(ctx, func(t *tx) error {
		closed, err := t.closedMonths()
		if err != nil {
			return err
		}
		if c, err = t.closing(closed); err != nil {
			return err
		}
		return c.Check(m)
	})
	return c, err
}
