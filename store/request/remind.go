package request

import (
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/programme"
)

// ending is a delegation that ends soon, however it came.
type ending struct {
	association, request int64 // keys; no request was of one that a file brought
	began, end           programme.Instant
	told                 int // the fewest days before that end of which both sides were told; 0 for none
}

// Remind tells both sides of delegations that end soon, at most limit of them, the next first, and returns how
// many there were. That they are told is recorded by the same transaction, so that of two clocks that find the
// same one tells.
func (r Requests) Remind(limit int) (count int, err error) {
	soon, err := r.soon()
	if err != nil {
		return 0, err
	}
	for _, e := range soon {
		days := r.p.Reminder(e.began, e.end, r.tx.Now)
		if days == 0 || e.told != 0 && e.told <= days {
			continue
		}
		if err := r.remind(e, days); err != nil {
			return count, err
		}
		if count++; count == limit {
			break
		}
	}
	return count, nil
}

// soon returns the delegations that end within the longest time for which the programme reminds.
func (r Requests) soon() (found []ending, err error) {
	if len(r.p.Terms.RemindDays) == 0 {
		return nil, nil
	}
	latest := r.p.In(r.tx.Now, slices.Max(r.p.Terms.RemindDays))
	err = r.tx.Each(func(scan db.Scan) error {
		var e ending
		err := scan(&e.association, &e.request, &e.began, &e.end, &e.told)
		found = append(found, e)
		return err
	}, `SELECT a.id, coalesce(max(r.id), 0), a.from_at, a.to_at, coalesce(min(m.days), 0) FROM associations a
		LEFT JOIN requests r ON r.association_id = a.id AND r.way = 'delegation' AND r.state = 'active'
		LEFT JOIN reminded m ON m.association_id = a.id AND m.end_at = a.to_at
		WHERE a.route IN `+db.Quoted(r.delegated())+` AND a.subscription_id IS NULL AND a.from_at <= $1 AND a.to_at > $1 AND a.to_at <= $2 AND coalesce(a.closed_at <> a.to_at, TRUE)
		GROUP BY a.id, a.from_at, a.to_at ORDER BY a.to_at, a.id`, r.tx.Now, latest)
	return found, err
}

// delegated are the ids of the routes by which a partner is delegated what a customer accepts.
func (r Requests) delegated() (ids []string) {
	for _, x := range r.p.Routes {
		if x.Accepts == programme.OpenedByCustomer && x.Scope == programme.ScopeTenant {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// remind tells both sides of the end of a delegation, and records it.
func (r Requests) remind(e ending, days int) error {
	if err := r.tx.Exec("INSERT INTO reminded (association_id, end_at, days) VALUES ($1, $2, $3)", e.association, e.end, days); err != nil {
		return err
	}
	q, err := r.ofEnding(e)
	if err != nil {
		return err
	}
	d := r.details(q)
	d.Days, d.Until = r.p.DaysLeft(e.end, r.tx.Now), e.end // which are fewer where no clock ran in time
	return outbox.Tell(r.tx, outbox.Happening{Topic: outbox.Reminders, Kind: outbox.Ending, About: q.Reference, At: r.tx.Now, Details: d},
		circles(q, []programme.Side{programme.ByCustomer, programme.ByPartner})...)
}

// ofEnding is the request that a delegation came of; of one that a file brought, one without a reference.
func (r Requests) ofEnding(e ending) (*Request, error) {
	if e.request != 0 {
		found, err := r.where("WHERE r.id = $1", e.request)
		if err != nil {
			return nil, err
		}
		return &found[0], nil
	}
	q := &Request{Life: programme.Life{Way: programme.WayDelegation, Due: programme.NoEnd}}
	return q, r.ofAssociation(q, e.association, directory.Scope{})
}
