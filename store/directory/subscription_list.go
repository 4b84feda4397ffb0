package directory

import (
	"strings"

	"shimei/store/db"
	"shimei/store/programme"
)

// SubscriptionFilter narrows the list of a customer's subscriptions. Empty fields let all
// through.
type SubscriptionFilter struct {
	Product string // id
	ID      string // a part of it
	Ended   *bool  // or it goes on
	Without bool   // it goes on, its product takes a partner of record, and it has none
	Moved   bool   // it came from another tenant
}

// SubscriptionOrder is what a customer's subscriptions can be sorted by. What has no renewal
// comes last, and what has no partner of record first.
var SubscriptionOrder = db.Order{Key: "s.id", Usual: db.Sort{By: "id"}, Columns: map[string]string{
	"id": "s.subscription_id", "product": "s.product", "seats": "coalesce(s.seats, -1)", "renewal": "coalesce(s.renewal_at, 9223372036854775807)",
	"record": `coalesce((SELECT max(p.sorted) FROM associations a JOIN partners p ON p.id = a.partner_id
		WHERE a.subscription_id = s.id AND a.customer_id = s.customer_id AND a.route = 'dpor' AND a.to_at IS NULL), '')`}}

// Subscriptions lists those of a customer's subscriptions that the filter lets through.
func (d Directory) Subscriptions(customer int64, f SubscriptionFilter) db.List[Subscription] {
	return db.List[Subscription]{Tx: d.tx, Order: SubscriptionOrder, From: "subscriptions s", Within: db.Where("s.customer_id = ?", customer),
		Narrow: func(c *db.Conditions) { f.narrow(d, c) }, Key: func(s *Subscription) int64 { return s.Key },
		Read: func(tail string, args ...any) ([]Subscription, error) {
			found, err := d.subscriptionsWhere(tail, args...)
			if err != nil {
				return nil, err
			}
			return found, d.WithSeats(found)
		}}
}

// narrow adds the filter's conditions.
func (f SubscriptionFilter) narrow(d Directory, c *db.Conditions) {
	if f.Product != "" {
		c.Add("s.product = ?", f.Product)
	}
	if f.ID != "" {
		c.Add(`s.subscription_key LIKE ? ESCAPE '\'`, db.ContainsID(f.ID))
	}
	if f.Ended != nil && *f.Ended {
		c.Add("s.end_at <= ?", d.tx.Now)
	}
	if f.Without || f.Ended != nil && !*f.Ended {
		c.Add("(s.end_at IS NULL OR s.end_at > ?)", d.tx.Now)
	}
	if f.Moved {
		c.Add(`EXISTS (SELECT 1 FROM tenures t WHERE t.subscription_id = s.id AND t.customer_id = s.customer_id
			AND t.from_at > -9223372036854775807 AND t.to_at = 9223372036854775807)`)
	}
	if f.Without {
		products := d.takesPartnerOfRecord()
		c.Add("s.product IN (''"+strings.Repeat(", ?", len(products))+")", products...)
		c.Add(`NOT EXISTS (SELECT 1 FROM associations a
			WHERE a.subscription_id = s.id AND a.customer_id = s.customer_id AND a.route = ? AND (a.to_at IS NULL OR a.to_at > ?) AND a.closed_at IS NULL)`, programme.DPOR, d.tx.Now)
	}
}

// takesPartnerOfRecord are the ids of the products whose subscriptions take a nomination now.
func (d Directory) takesPartnerOfRecord() (ids []any) {
	for k := range d.p.Products {
		if d.p.CheckSubscription("", k, programme.NoEnd, d.tx.Now) == nil {
			ids = append(ids, d.p.Products[k].ID)
		}
	}
	return ids
}
