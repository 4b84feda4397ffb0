package request

import (
	"shimei/store/outbox"
	"shimei/store/programme"
)

// correct gives an association another beginning or end in the past, as two admins decided.
func (r Requests) correct(q *Request) error {
	from, to, err := r.corrected(q)
	if err != nil {
		return err
	}
	since := min(r.p.MonthAt(q.From), r.p.MonthAt(from), r.p.MonthAt(min(to, r.tx.Now)), r.p.MonthAt(r.tx.Now))
	return r.around(q, since, func() error {
		told, err := r.told(q)
		if err != nil {
			return err
		}
		if q.Begins != nil && from != q.From {
			if err := r.beginOn(q, from, &told); err != nil {
				return err
			}
		}
		if q.Ends != nil {
			if err := r.endOn(q, to, told); err != nil {
				return err
			}
		}
		q.corrected = &[2]outbox.Span{outbox.SpanOf(q.From, q.To), outbox.SpanOf(from, to)}
		if err := r.keepTold(q, told); err != nil {
			return err
		}
		return r.settle(q)
	})
}

// corrected returns when an association is to be in effect, or refuses: times that are none (CorrectedTo), an
// association that a correction has replaced, and one that would reach into another one's time (R5).
func (r Requests) corrected(q *Request) (from, to programme.Instant, err error) {
	var never bool
	if _, err = r.tx.One([]any{&never}, "SELECT coalesce(closed_at <= from_at, FALSE) FROM associations WHERE id = $1", q.Association); err != nil {
		return from, to, err
	}
	if never {
		return from, to, &programme.Refusal{Code: programme.RefusedReplaced, Name: q.Partner.Name}
	}
	if from, to, err = r.p.CorrectedTo(q.From, q.To, q.Begins, q.Ends, r.tx.Now); err != nil {
		return from, to, err
	}
	return from, to, r.free(q, from, to)
}

// free refuses a time in which another exclusive association of the same scope is in effect, and the beginning
// of another one of the same partner.
func (r Requests) free(q *Request, from, to programme.Instant) error {
	var some int
	found, err := r.tx.One([]any{&some}, `SELECT 1 FROM associations o JOIN associations a ON a.id = $1
		WHERE o.id <> a.id AND o.route = a.route AND coalesce(o.subscription_id, 0) = coalesce(a.subscription_id, 0)
			AND (a.subscription_id IS NOT NULL OR o.customer_id = a.customer_id) AND coalesce(o.closed_at > o.from_at, TRUE)
			AND (o.exclusive AND a.exclusive AND o.from_at < $3 AND coalesce(o.to_at, $3) > $2
				OR o.partner_id = a.partner_id AND o.customer_id = a.customer_id AND o.source <> 'sale' AND o.from_at = $2)`,
		q.Association, from, to)
	if err == nil && found {
		err = &programme.Refusal{Code: programme.RefusedOverlap, Name: q.Partner.Name}
	}
	return err
}

// beginOn gives an association another beginning. That which a file told stays beside it as one that people
// ended before it began, so that the file does not open it again: what is in effect is theirs then. One that
// gets back the beginning that the file told is the file's again.
func (r Requests) beginOn(q *Request, from programme.Instant, told *told) error {
	if told.key != q.Association && told.key != 0 && told.From.At == from {
		return r.giveBack(q, told)
	}
	if err := r.tx.Exec(`DELETE FROM associations WHERE id <> $1 AND corrected_by IS NULL AND closed_at <= from_at AND from_at = $2 AND EXISTS (SELECT 1 FROM associations a WHERE a.id = $1
			AND a.route = associations.route AND a.partner_id = associations.partner_id AND a.customer_id = associations.customer_id
			AND coalesce(a.subscription_id, 0) = coalesce(associations.subscription_id, 0))
		AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = 'association' AND e.subject_key = associations.id)`, q.Association, from); err != nil {
		return err
	}
	if err := r.tx.Exec("UPDATE associations SET from_at = $2, from_day = $3 WHERE id = $1", q.Association, from, *q.Begins); err != nil || told.key != q.Association {
		return err
	}
	return r.leave(q, told)
}

// endOn gives an association another end. What files say later of what they told may end it otherwise; of what
// people made it is the end.
func (r Requests) endOn(q *Request, to programme.Instant, told told) error {
	closed := "closed_at = $2"
	if told.key != 0 {
		closed = "closed_at = CASE WHEN closed_at IS NOT NULL THEN $2 END"
	}
	given := ", given_at = $2, given_day = $3"
	if told.key == q.Association {
		given = "" // which is what the file told
	}
	return r.tx.Exec("UPDATE associations SET to_at = CAST($2 AS BIGINT), to_day = $3, "+closed+given+" WHERE id = $1", q.Association, to, *q.Ends)
}
