package intake

import (
	"fmt"
	"slices"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// mixed is a month that has usage of a tenant and a product, and of a subscription of it that the tenant
// holds then, which R8 does not allow.
type mixed struct {
	month           programme.Month
	tenant, product string // ids
	subscription    string // id
	line            int    // of the import that goes on; 0 where it wrote none of them
}

// String says what is mixed.
func (x mixed) String() string {
	return fmt.Sprintf("%s has usage of tenant %q and %s as a whole, and of its subscription %q too", x.month, x.tenant, x.product, x.subscription)
}

// refuseMixed reports the months among some in which a file leaves usage of a tenant and a product beside
// usage of its subscriptions.
func (im *importer) refuseMixed(months []programme.Month) error {
	var both []int64
	for _, m := range months {
		var is bool
		if _, err := im.tx.One([]any{&is}, `SELECT EXISTS (SELECT 1 FROM usage WHERE month = $1 AND subscription_id < 0)
			AND EXISTS (SELECT 1 FROM usage WHERE month = $1 AND subscription_id > 0)`, m); err != nil {
			return err
		}
		if is {
			both = append(both, int64(m))
		}
	}
	return im.reportMixed(both, "TRUE")
}

// refuseMixedByMoves is refuseMixed for the subscriptions that a file wrote: it may have given them another
// tenant, product or end.
func (im *importer) refuseMixedByMoves() error {
	if im.faulty() {
		return nil
	}
	months, err := im.monthsOfTenants()
	if err != nil {
		return err
	}
	return im.reportMixed(months, fmt.Sprintf(`s.id IN (SELECT id FROM subscriptions WHERE import_id = %d
		UNION SELECT subject FROM histories WHERE import_id = %[1]d AND attribute = 'tenant')`, im.key))
}

// monthsOfTenants returns the months with usage of tenants and products: none, and without a look at usage,
// where there never was any.
func (im *importer) monthsOfTenants() (months []int64, err error) {
	var is bool
	if _, err := im.tx.One([]any{&is}, "SELECT EXISTS (SELECT 1 FROM tenant_products)"); err != nil || !is {
		return nil, err
	}
	return im.tx.AllKeys(`SELECT m.month FROM months m WHERE EXISTS (SELECT 1 FROM usage u WHERE u.month = m.month AND u.subscription_id < 0)`)
}

func (im *importer) reportMixed(months []int64, where string) error {
	found, err := im.mixedIn(months, where)
	for _, x := range found {
		im.file.Fault(x.line, "", x.String()+"; report the one or the other: take back the import of the other, or import all usage of the month as a whole"+
			im.file.Or(" (shimei imports undo, or --whole)", ""))
	}
	return err
}

// mixedIn returns what is mixed in some months, with subscriptions s that satisfy a condition.
func (im *importer) mixedIn(months []int64, where string) (all []mixed, err error) {
	if len(months) == 0 {
		return nil, nil
	}
	var candidates []mixedCandidate
	for _, holding := range []string{nowHolding, onceHolding} {
		if err := im.tx.Each(func(scan db.Scan) error {
			var x mixedCandidate
			err := x.scan(scan, im.key)
			if n := len(candidates); n == 0 || !candidates[n-1].same(x.mixed) {
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
	tenants, err := history.Read(im.tx, history.Tenant, "IN "+db.Keys(keys))
	for _, x := range candidates {
		held := tenants[x.key] == nil || programme.HistoryOf(im.p, tenants[x.key]).At(im.p.Decides(x.end, x.month)) == x.customer
		if held && !slices.ContainsFunc(all, x.same) {
			all = append(all, x.mixed)
		}
	}
	return all, err
}

// mixedCandidate is mixed where the tenant holds the subscription at the instant that decides.
type mixedCandidate struct {
	mixed
	key, customer int64
	end           programme.Instant
}

func (x mixed) same(o mixed) bool { o.line = x.line; return x == o }

const selectMixed = `SELECT u.month, c.tenant_id, t.product, s.subscription_id, s.id, t.customer_id, ` +
	`coalesce(s.end_at, 9223372036854775807), coalesce(v.import_id, 0), coalesce(v.line, 0), coalesce(u.import_id, 0), coalesce(u.line, 0), coalesce(s.line, 0)
	FROM usage u JOIN tenant_products t ON t.id = -u.subscription_id JOIN customers c ON c.id = t.customer_id `

// Two statements, since an OR would keep the engines from their indexes.
const (
	nowHolding  = "JOIN subscriptions s ON s.customer_id = t.customer_id AND s.product = t.product "
	onceHolding = `JOIN histories h ON h.attribute = 'tenant' AND h.value = t.customer_id
		JOIN subscriptions s ON s.id = h.subject AND s.product = t.product `
	joinMixed = "JOIN usage v ON v.month = u.month AND v.subscription_id = s.id WHERE u.subscription_id < 0 AND u.month IN "
)

// scan reads a row of selectMixed. Its line is that of the usage which an import wrote, else of the
// subscription.
func (x *mixedCandidate) scan(scan db.Scan, by int64) error {
	var ofSubscription, ofTenant writer
	var line int64
	err := scan(&x.month, &x.tenant, &x.product, &x.subscription, &x.key, &x.customer, &x.end,
		&ofSubscription.Import, &ofSubscription.Line, &ofTenant.Import, &ofTenant.Line, &line)
	switch by {
	case ofSubscription.Import:
		line = ofSubscription.Line
	case ofTenant.Import:
		line = ofTenant.Line
	}
	x.line = int(line)
	return err
}
