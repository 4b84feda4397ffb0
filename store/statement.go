package store

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"shimei/store/programme"
)

// Statement is what an account is credited in one month, closed or as it stands now.
type Statement struct {
	StatementState
	Account Partner
	Totals  []StatementTotal // those other than zero: the month's own, then corrections of the latest first
}

// StatementTotal is the sum of a statement's lines of one measure and credited month.
type StatementTotal struct {
	StatementOf
	Amount int64 // whole numbers, or minor units where the metric is money
}

// StatementOf says what an amount of a statement is of.
type StatementOf struct {
	Credit    programme.Month      // the month whose credit it is part of
	Programme *programme.Programme // by which that is counted
	Measure   int                  // place in Programme.Measures
}

// Metric returns what is measured.
func (o StatementOf) Metric() *programme.Metric {
	return &o.Programme.Metrics[o.Programme.Measures[o.Measure].Metric]
}

// compare puts a month's own before its corrections, and those of the latest month first.
func (o StatementOf) compare(x StatementOf) int {
	return cmp.Or(cmp.Compare(x.Credit, o.Credit), cmp.Compare(o.Measure, x.Measure))
}

// StatementLine is one line of a statement.
type StatementLine struct {
	StatementOf
	Customer     CustomerRef
	TenantID     string
	Subscription string          // id, "" for a line of net new customers
	Month        programme.Month // the month that the fact is of
	Route        int             // that counted, as a place in Programme.Routes
	Amount       int64           // whole numbers, or minor units where the metric is money
}

// StatementQuery asks for a page of a statement.
type StatementQuery struct {
	Partner string // id of the account, or of one of its locations
	Month   programme.Month
	After   int64 // key of a customer; 0 for the first page
	Limit   int   // lines
}

// StatementPage returns a statement with the lines of the customers after one, by the
// customers' names, whole customers until there are Limit lines, and after whom the next page
// begins, 0 for nobody.
func (s *Store) StatementPage(ctx context.Context, q StatementQuery) (st Statement, lines []StatementLine, next int64, err error) {
	err = s.view(ctx, func(t *tx) error {
		r, err := t.statement(q.Partner, q.Month)
		if err != nil {
			return err
		}
		st = r.Statement
		all, err := r.listing()
		if err == nil {
			lines, next, err = all.page(q.After, q.Limit)
		}
		return err
	})
	return st, lines, next, err
}

// EachStatementLine calls head with a statement, and then line for each of its lines, by the
// customers' names. All of it is of one state of the database, and the lines are not held in
// memory all together.
func (s *Store) EachStatementLine(ctx context.Context, partner string, m programme.Month, head func(Statement) error, line func(StatementLine) error) error {
	return s.view(ctx, func(t *tx) error {
		r, err := t.statement(partner, m)
		if err != nil {
			return err
		}
		if err := head(r.Statement); err != nil {
			return err
		}
		all, err := r.listing()
		if err != nil {
			return err
		}
		return all.each(line)
	})
}

// statementReader reads the lines of one statement.
type statementReader struct {
	*tx
	Statement
	key    int64         // of the statement, 0 while the month is open
	closed []closedMonth // all
}

func (t *tx) statement(partner string, m programme.Month) (*statementReader, error) {
	accounts, _, err := t.accounts(ProgressFilter{Month: &m, Partner: partner})
	if err != nil {
		return nil, err
	}
	closed, err := t.closedMonths()
	if err != nil {
		return nil, err
	}
	closing, err := t.closing(closed)
	if err != nil {
		return nil, err
	}
	r := &statementReader{tx: t, closed: closed, Statement: Statement{Account: accounts[0], StatementState: t.stateOf(m, closed, closing)}}
	for _, c := range closed {
		if c.month == m {
			r.key = c.key
		}
	}
	sums, err := r.sums()
	if err != nil {
		return nil, err
	}
	for _, of := range slices.SortedFunc(maps.Keys(sums), StatementOf.compare) {
		if sums[of] != 0 {
			r.Totals = append(r.Totals, StatementTotal{of, sums[of]})
		}
	}
	return r, nil
}
