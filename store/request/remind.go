package request

import (
	"slices"

	"shimei/store/db"
	"shimei/store/outbox"
	"shimei/store/programme"
)

// ending is a delegation that ends soon.
type ending struct {
	key        int64
	began, end programme.Instant
	told       int // the fewest days before that end of which both sides were told; 0 for none
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
		err := scan(&e.key, &e.began, &e.end, &e.told)
		found = append(found, e)
		return err
	}, `SELECT r.id, a.from_at, r.due_at, coalesce(min(m.days), 0) FROM requests r JOIN associations a ON a.id = r.association_id
		LEFT JOIN reminders m ON m.request_id = r.id AND m.due_at = r.due_at
		WHERE r.way = 'delegation' AND r.state = 'active' AND r.due_at > $1 AND r.due_at <= $2 AND a.to_at > $1
		GROUP BY r.id, a.from_at, r.due_at ORDER BY r.due_at, r.id`, r.tx.Now, latest)
	return found, err
}

// remind tells both sides of the end of a delegation, and records it.
func (r Requests) remind(e ending, days int) error {
	if err := r.tx.Exec("INSERT INTO reminders (request_id, due_at, days) VALUES ($1, $2, $3)", e.key, e.end, days); err != nil {
		return err
	}
	found, err := r.where("WHERE r.id = $1", e.key)
	if err != nil {
		return err
	}
	q := &found[0]
	d := r.details(q)
	d.Days, d.Until = days, e.end
	return outbox.Tell(r.tx, outbox.Happening{Topic: outbox.Reminders, Kind: outbox.Ending, About: q.Reference, At: r.tx.Now, Details: d},
		circles(q, []programme.Side{programme.ByCustomer, programme.ByPartner})...)
}
