package directory

import (
	"database/sql"
	"errors"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// seenBy selects, in place of the table associations, those that a customer sees, which is an argument
// such as $1. Of a subscription that moved it sees its own time alone: an association that the customer
// opened is of whoever did (R5a), and any other is seen from when the customer held the subscription
// until it did no longer.
func (d Directory) seenBy(customer string) string {
	opened := d.openedByCustomers()
	// What a person ended before it began never did.
	const began = "NOT coalesce(o.closed_at <= o.from_at, FALSE)"
	const moved = "(SELECT 1 FROM histories h WHERE h.attribute = 'tenant' AND h.subject = o.subscription_id)"
	return `(SELECT o.id, o.route, o.partner_id, o.customer_id, o.subscription_id, o.from_at, o.to_at, o.closed_at, o.source, o.opened_by, o.import_id
		FROM associations o WHERE o.customer_id = ` + customer + ` AND ` + began + ` AND NOT EXISTS ` + moved + `
	UNION ALL SELECT o.id, o.route, o.partner_id, t.customer_id, o.subscription_id, CASE WHEN o.from_at > t.from_at THEN o.from_at ELSE t.from_at END,
		CASE WHEN o.to_at <= t.to_at THEN o.to_at WHEN t.to_at < 9223372036854775807 THEN t.to_at END, o.closed_at, o.source, o.opened_by, o.import_id
		FROM tenures t JOIN associations o ON o.subscription_id = t.subscription_id
		WHERE t.customer_id = ` + customer + ` AND ` + began + ` AND o.from_at < t.to_at AND (o.to_at IS NULL OR o.to_at > t.from_at)
			AND (o.customer_id = ` + customer + ` OR o.route NOT IN ` + db.Quoted(opened) + `))`
}

// openedByCustomers are the ids of the routes that a customer opens.
func (d Directory) openedByCustomers() (ids []string) {
	for _, r := range d.p.Routes {
		if r.OpenedBy == programme.OpenedByCustomer {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// held returns a subscription that a customer holds, or one that it held before it moved: with the
// instant of that, and without what files told since. It is ErrNotFound for any other.
func (d Directory) held(customer int64, id string) (s Subscription, moved *programme.Instant, err error) {
	if s, err = d.Chose(customer, id); !errors.Is(err, db.ErrNotFound) {
		return s, nil, err
	}
	var key int64
	var until programme.Instant
	found, err := d.tx.One([]any{&key, &until}, `SELECT s.id, t.to_at FROM subscriptions s JOIN tenures t ON t.subscription_id = s.id
		WHERE s.subscription_key = $1 AND t.customer_id = $2 ORDER BY t.to_at DESC LIMIT 1`, programme.KeyOf(id), customer)
	if err == nil && !found {
		err = db.ErrNotFound
	}
	if err != nil {
		return s, nil, err
	}
	all, err := d.SubscriptionsWhere("WHERE s.id = $1", key)
	if err != nil {
		return s, nil, err
	}
	s = all[0]
	s.Customer, s.Licensing, s.Seats, s.Renewal, s.AutoRenew = customer, "", nil, nil, nil
	if s.End > until {
		s.End = programme.NoEnd
	}
	s.Start = min(s.Start, until)
	s.Kind, err = d.kindUntil(key, s.Kind, until)
	return s, &until, err
}

// ownUntil returns the end of a customer's association with a subscription as the customer knows it:
// one that ended while another tenant held the subscription ended for the customer when it moved (R5a).
func (d Directory) ownUntil(customer, subscription int64, until programme.Instant) (end programme.Instant, byMove bool, err error) {
	var moved sql.NullInt64
	_, err = d.tx.One([]any{&moved}, `SELECT max(t.to_at) FROM tenures t WHERE t.subscription_id = $1 AND t.customer_id = $2 AND t.to_at < $3
		AND NOT EXISTS (SELECT 1 FROM tenures b WHERE b.subscription_id = $1 AND b.customer_id = $2 AND b.to_at >= $3 AND b.from_at < $3)`,
		subscription, customer, until)
	if moved.Valid {
		until = programme.Instant(moved.Int64)
	}
	return until, moved.Valid, err
}

// Asked is a subscription that came to a customer by a move and has no partner of record: the customer
// is asked to nominate.
type Asked struct {
	Subscription
	Since programme.Instant // it is the customer's
}

// asked is how many of them are named.
const asked = 5

// Asked returns the first of a customer's subscriptions that it is asked to nominate for, and how many
// there are.
func (d Directory) Asked(customer int64) (found []Asked, count int64, err error) {
	list := d.Subscriptions(customer, SubscriptionFilter{Without: true, Moved: true})
	list.Read = d.SubscriptionsWhere
	some, count, err := list.Page(db.Part{Sort: SubscriptionOrder.Usual, Limit: asked})
	for k := 0; k < len(some) && err == nil; k++ {
		a := Asked{Subscription: some[k]}
		_, err = d.tx.One([]any{&a.Since}, "SELECT max(from_at) FROM tenures WHERE subscription_id = $1 AND customer_id = $2", a.Key, customer)
		found = append(found, a)
	}
	return found, count, err
}

// tenants are who held subscriptions that moved.
type tenants struct{ told history.Values }

// heldBy reports whether the customer of a subscription held it at the instant that decides for a month.
func (t tenants) heldBy(p *programme.Programme, s *Subscription, m programme.Month) bool {
	return programme.HistoryOf(p, t.told.Of(s.Key, s.Customer)).At(p.Decides(s.End, m)) == s.Customer
}

// kindUntil returns the kind that a subscription had just before an instant.
func (d Directory) kindUntil(subscription int64, present programme.Kind, until programme.Instant) (programme.Kind, error) {
	kinds, err := history.Read(d.tx, history.Kind, "= $1", subscription)
	told := kinds.Of(subscription, history.OfKind(present))
	return history.ToKind(programme.HistoryOf(d.p, told).At(until)), err
}
