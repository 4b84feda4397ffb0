package ledger

import (
	"fmt"
	"slices"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// MixedUsage is a month that has usage of a tenant and a product, and of a subscription of it that the tenant
// holds then, which R8 does not allow. Ids are those that files know.
type MixedUsage struct {
	Month           programme.Month
	Tenant, Product string
	Subscription    string
	OfSubscription  Written // who wrote a row of either usage
	OfTenant        Written
	Line            int64 // of the file that wrote the subscription

	key, customer int64
	end           programme.Instant
}

// Written is the import, by its key, and the line that wrote a row; 0 where that is not known.
type Written struct{ Import, Line int64 }

// String says what is mixed, in plain English.
func (x MixedUsage) String() string {
	return fmt.Sprintf("%s has usage of tenant %q and %s as a whole, and of its subscription %q too", x.Month, x.Tenant, x.Product, x.Subscription)
}

func (x MixedUsage) same(o MixedUsage) bool {
	return x.Month == o.Month && x.customer == o.customer && x.key == o.key
}

// MonthsOfTenants returns the months with usage of tenants and products: none, and without a look at usage,
// where there never was any.
func MonthsOfTenants(tx *db.Tx) (months []int64, err error) {
	var is bool
	if _, err := tx.One([]any{&is}, "SELECT EXISTS (SELECT 1 FROM tenant_products)"); err != nil || !is {
		return nil, err
	}
	return tx.AllKeys("SELECT m.month FROM months m WHERE EXISTS (SELECT 1 FROM usage u WHERE u.month = m.month AND u.subscription_id < 0)")
}

// MixedIn returns what is mixed in some months, with subscriptions s that satisfy a condition.
func MixedIn(tx *db.Tx, p *programme.Programme, months []int64, where string) (all []MixedUsage, err error) {
	if len(months) == 0 {
		return nil, nil
	}
	var candidates []MixedUsage // mixed where the tenant holds the subscription at the instant that decides
	for _, holding := range []string{nowHolding, onceHolding} {
		if err := tx.Each(func(scan db.Scan) error {
			var x MixedUsage
			err := scan(&x.Month, &x.Tenant, &x.Product, &x.Subscription, &x.key, &x.customer, &x.end,
				&x.OfSubscription.Import, &x.OfSubscription.Line, &x.OfTenant.Import, &x.OfTenant.Line, &x.Line)
			if n := len(candidates); n == 0 || !candidates[n-1].same(x) {
				candidates = append(candidates, x)
			}
			return err
		}, selectMixed+holding+joinMixed+db.Keys(months)+" AND "+where+" ORDER BY 1, 2, 3, 4"); err != nil {
			return nil, err
		}
	}
	keys := make([]int64, len(candidates))
	for k, x := range candidates {
		keys[k] = x.key
	}
	tenants, err := history.Read(tx, history.Tenant, "IN "+db.Keys(keys))
	for _, x := range candidates {
		held := tenants[x.key] == nil || programme.HistoryOf(p, tenants[x.key]).At(p.Decides(x.end, x.Month)) == x.customer
		if held && !slices.ContainsFunc(all, x.same) {
			all = append(all, x)
		}
	}
	return all, err
}

const selectMixed = `SELECT u.month, c.tenant_id, t.product, s.subscription_id, s.id, t.customer_id, coalesce(s.end_at, 9223372036854775807),
		coalesce(v.import_id, 0), coalesce(v.line, 0), coalesce(u.import_id, 0), coalesce(u.line, 0), coalesce(s.line, 0)
	FROM usage u JOIN tenant_products t ON t.id = -u.subscription_id JOIN customers c ON c.id = t.customer_id `

// Two statements, since an OR would keep the engines from their indexes.
const (
	nowHolding  = "JOIN subscriptions s ON s.customer_id = t.customer_id AND s.product = t.product "
	onceHolding = `JOIN histories h ON h.attribute = 'tenant' AND h.value = t.customer_id
		JOIN subscriptions s ON s.id = h.subject AND s.product = t.product `
	joinMixed = "JOIN usage v ON v.month = u.month AND v.subscription_id = s.id WHERE u.subscription_id < 0 AND u.month IN "
)
