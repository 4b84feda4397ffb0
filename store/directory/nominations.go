package directory

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// Nomination is what one person nominated at one time, and what became of it.
type Nomination struct {
	Reference     string
	By            string // the person's name
	At            programme.Instant
	Partner       Partner
	Subscriptions []NominatedSubscription
}

// NominatedSubscription is one subscription of a nomination.
type NominatedSubscription struct {
	Subscription
	Until    programme.Instant // NoEnd while the nomination is in effect
	Replaced *Partner          // who was the partner of record before
	Moved    bool              // it ended at Until because the subscription moved to another tenant
	Away     bool              // the subscription is another tenant's by now
}

// Nomination returns a customer's nomination by its reference, or ErrNotFound.
func (d Directory) Nomination(customer int64, reference string) (n Nomination, err error) {
	reference = db.Reference(reference)
	from := fromEvents(recorded("e.id", "e.at", "e.reference", "events e") + " WHERE e.customer_id = $1 AND e.reference = $2 AND e.subject = 'association' AND e.after_partner_id IS NOT NULL")
	events, err := d.events(from, "ORDER BY x.key", customer, reference)
	if err == nil && len(events) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return n, err
	}
	first := events[0]
	n = Nomination{Reference: reference, By: first.By.Name, At: first.At, Partner: *first.After.Partner}
	for _, e := range events {
		s, moved, err := d.held(customer, e.Subscription)
		if err != nil {
			return n, err
		}
		until, byMove, err := d.ownUntil(customer, s.Key, e.until)
		if err != nil {
			return n, err
		}
		n.Subscriptions = append(n.Subscriptions, NominatedSubscription{s, until, e.Before.Partner, byMove, moved != nil})
	}
	return n, nil
}
