package directory

import (
	"database/sql"

	"shimei/store/db"
	"shimei/store/programme"
)

// Subscription is one subscription as its customer sees it.
type Subscription struct {
	Key       int64
	ID        string
	Customer  int64
	Product   int // place in Programme.Products
	Kind      programme.Kind
	Licensing string    // ea, open, mpsa, direct, csp or ""
	Seats     *int64    // bought
	Assigned  *int64    // in the month that figures are of: the largest of its workloads
	Active    *int64    // likewise
	Together  *Together // what was reported in place of these; nil for nothing
	Start     programme.Instant
	End       programme.Instant // NoEnd where it has none
	Renewal   *programme.Instant
	AutoRenew *bool
	Present   *PartnerOfRecord // nil where there is none
}

// PartnerOfRecord is the DPOR association that is open on a subscription.
type PartnerOfRecord struct {
	Key     int64 // of the association
	Partner Partner
	From    programme.Instant
}

// Nominable returns the refusal of a subscription that takes no nomination at the instant
// now, or nil.
func (s *Subscription) Nominable(p *programme.Programme, now programme.Instant) error {
	return p.CheckSubscription(s.ID, s.Product, s.End, now)
}

const selectSubscription = `SELECT s.id, s.subscription_id, s.customer_id, s.product, s.kind, s.licensing, s.seats,
	s.start_at, s.end_at, s.renewal_at, s.auto_renew FROM subscriptions s `

func (d Directory) subscriptionsWhere(where string, args ...any) ([]Subscription, error) {
	found, err := d.SubscriptionsWhere(where, args...)
	if err != nil {
		return nil, err
	}
	return found, d.withPresent(found)
}

// SubscriptionsWhere returns the subscriptions s that end a statement, without their partners of
// record and seats.
func (d Directory) SubscriptionsWhere(where string, args ...any) (found []Subscription, err error) {
	err = d.tx.Each(func(scan db.Scan) error {
		var s Subscription
		var product string
		var ends sql.NullInt64
		err := scan(&s.Key, &s.ID, &s.Customer, &product, &s.Kind, &s.Licensing, &s.Seats, &s.Start, &ends, &s.Renewal, &s.AutoRenew)
		s.Product, _ = d.p.Product(product)
		s.End = db.InstantOrNoEnd(ends)
		found = append(found, s)
		return err
	}, selectSubscription+where, args...)
	return found, err
}

// Chosen returns those of a customer's subscriptions that the ids name, in their order;
// ErrNotFound where one is not the customer's.
func (d Directory) Chosen(customer int64, ids []string) (found []Subscription, err error) {
	for _, id := range ids {
		s, err := d.Chose(customer, id)
		if err != nil {
			return nil, err
		}
		found = append(found, s)
	}
	return found, nil
}

// Chose returns a customer's subscription with its partner of record.
func (d Directory) Chose(customer int64, id string) (Subscription, error) {
	found, err := d.subscriptionsWhere("WHERE s.customer_id = $1 AND s.subscription_key = $2", customer, programme.KeyOf(id))
	if err == nil && len(found) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return Subscription{}, err
	}
	return found[0], nil
}

// withPresent fills in the partners of record. Where an association begins only later, the
// one in effect now comes first. What people did is done, also where it is ahead of this
// clock (nowOf).
func (d Directory) withPresent(found []Subscription) error {
	at := map[int64]*Subscription{}
	var in []int64
	for k := range found {
		at[found[k].Key] = &found[k]
		in = append(in, found[k].Key)
	}
	args := []any{programme.DPOR, d.tx.Now}
	those := db.Among(in, &args)
	return d.tx.Each(func(scan db.Scan) error {
		var subscription int64
		var p PartnerOfRecord
		if err := scan(&subscription, &p.Key, &p.From, &p.Partner.Key, &p.Partner.ID, &p.Partner.Name, &p.Partner.Country, &p.Partner.Email, &p.Partner.Suspended); err != nil {
			return err
		}
		if s := at[subscription]; s.Present == nil {
			s.Present = &p
		}
		return nil
	}, `SELECT a.subscription_id, a.id, a.from_at, p.id, p.partner_id, p.name, p.country, p.email,
			p.suspended OR EXISTS (SELECT 1 FROM partners g WHERE g.id = p.parent_id AND g.suspended)
		FROM associations a JOIN partners p ON p.id = a.partner_id JOIN subscriptions o ON o.id = a.subscription_id AND o.customer_id = a.customer_id
			LEFT JOIN (SELECT subscription_id, max(at) AS at FROM events WHERE subscription_id IN `+those+` GROUP BY subscription_id) e
				ON e.subscription_id = a.subscription_id
		WHERE a.route = $1 AND a.closed_at IS NULL AND (a.to_at IS NULL OR a.to_at > $2 AND a.to_at > coalesce(e.at, 0))
			AND a.subscription_id IN `+those+`
		ORDER BY a.subscription_id, CASE WHEN a.from_at <= $2 OR a.from_at <= e.at THEN 0 ELSE 1 END, a.from_at DESC`, args...)
}

// SubscriptionDetail is one subscription with all that is associated with it and all that
// happened to it.
type SubscriptionDetail struct {
	Subscription
	Moved        *programme.Instant // to another tenant: what the customer sees is of before; nil while it holds it
	Associations []Association      // of the subscription and of the whole tenant, by route and beginning
	Timeline     []Event            // latest first
}

// Subscription returns a subscription that a customer holds, or held before it moved, or ErrNotFound.
func (d Directory) Subscription(customer int64, id string) (detail SubscriptionDetail, err error) {
	if detail.Subscription, detail.Moved, err = d.held(customer, id); err != nil {
		return detail, err
	}
	if detail.Moved == nil {
		found := []Subscription{detail.Subscription}
		if err := d.WithSeats(found); err != nil {
			return detail, err
		}
		detail.Subscription = found[0]
	}
	if detail.Associations, err = d.associationsIn(d.seenBy("$1"), `WHERE a.subscription_id = $2 OR a.subscription_id IS NULL
		ORDER BY a.from_at, a.id`, customer, detail.Key); err != nil {
		return detail, err
	}
	detail.Timeline, err = d.timeline("(a.subscription_id = $1 OR a.subscription_id IS NULL)", detail.Key, customer)
	return detail, err
}

// SubscriptionIDs returns the ids of subscriptions by their keys.
func (d Directory) SubscriptionIDs(keys []int64) (map[int64]string, error) {
	ids := map[int64]string{}
	var args []any
	in := db.Among(keys, &args)
	return ids, d.tx.Each(func(scan db.Scan) error {
		var key int64
		var id string
		err := scan(&key, &id)
		ids[key] = id
		return err
	}, "SELECT id, subscription_id FROM subscriptions WHERE id IN "+in, args...)
}

// TenantProducts returns the ids of the products of those keys that are below 0: each is of a tenant and a
// product that usage was reported of (R8).
func (d Directory) TenantProducts(keys []int64) (map[int64]string, error) {
	products := map[int64]string{}
	var those []int64
	for _, key := range keys {
		if key < 0 {
			those = append(those, -key)
		}
	}
	if len(those) == 0 {
		return products, nil
	}
	var args []any
	in := db.Among(those, &args)
	return products, d.tx.Each(func(scan db.Scan) error {
		var key int64
		var product string
		err := scan(&key, &product)
		products[-key] = product
		return err
	}, "SELECT id, product FROM tenant_products WHERE id IN "+in, args...)
}
