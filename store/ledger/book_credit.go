package ledger

import (
	"errors"
	"runtime"
	"sync"

	"shimei/store/programme"
)

// credit adds the lines to c, times sign, that a rule yields for the tenants of the book in month m.
func (b *Book) credit(c MonthCredits, m programme.Month, sign int64, rule rule) error {
	return b.creditFrom(0, len(b.subscriptions), c, m, sign, rule)
}

// creditMonths adds all lines of the months from … through, times sign.
func (b *Book) creditMonths(from, through programme.Month, into Credits, sign int64) error {
	return b.creditMonthsBy(b.d.whole, from, through, into, sign)
}

// creditMonthsBy adds the lines that a rule of each month yields, and none where that is nil.
func (b *Book) creditMonthsBy(ruleOf func(programme.Month) rule, from, through programme.Month, into Credits, sign int64) error {
	for m := max(from, b.firstMonth()); m <= through; m++ {
		credit := ruleOf(m)
		if credit == nil {
			continue
		}
		if err := b.credit(into.in(m), m, sign, credit); err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) creditFrom(first, last int, c MonthCredits, m programme.Month, sign int64, rule rule) (err error) {
	b.each(first, last, func(t *programme.Tenant) {
		if over := c.add(b.d.p, t, m, sign, rule); over != nil {
			err = over
		}
	})
	return err
}

// creditAtOnce is credit on all processors, each with a share of the tenants.
func (b *Book) creditAtOnce(c MonthCredits, m programme.Month, rule rule) error {
	if b.rest != nil {
		if err := b.rest(); err != nil {
			return err
		}
		b.rest = nil
	}
	bounds := b.bounds(runtime.GOMAXPROCS(0))
	shares := make([]MonthCredits, len(bounds)-1)
	errs := make([]error, len(shares))
	var all sync.WaitGroup
	for k := range shares {
		shares[k] = MonthCredits{}
		all.Go(func() { errs[k] = b.creditFrom(bounds[k], bounds[k+1], shares[k], m, +1, rule) })
	}
	all.Wait()
	for _, share := range shares {
		errs = append(errs, c.merge(b.d.p, share))
	}
	return errors.Join(errs...)
}

// merge adds the amounts of other. The error is of a sum beyond 2^63 (R11).
func (c MonthCredits) merge(p *programme.Programme, other MonthCredits) (err error) {
	for account, row := range other {
		for measure, amount := range row {
			cell := c.cell(account, measure, len(p.Measures))
			sum, over := programme.Add(*cell, amount)
			if over != nil {
				err = over
			}
			*cell = sum
		}
	}
	return err
}
