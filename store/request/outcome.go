package request

import (
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/history"
	"shimei/store/programme"
)

// effect has an act take effect on associations, and on the credits that hang on them.
func (r Requests) effect(q *Request, before programme.Life, act programme.Act, who directory.Person) error {
	began := q.Life.State == programme.StateActive && before.State != programme.StateActive
	over := before.State == programme.StateActive && q.Life.State == programme.StateEnded && act != programme.ActExpire
	switch {
	case began && q.Life.Way == programme.WayExtension:
		return r.extend(q, who)
	case began && q.Life.Way == programme.WayCorrection:
		return r.correct(q)
	case began:
		return r.open(q, who)
	case over:
		return r.around(q, r.p.MonthAt(r.tx.Now), func() error {
			return directory.EndAssociations(r.tx, r.tx.Now, "id = $2", q.Association)
		})
	}
	return nil
}

// around changes the associations of a request's customer, and the kept credits by the difference, from a
// month on.
func (r Requests) around(q *Request, since programme.Month, change func() error) error {
	customers, err := history.Sharing(r.tx, []int64{q.Customer})
	if err != nil {
		return err
	}
	return r.ledger.AroundAssociations(customers, since, change)
}

// open opens the association that a request is for, from now on. Where it is of a subscription, that has to
// be the customer's and to go on; and where the route is exclusive, nobody may have it: only the customer
// changes its partner of record (R5).
func (r Requests) open(q *Request, who directory.Person) error {
	route := &r.p.Routes[q.Route]
	if q.Partner.Suspended {
		return &programme.Refusal{Code: programme.RefusedSuspended, Name: q.Partner.ID}
	}
	if err := r.stillOpen(q); err != nil {
		return err
	}
	from, own, taken, err := r.place(q)
	if err == nil && own {
		err = &programme.Refusal{Code: programme.RefusedAlready, Name: q.Partner.ID}
	}
	if err == nil && taken && route.Exclusive {
		err = &programme.Refusal{Code: programme.RefusedTaken, Name: q.Subscription}
	}
	if err != nil {
		return err
	}
	return r.around(q, r.p.MonthAt(r.tx.Now), func() error {
		if err := r.endFormer(q, from); err != nil {
			return err
		}
		_, err := r.tx.One([]any{&q.Association}, `INSERT INTO associations (route, exclusive, partner_id, customer_id, subscription_id, from_at,
			to_at, given_at, source, opened_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 'request', $8) RETURNING id`,
			route.ID, route.Exclusive, q.Partner.Key, q.Customer, orNull(q.subscription), from, db.End(q.Life.Due), who.Key)
		if err != nil {
			return err
		}
		return r.tx.Exec("UPDATE requests SET association_id = $2 WHERE id = $1", q.Key, q.Association)
	})
}

// endFormer ends what the former tenants of a subscription have open there, where the route is exclusive: it would be
// in effect again once the subscription came back (R5a).
func (r Requests) endFormer(q *Request, at programme.Instant) error {
	route := &r.p.Routes[q.Route]
	if q.subscription == 0 || !route.Exclusive {
		return nil
	}
	return directory.EndAssociations(r.tx, at, "subscription_id = $2 AND route = $3 AND customer_id <> $4", q.subscription, route.ID, q.Customer)
}

// stillOpen refuses a subscription that has ended or moved since it was asked for.
func (r Requests) stillOpen(q *Request) error {
	if q.subscription == 0 {
		return nil
	}
	found, err := r.directory().SubscriptionsWhere("WHERE s.id = $1", q.subscription)
	if err != nil {
		return err
	}
	if len(found) == 0 || found[0].Customer != q.Customer {
		return &programme.Refusal{Code: programme.RefusedMoved, Name: q.Subscription}
	}
	return r.p.CheckOpen(q.Route, found[0].Product, found[0].End, r.tx.Now, q.Subscription)
}

// place returns from when an association is in effect: now, or just after what is the latest in its scope;
// and whether the partner itself, or anybody, is associated there now or will be. What a former tenant of a subscription
// has open there takes no place (R5a).
func (r Requests) place(q *Request) (from programme.Instant, own, taken bool, err error) {
	var latest, open, ours int64
	_, err = r.tx.One([]any{&latest, &open, &ours}, `SELECT coalesce(max(CASE WHEN closed_at IS NOT NULL AND from_at <= $5 THEN closed_at ELSE 0 END), 0),
			count(CASE WHEN customer_id = $3 AND (to_at IS NULL OR to_at > $5) THEN 1 END),
			count(CASE WHEN customer_id = $3 AND partner_id = $4 AND (to_at IS NULL OR to_at > $5) THEN 1 END)
		FROM associations WHERE route = $1 AND coalesce(subscription_id, 0) = $2 AND ($2 <> 0 OR customer_id = $3) AND (exclusive OR partner_id = $4)`,
		r.p.Routes[q.Route].ID, q.subscription, q.Customer, q.Partner.Key, r.tx.Now)
	return max(r.tx.Now, programme.Instant(latest)), ours > 0, open > 0, err
}
