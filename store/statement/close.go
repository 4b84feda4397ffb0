package statement

import (
	"crypto/rand"
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Close closes a month: the lines of its credits are kept as they are now, with the
// corrections of the months that were closed before, and the names of partners and customers beside
// them, and the month is declared complete (R10). actor names who closes it. The hash covers the lines
// by ids and not the names, which only say to people who an id was; Verify does not look at them. The
// error is a refusal where the month is closed already, is not the next in order, or has no facts.
func (s Statements) Close(actor string, m programme.Month) error {
	closed, err := s.closedMonths()
	if err != nil {
		return err
	}
	closing, err := s.closing(closed)
	if err != nil {
		return err
	}
	if err := closing.Check(m); err != nil {
		return err
	}
	c := closedMonth{month: m, closedAt: s.tx.Now, closedBy: actor, salt: rand.Text(), p: s.p, rules: s.p.Hash}
	c.closer = programme.Closer(c.salt, actor)
	if _, err := s.tx.One([]any{&c.key}, `INSERT INTO statements (month, closed_at, closed_by, closer, closer_salt, programme_id, hash)
		SELECT $1, $2, $3, $4, $5, max(id), '' FROM programmes RETURNING id`, m, c.closedAt, c.closedBy, c.closer, c.salt); err != nil {
		return err
	}
	if err := s.freeze(c, closed); err != nil {
		return err
	}
	if err := s.keepNames(c); err != nil {
		return err
	}
	if err := s.seal(c, closed); err != nil {
		return err
	}
	if _, err := ledger.Complete(s.tx, actor, m); err != nil {
		return err
	}
	return directory.Record(s.tx, directory.NewEvent{At: s.tx.Now, Kind: directory.Closed, ActorName: actor,
		Subject: directory.Subject{Of: directory.AMonth, Key: int64(m)}})
}

// covered is what the hash covers of who closed the month: of one that was closed before there were digests the address.
func (c closedMonth) covered() string {
	switch {
	case c.salt != "":
		return programme.Closer(c.salt, c.closedBy)
	case c.closer != "": // who closed it is erased
		return c.closer
	}
	return c.closedBy
}

// seal keeps the hash of a statement, which covers that of the one before it.
func (s Statements) seal(c closedMonth, closed []closedMonth) error {
	previous := ""
	if len(closed) > 0 {
		previous = closed[len(closed)-1].hash
	}
	hash, err := s.sealOf(c, previous)
	if err != nil {
		return err
	}
	return s.tx.Exec("UPDATE statements SET hash = $2 WHERE id = $1", c.key, hash)
}

// customersAtOnce is how many customers' lines are held in memory.
const customersAtOnce = 500

// freeze keeps the lines of a month that is being closed, some customers at a time.
func (s Statements) freeze(c closedMonth, closed []closedMonth) error {
	customers, err := s.statementCustomers()
	if err != nil {
		return err
	}
	for batch := range slices.Chunk(customers, customersAtOnce) {
		lines, err := s.ownLines(batch, c.month)
		if err != nil {
			return err
		}
		corrections, err := s.corrections(batch, closed)
		if err != nil {
			return err
		}
		var rows [][]any
		for _, l := range append(lines, corrections...) {
			rows = append(rows, []any{c.key, l.Account, l.Credit, l.Measure, l.Tenant, l.Subscription, l.Month, l.Route, l.Amount})
		}
		if err := s.tx.Insert(`INSERT INTO statement_lines (statement_id, account_id, credit_month, measure, customer_id,
			subscription_id, month, route, amount) VALUES`, rows, ""); err != nil {
			return err
		}
	}
	return nil
}

// statementCustomers returns the customers that somebody is credited for, or was.
func (s Statements) statementCustomers() ([]int64, error) {
	return s.tx.AllKeys("SELECT customer_id FROM associations UNION SELECT customer_id FROM statement_lines UNION SELECT customer_id FROM tenures ORDER BY 1")
}

// ownLines returns the lines of a month's credit that the facts of some customers give now.
func (s Statements) ownLines(customers []int64, m programme.Month) (lines []programme.StatementLine, err error) {
	tenants, err := s.ledger.Facts().Tenants(customers, m, m)
	for k := range tenants {
		s.p.StatementLines(&tenants[k], m, func(l programme.StatementLine) { lines = append(lines, l) })
	}
	return lines, err
}

// corrections returns the lines that bring the closed months of some customers from the lines that
// statements hold to those that the facts give now, by the programme of each month.
func (s Statements) corrections(customers []int64, closed []closedMonth) (all []programme.StatementLine, err error) {
	for len(closed) > 0 {
		group := byTheSame(closed)
		tenants, err := s.ledger.Past(group[0].p).Tenants(customers, group[0].month, group[len(group)-1].month)
		if err != nil {
			return nil, err
		}
		for _, c := range group {
			held, err := s.held(customers, c.month)
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
	return closed[:directory.CountWhile(closed, func(c *closedMonth) bool { return c.rules == closed[0].rules })]
}

// held returns the lines that all statements hold of a month's credit for some customers.
func (s Statements) held(customers []int64, m programme.Month) (lines []programme.StatementLine, err error) {
	err = s.tx.Each(func(scan db.Scan) error {
		l := programme.StatementLine{Credit: m}
		err := scan(&l.Account, &l.Measure, &l.Tenant, &l.Subscription, &l.Month, &l.Route, &l.Amount)
		lines = append(lines, l)
		return err
	}, `SELECT account_id, measure, customer_id, subscription_id, month, route, amount FROM statement_lines
		WHERE credit_month = $1 AND customer_id IN `+db.Keys(customers)+" ORDER BY statement_id", m)
	return lines, err
}

// sealOf works out the hash of a statement from its lines, by external ids.
func (s Statements) sealOf(c closedMonth, previous string) (string, error) {
	seal := programme.NewSeal(programme.SealedHead{Month: c.month, ClosedAt: c.closedAt, ClosedBy: c.covered(), Programme: c.rules, Previous: previous})
	err := s.tx.Each(func(scan db.Scan) error {
		var l programme.SealedLine
		err := scan(&l.Partner, &l.Credit, &l.Measure, &l.Tenant, &l.Subscription, &l.Product, &l.Month, &l.Route, &l.Amount)
		seal.Add(l)
		return err
	}, `SELECT p.partner_id, l.credit_month, l.measure, c.tenant_id, coalesce(s.subscription_id, ''), coalesce(t.product, ''), l.month, l.route, l.amount
		FROM statement_lines l JOIN partners p ON p.id = l.account_id JOIN customers c ON c.id = l.customer_id
		LEFT JOIN subscriptions s ON s.id = l.subscription_id LEFT JOIN tenant_products t ON t.id = -l.subscription_id WHERE l.statement_id = $1
		ORDER BY p.partner_id, l.credit_month, l.measure, c.tenant_id, coalesce(s.subscription_id, ''), coalesce(t.product, ''), l.month`, c.key)
	return seal.Sum(), err
}

// Check returns what decides whether months can be closed; the error is the refusal of this
// one, as Close gives it.
func (s Statements) Check(m programme.Month) (c programme.Closing, err error) {
	closed, err := s.closedMonths()
	if err != nil {
		return c, err
	}
	if c, err = s.closing(closed); err != nil {
		return c, err
	}
	return c, c.Check(m)
}
