package request

import (
	"shimei/store/programme"
)

// correct gives an association another beginning or end in the past, as two admins decided. Where its
// route is exclusive it may not reach into another one's time (R5).
func (r Requests) correct(q *Request) error {
	from, to := q.From, q.To
	since := r.p.MonthAt(min(from, r.tx.Now))
	if q.Begins != nil {
		from = r.p.Midnight(*q.Begins)
	}
	if q.Ends != nil {
		to = r.p.Midnight(*q.Ends)
	}
	since = min(since, r.p.MonthAt(from), r.p.MonthAt(min(to, r.tx.Now)))
	if from >= to || from > r.tx.Now {
		return &programme.Refusal{Code: programme.RefusedDays}
	}
	if err := r.free(q, from, to); err != nil {
		return err
	}
	return r.around(q, since, func() error {
		if q.Begins != nil {
			if err := r.tx.Exec("UPDATE associations SET from_at = $2, from_day = $3 WHERE id = $1", q.Association, from, *q.Begins); err != nil {
				return err
			}
		}
		if q.Ends == nil {
			return nil
		}
		return r.tx.Exec("UPDATE associations SET to_at = $2, to_day = $3, given_at = $2, given_day = $3 WHERE id = $1", q.Association, to, *q.Ends)
	})
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
