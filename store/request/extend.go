package request

import (
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// extend makes a delegation end later, which the customer has accepted: by days from its present end,
// and no later than the longest term from now. What a file brought stays as the file tells it.
func (r Requests) extend(q *Request, who directory.Person) error {
	end, err := r.extended(q)
	if err != nil {
		return err
	}
	var source string
	if _, err := r.tx.One([]any{&source}, "SELECT source FROM associations WHERE id = $1", q.Association); err != nil {
		return err
	}
	if source != "request" {
		return r.goOn(q, end, who)
	}
	told, err := r.told(q)
	if err != nil {
		return err
	}
	return r.around(q, r.p.MonthAt(r.tx.Now), func() error {
		if told.Corrected != nil {
			if err := r.tx.Exec("UPDATE associations SET seen_at = given_at, seen_day = given_day, ends_at = $2, ends_day = NULL WHERE id = $1", told.key, end); err != nil {
				return err
			}
		}
		if err := r.tx.Exec("UPDATE associations SET to_at = $2, to_day = NULL, given_at = $2, given_day = NULL WHERE id = $1", q.Association, end); err != nil {
			return err
		}
		return r.tx.Exec("UPDATE requests SET due_at = $2, version = version + 1 WHERE association_id = $1 AND way = 'delegation' AND state = 'active'",
			q.Association, end)
	})
}

// extended returns the end that a delegation is to have, or refuses one that goes on without an end, or no more.
func (r Requests) extended(q *Request) (programme.Instant, error) {
	if q.To <= r.tx.Now || q.To == programme.NoEnd {
		return 0, &programme.Refusal{Code: programme.RefusedState, Name: q.Reference}
	}
	end := r.p.Midnight(r.p.DayAt(q.To) + programme.Day(q.Life.Days))
	if end > r.p.In(r.tx.Now, r.p.Terms.LongestDays) {
		return 0, &programme.Refusal{Code: programme.RefusedTerm}
	}
	return end, nil
}

// goOn has a delegation that a file brought go on from its end: as a delegation of the portal's own, which from
// then on is as any other. Where another begins there already, the place is taken.
func (r Requests) goOn(q *Request, end programme.Instant, who directory.Person) error {
	next := Request{Reference: NewReference(), Route: q.Route, Partner: q.Partner, Customer: q.Customer, Product: -1, AskedAt: r.tx.Now,
		Life: programme.Life{Way: programme.WayDelegation, State: programme.StateActive, Days: q.Life.Days, Due: end, AskedBy: q.Life.AskedBy, Reviewed: true}}
	return r.around(q, r.p.MonthAt(r.tx.Now), func() error {
		route := &r.p.Routes[q.Route]
		if _, err := r.tx.One([]any{&next.Association}, `INSERT INTO associations (route, exclusive, partner_id, customer_id, from_at, to_at, given_at, source, opened_by)
			VALUES ($1, $2, $3, $4, $5, $6, $6, 'request', $7) RETURNING id`, route.ID, route.Exclusive, q.Partner.Key, q.Customer, q.To, db.End(end), who.Key); err != nil {
			return err
		}
		if err := r.insert(&next); err != nil {
			return err
		}
		return r.note(&next, programme.ActAccept, who, r.tx.Now, programme.StateNone, Said{})
	})
}

// Extendable returns a delegation that a file brought to the account of a person, by the key of its association,
// as a request without a reference; or db.ErrNotFound for any other, or one that cannot be extended.
func (r Requests) Extendable(who directory.Person, association int64) (Request, error) {
	q := Request{Life: programme.Life{Way: programme.WayExtension, Days: 1, Due: programme.NoEnd}}
	if err := r.aboutAssociation(&q, who, association); err != nil {
		return q, err
	}
	if _, err := r.extended(&q); err != nil {
		return q, db.ErrNotFound
	}
	q.Life.Way, q.Life.State, q.Life.Due, q.Life.Days = programme.WayDelegation, programme.StateActive, q.To, 0
	return q, nil
}
