package statement

import (
	"cmp"
	"maps"
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
)

// Statement is what an account is credited in one month, closed or as it stands now. A closed one has
// the names of then, of its account and in its lines.
type Statement struct {
	State
	Account directory.Partner // by the name of then where it is closed; all else of it is of today
	Totals  []Total           // those other than zero: the month's own, then corrections of the latest first
}

// Total is the sum of a statement's lines of one measure and credited month.
type Total struct {
	Subject
	Amount int64 // whole numbers, or minor units where the metric is money
}

// Subject is the month, programme and measure that an amount of a statement belongs to.
type Subject struct {
	Credit    programme.Month      // the month whose credit it is part of
	Programme *programme.Programme // by which that is counted
	Measure   int                  // place in Programme.Measures
}

// Metric returns the metric of the subject's measure.
func (o Subject) Metric() *programme.Metric {
	return &o.Programme.Metrics[o.Programme.Measures[o.Measure].Metric]
}

// compare puts a month's own before its corrections, and those of the latest month first.
func (o Subject) compare(x Subject) int {
	return cmp.Or(cmp.Compare(x.Credit, o.Credit), cmp.Compare(o.Measure, x.Measure))
}

// Line is one line of a statement.
type Line struct {
	Subject
	Customer     directory.CustomerRef
	TenantID     string
	Subscription string          // id, "" for a line of net new customers
	Product      string          // id, of a line of the usage of a tenant and a product (R8); "" for the others
	Month        programme.Month // the month that the fact is of
	Route        int             // that counted, as a place in Programme.Routes
	Amount       int64           // whole numbers, or minor units where the metric is money
}

// Of returns the statement of an account, by its id or that of one of its locations, and the list
// of its lines by the customers' names of today. An unknown partner is ErrNotFound.
func (s Statements) Of(partner string, m programme.Month) (st Statement, lines directory.Listing[Line], err error) {
	r, err := s.reader(partner, m)
	if err != nil {
		return st, lines, err
	}
	if err := r.nameAccount(); err != nil {
		return st, lines, err
	}
	lines, err = r.listing()
	return r.statement, lines, err
}

// accountAt tells whose statement of a month a partner's is, by their keys: that of the account that it
// had then, but its own where it is credited itself in any month, so that what corrects that is found.
func (s Statements) accountAt(m programme.Month) func(partner int64) (int64, error) {
	return func(partner int64) (int64, error) {
		months, err := s.ledger.Months()
		if err != nil {
			return 0, err
		}
		var is int
		own, err := s.tx.One([]any{&is}, `SELECT 1 FROM statement_lines WHERE account_id = $1
			UNION ALL SELECT 1 FROM credits WHERE account_id = $1 AND month <= $2 LIMIT 1`, partner, int64(months.Through()))
		if err != nil || own {
			return partner, err
		}
		return s.ledger.Facts().AccountAt(m)(partner)
	}
}

// reader reads the lines of one statement.
type reader struct {
	s         Statements
	statement Statement
	key       int64         // of the statement, 0 while the month is open
	closed    []closedMonth // all
}

func (s Statements) reader(partner string, m programme.Month) (*reader, error) {
	account, err := s.dir.AccountOf(partner, s.accountAt(m))
	if err != nil {
		return nil, err
	}
	closed, err := s.closedMonths()
	if err != nil {
		return nil, err
	}
	closing, err := s.closing(closed)
	if err != nil {
		return nil, err
	}
	r := &reader{s: s, closed: closed, statement: Statement{Account: account, State: s.stateOf(m, closed, closing)}}
	for _, c := range closed {
		if c.month == m {
			r.key = c.key
		}
	}
	sums, err := r.sums()
	if err != nil {
		return nil, err
	}
	for _, subject := range slices.SortedFunc(maps.Keys(sums), Subject.compare) {
		if sums[subject] != 0 {
			r.statement.Totals = append(r.statement.Totals, Total{subject, sums[subject]})
		}
	}
	return r, nil
}
