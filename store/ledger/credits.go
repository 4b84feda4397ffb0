package ledger

import "shimei/store/programme"

// Credits are amounts by the month that they are credited in; as a change of the kept ones,
// what is to be added. What is not there is zero.
type Credits map[programme.Month]MonthCredits

// MonthCredits are amounts by account, each a row with a place for every measure.
type MonthCredits map[int64][]int64

// Of returns what an account is credited of a measure in a month.
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

// add puts to c what a rule credits a tenant in month m, times sign. It is the one place
// where the rules turn facts into kept credits.
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
