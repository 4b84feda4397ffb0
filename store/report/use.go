package report

import (
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/history"
	"shimei/store/programme"
)

// Use is how a subscription was used month by month, or all subscriptions of a product together where usage is
// reported so. Months that an account does not see are as those of which nothing is reported.
type Use struct {
	Subscription string // id; "" for those of the product together
	Product      int
	Months       []MonthUse // those of a trend, the latest last; one of them has something
}

// MonthUse is what was reported of a month; nil where nothing was, or is not seen.
type MonthUse struct {
	Month    programme.Month
	Bought   *int64
	Assigned *int64 // the largest of the workloads, as Active is
	Active   *int64
	Consumed *int64 // minor units
}

func (m *MonthUse) any() bool {
	return m.Bought != nil || m.Assigned != nil || m.Active != nil || m.Consumed != nil
}

// seeing decides which months of a customer's subscriptions an account sees: those in which one of its routes
// brought usage data, while the customer held the subscription.
type seeing struct {
	r        Reader
	customer int64
	ever     reached        // with the associations of any time, in the months of a trend
	told     history.Values // the tenants of its subscriptions
}

func (x seeing) month(s directory.Subscription, m programme.Month) bool {
	p, decides := x.r.p, x.r.p.Decides(s.End, m)
	return p.Alive(s.Start, s.End, m) && programme.HistoryOf(p, x.told.Of(s.Key, x.customer)).At(decides) == x.customer &&
		x.r.brings(programme.UsageData, x.ever.inEffect(decides), s)
}

// uses returns how the subscriptions of a customer that a scope sees usage data of were used, in their
// order, and then what was reported of a product together.
func (r Reader) uses(scope directory.Scope, customer int64, all []ReachedSubscription) (uses []Use, err error) {
	open := slices.DeleteFunc(slices.Clone(all), func(s ReachedSubscription) bool { return !s.Usage })
	if r.basis.Through == nil || len(open) == 0 {
		return nil, nil
	}
	x, err := r.seeing(scope, customer, open)
	if err != nil {
		return nil, err
	}
	reported, products, err := r.reportedUse(customer, open)
	for _, s := range open {
		if u := (Use{Subscription: s.ID, Product: s.Product}); u.take(reported[s.Key], func(m programme.Month) bool { return x.month(s.Subscription, m) }) {
			uses = append(uses, u)
		}
	}
	for product, key := range products {
		u := Use{Product: product}
		if key != 0 && u.take(reported[key], func(m programme.Month) bool {
			return slices.ContainsFunc(open, func(s ReachedSubscription) bool { return s.Product == product && x.month(s.Subscription, m) })
		}) {
			uses = append(uses, u)
		}
	}
	return uses, err
}

// take keeps of the months those that are seen, and reports whether one of them has something.
func (u *Use) take(months []MonthUse, seen func(programme.Month) bool) (any bool) {
	for _, m := range months {
		if !m.any() || !seen(m.Month) {
			m = MonthUse{Month: m.Month}
		}
		any = any || m.any()
		u.Months = append(u.Months, m)
	}
	return any
}

// seeing reads what decides which months an account sees.
func (r Reader) seeing(scope directory.Scope, customer int64, open []ReachedSubscription) (seeing, error) {
	keys := make([]int64, len(open))
	for k := range open {
		keys[k] = open[k].Key
	}
	x := seeing{r: r, customer: customer}
	told, err := history.Read(r.tx, history.Tenant, "IN "+db.Keys(keys))
	if err != nil {
		return x, err
	}
	x.told = told
	byKey := map[int64]*reached{customer: &x.ever}
	return x, r.withReaches(scope, byKey, "associations x WHERE x.partner_id IN "+scope.Partners("$1")+" AND x.from_at <= $2", []int64{customer})
}

// reportedUse returns what was reported in the months of a trend, by the key of a subscription, and for each
// product the key of what was reported of the customer's subscriptions together, 0 for none.
func (r Reader) reportedUse(customer int64, open []ReachedSubscription) (map[int64][]MonthUse, []int64, error) {
	products := make([]int64, len(r.p.Products))
	keys := make([]int64, 0, len(open)+len(products))
	for _, s := range open {
		keys = append(keys, s.Key)
	}
	err := r.tx.Each(func(scan db.Scan) error {
		var key int64
		var id string
		err := scan(&key, &id)
		if product, known := r.p.Product(id); known {
			products[product] = -key
			keys = append(keys, -key)
		}
		return err
	}, "SELECT id, product FROM tenant_products WHERE customer_id = $1", customer)
	if err != nil {
		return nil, nil, err
	}
	reported, err := r.usageOf(keys)
	return reported, products, err
}

// usageOf returns the usage of the months of a trend, by key. A statement that names the months finds each row by
// the table's key. Consumption is the total where there is one, as it is credited (R8).
func (r Reader) usageOf(keys []int64) (map[int64][]MonthUse, error) {
	months, reported := make([]int64, trendMonths), map[int64][]MonthUse{}
	first := *r.basis.Through - trendMonths + 1
	for k := range months {
		months[k] = int64(first) + int64(k)
	}
	for _, key := range keys {
		reported[key] = make([]MonthUse, trendMonths)
		for k := range months {
			reported[key][k].Month = first + programme.Month(k)
		}
	}
	return reported, r.tx.Each(func(scan db.Scan) error {
		var m programme.Month
		var key int64
		var u MonthUse
		err := scan(&m, &key, &u.Bought, &u.Assigned, &u.Active, &u.Consumed)
		if u.Month = m; err == nil {
			reported[key][m-first] = u
		}
		return err
	}, `SELECT month, subscription_id, max(available), max(assigned), max(active),
		coalesce(max(CASE WHEN workload = '' THEN consumed END), CAST(sum(consumed) AS BIGINT))
		FROM usage WHERE month IN `+db.Keys(months)+" AND subscription_id IN "+db.Keys(keys)+" GROUP BY month, subscription_id")
}
