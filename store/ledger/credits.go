package ledger

import "shimei/store/programme"

// Credits are amounts by the month that they are credited in, or the differences to add to the kept
// ones. An amount that is absent is zero.
type Credits map[programme.Month]MonthCredits

// MonthCredits are the amounts of a month by the key of the account: a row with a cell for every
// measure, in whole numbers, or minor units where the metric is money.
type MonthCredits map[int64][]int64

// Of returns the amount that an account is credited for a measure in a month.
func (c Credits) Of(account int64, m programme.Month, measure int) int64 {
	if row := c[m][account]; measure < len(row) {
		return row[measure]
	}
	return 0
}

func (c Credits) in(m programme.Month) MonthCredits {
	if c[m] == nil {
		c[m] = MonthCredits{}
	}
	return c[m]
}

// cell returns the cell of an amount, and makes it where there is none yet.
func (c MonthCredits) cell(account int64, measure, measures int) *int64 {
	row := c[account]
	if measure >= len(row) {
		row = append(row, make([]int64, max(measure+1, measures)-len(row))...)
		c[account] = row
	}
	return &row[measure]
}

// rule is Programme.Credit, or a part of it.
type rule func(*programme.Tenant, programme.Month, func(programme.Line))

// add adds the lines to c, times sign, that a rule yields for a tenant in month m. It is the one
// place where the rules turn facts into kept credits. The error is of a sum beyond 2^63 (R11).
func (c MonthCredits) add(p *programme.Programme, t *programme.Tenant, m programme.Month, sign int64, credit rule) (err error) {
	credit(t, m, func(l programme.Line) {
		cell := c.cell(l.Account, l.Measure, len(p.Measures))
		sum, over := programme.Add(*cell, sign*l.Amount)
		if over != nil {
			err = over
		}
		*cell = sum
	})
	return err
}
