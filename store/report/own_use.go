package report

import (
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/history"
	"shimei/store/programme"
)

// OwnUse returns how a customer's own subscription was used in the months of a trend, and then what was
// reported of the customer's subscriptions of the product together. Of the months in which another tenant
// held it nothing is told.
func (r Reader) OwnUse(customer int64, s directory.Subscription) (uses []Use, err error) {
	if r.basis.Through == nil {
		return nil, nil
	}
	told, err := history.Read(r.tx, history.Tenant, "IN "+db.Keys([]int64{s.Key}))
	if err != nil {
		return nil, err
	}
	held := func(m programme.Month) bool {
		return r.p.Alive(s.Start, s.End, m) && programme.HistoryOf(r.p, told.Of(s.Key, customer)).At(r.p.Decides(s.End, m)) == customer
	}
	reported, products, err := r.reportedUse(customer, []ReachedSubscription{{Subscription: s}})
	if err != nil {
		return nil, err
	}
	if u := (Use{Subscription: s.ID, Product: s.Product}); u.take(reported[s.Key], held) {
		uses = append(uses, u)
	}
	if u, key := (Use{Product: s.Product}), products[s.Product]; key != 0 && u.take(reported[key], held) {
		uses = append(uses, u)
	}
	return uses, nil
}
