package report

import (
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
)

// IncentiveRow is a subscription that associations of an account reach now, with both halves of
// eligibility for its usage incentive: the associations of now, and the levels of the month that
// figures are of (R10).
type IncentiveRow struct {
	programme.Incentive
	Customer     directory.CustomerRef
	TenantID     string
	Subscription string // id
	Product      int
}

// Incentives lists the subscriptions that the associations of a scope reach, in the order of
// their customers' names.
func (r Reader) Incentives(s directory.Scope, f AccountCustomerFilter) (l directory.Listing[IncentiveRow], err error) {
	month, levels, err := r.levels(s.Account)
	if err != nil {
		return l, err
	}
	customers, err := r.reachedSet(s, f)
	return directory.Listing[IncentiveRow]{Directory: r.dir, Customers: customers, PerEach: 2,
		Customer: func(x *IncentiveRow) int64 { return x.Customer.Key },
		Read: func(some []directory.NamedCustomer) (rows []IncentiveRow, err error) {
			all, err := r.reach(s, some)
			for _, c := range all {
				for _, x := range c.subscriptions {
					i := r.p.IncentiveFor(x.Product, month, r.brings(programme.UsageIncentive, x.Reaches, x.Subscription), levels)
					rows = append(rows, IncentiveRow{i, c.CustomerRef, c.TenantID, x.ID, x.Product})
				}
			}
			return rows, err
		}}, err
}

// levels returns an account's levels, by competency, in the month that figures are of (R10);
// without one they are none, of the present month.
func (r Reader) levels(account int64) (month programme.Month, levels []int, err error) {
	levels = slices.Repeat([]int{-1}, len(r.p.Competencies))
	if r.basis.Through == nil {
		return r.p.MonthAt(r.tx.Now), levels, nil
	}
	month = *r.basis.Through
	its, err := r.keptOf(account, month)
	for k := 0; k < len(levels) && err == nil; k++ {
		var progress Progress
		progress, err = progressOf(r.p, directory.Partner{Key: account, Account: account}, k, month, its)
		levels[k] = progress.Level
	}
	return month, levels, err
}
