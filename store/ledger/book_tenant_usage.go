package ledger

import (
	"fmt"

	"shimei/store/db"
	"shimei/store/programme"
)

// loadTenantProducts adds the products that usage was ever reported of in place of subscriptions, of the
// customers that a condition lets through. They stand among the subscriptions, as usage has their keys
// beside those; they never start, so that they count for no first month.
func (b *Book) loadTenantProducts(where string) error {
	var customer, key db.Whole
	var product string
	before := len(b.subscriptions)
	err := b.d.tx.Each(func(scan db.Scan) error {
		if err := scan(&customer, &key, &product); err != nil {
			return err
		}
		place, known := b.d.p.Product(product)
		if !known && !b.d.past {
			return fmt.Errorf("the programme does not know product %q of a tenant's usage", product)
		}
		b.subscriptions = append(b.subscriptions, bookedSubscription{customer: int64(customer), key: -int64(key),
			start: programme.NoEnd, end: programme.NoEnd, product: int32(place)})
		return nil
	}, "SELECT customer_id, id, product FROM tenant_products WHERE "+where)
	if len(b.subscriptions) > before {
		b.sortSubscriptions()
	}
	return err
}

// tenantUsage returns what stands at a place as the rules see it.
func (b *Book) tenantUsage(place int32) programme.TenantUsage {
	x := &b.subscriptions[place]
	return programme.TenantUsage{Key: x.key, Product: int(x.product), Usage: b.appendUsage(nil, place)}
}
