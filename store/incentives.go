package store

import (
	"context"
	"slices"

	"shimei/store/programme"
)

// IncentiveRow is a subscription that associations of an account reach now, and what
// eligibility for its usage incentive rests on: the associations of now, and the levels of the
// latest month with usage facts.
type IncentiveRow struct {
	programme.Incentive
	Customer     CustomerRef
	TenantID     string
	Subscription string // id
	Product      int
}

// Incentives returns the subscriptions that an account's associations reach, in the order of
// their customers' names: about limit of them after a customer, by its key, after whom the
// next page begins, 0 for nobody, and how many customers the filter lets through.
func (s *Store) Incentives(ctx context.Context, account int64, f AccountCustomerFilter, after int64, limit int) (page []IncentiveRow, next, count int64, err error) {
	err = s.view(ctx, func(t *tx) error {
		l, err := t.incentives(account, f)
		if err != nil {
			return err
		}
		if count, err = t.howMany(l.customers); err != nil {
			return err
		}
		page, next, err = l.page(after, limit)
		return err
	})
	return page, next, count, err
}

// EachIncentive calls row with every one of them.
func (s *Store) EachIncentive(ctx context.Context, account int64, f AccountCustomerFilter, row func(IncentiveRow) error) error {
	return s.view(ctx, func(t *tx) error {
		l, err := t.incentives(account, f)
		if err != nil {
			return err
		}
		return l.each(row)
	})
}

func (t *tx) incentives(account int64, f AccountCustomerFilter) (l listing[IncentiveRow], err error) {
	month, levels, err := t.levels(account)
	if err != nil {
		return l, err
	}
	from, args := f.where(t, account)
	customers, err := t.set(args, from)
	return listing[IncentiveRow]{t, customers, func(some []namedCustomer) (rows []IncentiveRow, err error) {
		all, err := t.reach(account, some)
		for _, c := range all {
			for _, s := range c.subscriptions {
				i := t.p.IncentiveFor(s.Product, month, t.brings(programme.UsageIncentive, s.Reaches, s.Subscription), levels)
				rows = append(rows, IncentiveRow{i, c.CustomerRef, c.tenantID, s.ID, s.Product})
			}
		}
		return rows, err
	}, func(r *IncentiveRow) int64 { return r.Customer.Key }, 2}, err
}

// levels returns an account's levels, by competency, in the latest month with usage facts;
// without any they are none, of the present month.
func (t *tx) levels(account int64) (month programme.Month, levels []int, err error) {
	o := Overview{Basis: t.basis(), Account: Partner{Key: account, Account: account}}
	levels = slices.Repeat([]int{-1}, len(t.p.Competencies))
	if o.Through == nil {
		return t.p.MonthAt(t.now), levels, nil
	}
	its, err := t.keptOf(account, *o.Through)
	for k := 0; k < len(levels) && err == nil; k++ {
		var one Progress
		one, err = t.progressOf(o.Account, k, *o.Through, its)
		levels[k] = one.Level
	}
	return *o.Through, levels, err
}
