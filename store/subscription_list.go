package store

import (
	"context"
	"strings"

	"shimei/store/programme"
)

// SubscriptionFilter narrows the list of a customer's subscriptions. Empty fields let all
// through.
type SubscriptionFilter struct {
	Product string // id
	ID      string // a part of it
	Ended   *bool  // or it goes on
	Without bool   // it goes on, its product takes a partner of record, and it has none
}

// SubscriptionOrder is what a customer's subscriptions can be sorted by. What has no renewal
// comes last, and what has no partner of record first.
var SubscriptionOrder = Order{key: "s.id", usual: Sort{By: "id"}, columns: map[string]string{
	"id": "s.subscription_id", "product": "s.product", "seats": "coalesce(s.seats, -1)", "renewal": "coalesce(s.renewal_at, 9223372036854775807)",
	"record": `coalesce((SELECT max(p.sorted) FROM associations a JOIN partners p ON p.id = a.partner_id
		WHERE a.subscription_id = s.id AND a.route = 'dpor' AND a.to_at IS NULL), '')`}}

// Subscriptions returns a part of those of a customer's subscriptions that the filter lets
// through, and how many there are.
func (s *Store) Subscriptions(ctx context.Context, customer int64, f SubscriptionFilter, p Part) (found []Subscription, count int64, err error) {
	err = s.view(ctx, func(t *tx) error {
		if count, err = t.countSubscriptions(customer, f); err != nil {
			return err
		}
		found, err = t.subscriptionPart(customer, f, p)
		return err
	})
	return found, count, err
}

// EachSubscription calls row with every subscription of a customer that the filter lets
// through, in order.
func (s *Store) EachSubscription(ctx context.Context, customer int64, f SubscriptionFilter, by Sort, row func(Subscription) error) error {
	return s.view(ctx, func(t *tx) error {
		return eachPart(by, func(p Part) ([]Subscription, error) { return t.subscriptionPart(customer, f, p) },
			func(x *Subscription) int64 { return x.Key }, row)
	})
}

// WithoutPartnerOfRecord returns how many of a customer's subscriptions that go on, and
// whose product takes a partner of record, have none.
func (s *Store) WithoutPartnerOfRecord(ctx context.Context, customer int64) (n int64, err error) {
	err = s.view(ctx, func(t *tx) error {
		n, err = t.countSubscriptions(customer, SubscriptionFilter{Without: true})
		return err
	})
	return n, err
}

// ownSubscriptions are all that a customer may know of.
func ownSubscriptions(customer int64) conditions { return where("s.customer_id = ?", customer) }

func (t *tx) countSubscriptions(customer int64, f SubscriptionFilter) (n int64, err error) {
	c := ownSubscriptions(customer)
	f.narrow(t, &c)
	_, err = t.one([]any{&n}, "SELECT count(*) FROM subscriptions s WHERE "+c.String(), c.args...)
	return n, err
}

func (t *tx) subscriptionPart(customer int64, f SubscriptionFilter, p Part) ([]Subscription, error) {
	own, c := ownSubscriptions(customer), ownSubscriptions(customer)
	f.narrow(t, &c)
	part, err := t.part(SubscriptionOrder, p, "subscriptions s", own.String(), own.args...)
	if err != nil {
		return nil, err
	}
	found, err := t.subscriptions("WHERE "+c.String()+part, c.args...)
	if err != nil {
		return nil, err
	}
	return found, t.withSeats(found)
}

// narrow adds the filter's conditions.
func (f SubscriptionFilter) narrow(t *tx, c *conditions) {
	if f.Product != "" {
		c.add("s.product = ?", f.Product)
	}
	if f.ID != "" {
		c.add(`lower(s.subscription_id) LIKE ? ESCAPE '\'`, contains(f.ID))
	}
	if f.Ended != nil && *f.Ended {
		c.add("s.end_at <= ?", t.now)
	}
	if f.Without || f.Ended != nil && !*f.Ended {
		c.add("(s.end_at IS NULL OR s.end_at > ?)", t.now)
	}
	if f.Without {
		products := t.takesPartnerOfRecord()
		c.add("s.product IN (''"+strings.Repeat(", ?", len(products))+")", products...)
		c.add(`NOT EXISTS (SELECT 1 FROM associations a
			WHERE a.subscription_id = s.id AND a.route = ? AND (a.to_at IS NULL OR a.to_at > ?) AND a.closed_at IS NULL)`, programme.DPOR, t.now)
	}
}

// takesPartnerOfRecord are the ids of the products whose subscriptions take a nomination now.
func (t *tx) takesPartnerOfRecord() (ids []any) {
	for k := range t.p.Products {
		if t.p.CheckSubscription("", k, programme.NoEnd, t.now) == nil {
			ids = append(ids, t.p.Products[k].ID)
		}
	}
	return ids
}
