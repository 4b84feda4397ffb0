package store

import (
	"errors"
	"runtime"
	"sync"

	"shimei/store/programme"
)

// credit adds to c what a rule credits the tenants of the book in month m, times sign.
func (b *book) credit(c monthCredits, m programme.Month, sign int64, rule creditRule) error {
	return b.creditFrom(0, len(b.subscriptions), c, m, sign, rule)
}

// creditMonths credits by all rules in the months from … through.
func (b *book) creditMonths(from, through programme.Month, into credits, sign int64) error {
	for m := max(from, b.firstMonth()); m <= through; m++ {
		if err := b.credit(into.in(m), m, sign, b.p.Credit); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) creditFrom(first, last int, c monthCredits, m programme.Month, sign int64, rule creditRule) (err error) {
	b.each(first, last, func(t *programme.Tenant) {
		if over := c.add(b.p, t, m, sign, rule); over != nil {
			err = over
		}
	})
	return err
}

// creditAtOnce is credit with a part of the tenants for each processor.
func (b *book) creditAtOnce(c monthCredits, m programme.Month, rule creditRule) error {
	if b.rest != nil {
		if err := b.rest(); err != nil {
			return err
		}
		b.rest = nil
	}
	bounds := b.bounds(runtime.GOMAXPROCS(0))
	parts := make([]monthCredits, len(bounds)-1)
	errs := make([]error, len(parts))
	var all sync.WaitGroup
	for k := range parts {
		parts[k] = monthCredits{}
		all.Go(func() { errs[k] = b.creditFrom(bounds[k], bounds[k+1], parts[k], m, +1, rule) })
	}
	all.Wait()
	for _, part := range parts {
		errs = append(errs, c.merge(b.p, part))
	}
	return errors.Join(errs...)
}

// merge adds other amounts.
func (c monthCredits) merge(p *programme.Programme, other monthCredits) (err error) {
	for account, row := range other {
		for measure, amount := range row {
			at := c.at(account, measure, len(p.Measures))
			sum, over := programme.Add(*at, amount)
			if over != nil {
				err = over
			}
			*at = sum
		}
	}
	return err
}
