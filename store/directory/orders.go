package directory

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// Order is one sale of seats of a subscription by a partner: a fact that makes the partner its seller.
type Order struct {
	ID           string
	PartnerID    string // of the location that sold
	Subscription string // id
	Product      int    // place in Programme.Products
	At           programme.Instant
	Seats        int64 // below 0 for a return
	Import       int64 // key of the import that wrote it as it stands; 0 where that is not known
	Line         int64
}

// mostOrders is how many orders are shown of one seller and subscription, or of one customer: the latest.
const mostOrders = 200

// ordersWhere returns the latest orders x that a condition lets through, the latest first.
func (d Directory) ordersWhere(where string, args ...any) (found []Order, err error) {
	err = d.tx.Each(func(scan db.Scan) error {
		var o Order
		var product string
		err := scan(&o.ID, &o.PartnerID, &o.Subscription, &product, &o.At, &o.Seats, &o.Import, &o.Line)
		o.Product, _ = d.p.Product(product)
		found = append(found, o)
		return err
	}, `SELECT x.order_id, p.partner_id, s.subscription_id, s.product, x.sold_at, x.seats, coalesce(x.import_id, 0), coalesce(x.line, 0)
		FROM sales x JOIN partners p ON p.id = x.partner_id JOIN subscriptions s ON s.id = x.subscription_id
		WHERE `+where+" ORDER BY x.sold_at DESC, x.order_id LIMIT $1", append([]any{mostOrders}, args...)...)
	return found, err
}

// OrdersOf returns the orders by which those of a scope sold to a customer what that holds now, the latest first.
// What was sold before the subscription moved to the customer is not its to see.
func (d Directory) OrdersOf(s Scope, customer int64) ([]Order, error) {
	return d.ordersWhere(`p.id IN `+s.Partners("$2")+` AND s.customer_id = $3 AND (NOT EXISTS (SELECT 1 FROM tenures t WHERE t.subscription_id = s.id)
		OR EXISTS (SELECT 1 FROM tenures t WHERE t.subscription_id = s.id AND t.customer_id = $3 AND x.sold_at >= t.from_at AND x.sold_at < t.to_at))`, s.Account, customer)
}
