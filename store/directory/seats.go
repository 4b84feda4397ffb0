package directory

import (
	"database/sql"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// Together is the usage of a tenant and a product in the month that figures are of, which was reported in
// place of that of its subscriptions (R8). Workloads share their users, so the largest count stands for it.
type Together struct {
	Product   int // place in Programme.Products
	Month     programme.Month
	Available *int64 // bought
	Assigned  *int64
	Active    *int64
}

// AddTogether adds what was reported in place of a subscription's usage to that of other subscriptions of
// its customer, each product once.
func (s *Subscription) AddTogether(all []Together) []Together {
	if s.Together == nil || slices.ContainsFunc(all, func(x Together) bool { return x.Product == s.Product }) {
		return all
	}
	return append(all, *s.Together)
}

// WithSeats fills in the assigned and active seats of the month that figures are of (R10), or what was
// reported of them together, unless another tenant than the subscription's customer held it at the
// instant that decides for the month.
func (d Directory) WithSeats(found []Subscription) error {
	if d.through == nil || len(found) == 0 {
		return nil
	}
	held, err := d.heldThen(found)
	if err != nil || len(held) == 0 {
		return err
	}
	if err := d.withOwnSeats(held); err != nil {
		return err
	}
	return d.withTogether(held)
}

// heldThen returns the subscriptions that their customer held at the instant that decides for the month.
func (d Directory) heldThen(found []Subscription) (held []*Subscription, err error) {
	keys := make([]int64, len(found))
	for k := range found {
		keys[k] = found[k].Key
	}
	told, err := history.Read(d.tx, history.Tenant, "IN "+db.Keys(keys))
	tenants := tenants{told}
	for k := range found {
		if s := &found[k]; err == nil && tenants.heldBy(d.p, s, *d.through) {
			held = append(held, s)
		}
	}
	return held, err
}

func (d Directory) withOwnSeats(held []*Subscription) error {
	at := make(map[int64]*Subscription, len(held))
	keys := make([]int64, len(held))
	for k, s := range held {
		at[s.Key], keys[k] = s, s.Key
	}
	args := []any{*d.through}
	those := db.Among(keys, &args)
	return d.tx.Each(func(scan db.Scan) error {
		var subscription int64
		var assigned, active sql.NullInt64
		err := scan(&subscription, &assigned, &active)
		if s := at[subscription]; err == nil {
			s.Assigned, s.Active = db.Pointer(&assigned), db.Pointer(&active)
		}
		return err
	}, "SELECT subscription_id, max(assigned), max(active) FROM usage WHERE month = $1 AND subscription_id IN "+those+
		" GROUP BY subscription_id", args...)
}

// withTogether fills in the usage of tenants and products, for the subscriptions that were alive in the
// month. What has no seats, as consumption, is left out.
func (d Directory) withTogether(held []*Subscription) error {
	type of struct {
		customer int64
		product  int
	}
	at := map[of][]*Subscription{}
	customers := map[int64]bool{}
	for _, s := range held {
		if d.p.Alive(s.Start, s.End, *d.through) {
			x := of{s.Customer, s.Product}
			at[x], customers[s.Customer] = append(at[x], s), true
		}
	}
	args := []any{*d.through}
	those := db.Among(slices.Sorted(maps.Keys(customers)), &args)
	return d.tx.Each(func(scan db.Scan) error {
		var customer int64
		var product string
		var available, assigned, active sql.NullInt64
		if err := scan(&customer, &product, &available, &assigned, &active); err != nil {
			return err
		}
		place, known := d.p.Product(product)
		if !known {
			return nil
		}
		for _, s := range at[of{customer, place}] {
			s.Together = &Together{place, *d.through, db.Pointer(&available), db.Pointer(&assigned), db.Pointer(&active)}
		}
		return nil
	}, `SELECT t.customer_id, t.product, max(u.available), max(u.assigned), max(u.active)
		FROM tenant_products t JOIN usage u ON u.month = $1 AND u.subscription_id = -t.id
		WHERE t.customer_id IN `+those+` AND coalesce(u.available, u.assigned, u.active) IS NOT NULL GROUP BY t.customer_id, t.product`, args...)
}
