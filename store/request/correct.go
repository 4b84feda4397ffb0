package request

import (
	"shimei/store/programme"
)

// correct gives an association another beginning or end in the past, as two admins decided. Where its
// route is exclusive it may not reach into another one's time (R5).
func (r Requests) correct(q *Request) error {
	from, to, err := r.corrected(q)
	if err != nil {
		return err
	}
	if err := r.free(q, from, to); err != nil {
		return err
	}
	since := min(r.p.MonthAt(q.From), r.p.MonthAt(from), r.p.MonthAt(min(to, r.tx.Now)), r.p.MonthAt(r.tx.Now))
	return r.around(q, since, func() error {
		if q.Begins != nil {
			if err := r.beginOn(q, from); err != nil {
				return err
			}
		}
		if q.Ends == nil {
			return nil
		}
		return r.tx.Exec("UPDATE associations SET to_at = $2, to_day = $3, given_at = $2, given_day = $3, closed_at = $2 WHERE id = $1", q.Association, to, *q.Ends)
	})
}

// corrected returns when an association is to be in effect, or refuses times that are none: both are in the
// past, and it begins before it ends.
func (r Requests) corrected(q *Request) (from, to programme.Instant, err error) {
	from, to = q.From, q.To
	if q.Begins != nil {
		from = r.p.Midnight(*q.Begins)
	}
	if q.Ends != nil {
		to = r.p.Midnight(*q.Ends)
	}
	if from >= to || from > r.tx.Now || q.Ends != nil && to > r.tx.Now {
		err = &programme.Refusal{Code: programme.RefusedDays}
	}
	return from, to, err
}

// beginOn gives an association another beginning. The beginning that a file told stays beside it as one that
// people ended before it began, so that the file does not open it again; what is in effect is theirs then.
func (r Requests) beginOn(q *Request, from programme.Instant) error {
	var source string
	var day *int64
	if _, err := r.tx.One([]any{&source, &day}, "SELECT source, from_day FROM associations WHERE id = $1", q.Association); err != nil {
		return err
	}
	if err := r.tx.Exec(`DELETE FROM associations WHERE id <> $1 AND closed_at <= from_at AND from_at = $2 AND EXISTS (SELECT 1 FROM associations a WHERE a.id = $1
			AND a.route = associations.route AND a.partner_id = associations.partner_id AND a.customer_id = associations.customer_id
			AND coalesce(a.subscription_id, 0) = coalesce(associations.subscription_id, 0))
		AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = 'association' AND e.subject_key = associations.id)`, q.Association, from); err != nil {
		return err
	}
	if source != "import" || from == q.From {
		return r.tx.Exec("UPDATE associations SET from_at = $2, from_day = $3 WHERE id = $1", q.Association, from, *q.Begins)
	}
	if err := r.tx.Exec("UPDATE associations SET from_at = $2, from_day = $3, source = 'request', opened_by = $4 WHERE id = $1", q.Association, from, *q.Begins, q.Life.AskedBy); err != nil {
		return err
	}
	if err := r.tx.Exec(`INSERT INTO associations (route, exclusive, partner_id, customer_id, subscription_id, from_at, from_day, to_at, to_day, closed_at,
			given_at, given_day, source, import_id, line)
		SELECT route, exclusive, partner_id, customer_id, subscription_id, $2, $3, $2, $3, $2, given_at, given_day, 'import', import_id, line
		FROM associations WHERE id = $1`, q.Association, q.From, day); err != nil {
		return err
	}
	return r.tx.Exec("UPDATE associations SET import_id = NULL, line = NULL WHERE id = $1", q.Association)
}

// free refuses a time in which another exclusive association of the same scope is in effect.
func (r Requests) free(q *Request, from, to programme.Instant) error {
	var some int
	found, err := r.tx.One([]any{&some}, `SELECT 1 FROM associations o JOIN associations a ON a.id = $1
		WHERE o.id <> a.id AND o.exclusive AND a.exclusive AND o.route = a.route AND coalesce(o.subscription_id, 0) = coalesce(a.subscription_id, 0)
			AND (a.subscription_id IS NOT NULL OR o.customer_id = a.customer_id) AND o.from_at < $3 AND coalesce(o.to_at, $3) > $2 AND coalesce(o.closed_at > o.from_at, TRUE)`,
		q.Association, from, to)
	if err == nil && found {
		err = &programme.Refusal{Code: programme.RefusedTaken, Name: q.Subscription}
	}
	return err
}
