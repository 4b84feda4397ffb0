package request

import (
	"database/sql"

	"shimei/store/db"
	"shimei/store/programme"
)

// told is the row by which files know an association: itself, or the one that a correction of its beginning
// left. key is 0 for what people made.
type told struct {
	key int64
	programme.DatedAssociation
}

const toldColumns = "k.from_at, k.from_day, k.given_at, k.given_day, k.corrected_by, k.seen_at, k.seen_day, k.ends_at, k.ends_day"

// told reads it.
func (r Requests) told(q *Request) (t told, err error) {
	var from, fromDay, given, givenDay, corrected, seen, seenDay, ends, endsDay sql.NullInt64
	found, err := r.tx.One([]any{&t.key, &from, &fromDay, &given, &givenDay, &corrected, &seen, &seenDay, &ends, &endsDay},
		"SELECT k.id, "+toldColumns+` FROM associations a JOIN associations k ON k.source = 'import' AND k.route = a.route AND k.partner_id = a.partner_id
			AND coalesce(k.subscription_id, 0) = coalesce(a.subscription_id, 0) AND (a.subscription_id IS NOT NULL OR k.customer_id = a.customer_id)
		WHERE a.id = $1 AND (k.id = a.id OR k.id <> a.id AND k.corrected_by IN (SELECT c.id FROM requests c WHERE c.association_id = a.id))`, q.Association)
	if err != nil || !found {
		return t, err
	}
	t.From, t.Given = db.Moment(from, fromDay), db.Moment(given, givenDay)
	if corrected.Valid {
		t.Corrected = &programme.Ends{Seen: db.Moment(seen, seenDay), At: db.Moment(ends, endsDay)}
	}
	return t, nil
}

// beforeAnyZone is how long before its beginning is closed what never is in effect, so that no time zone has it
// begin.
const beforeAnyZone programme.Instant = 2 * 24 * 60 * 60 * 1000

// leave leaves a row for the file that told an association, at the beginning that it told, and makes the
// association itself one of people.
func (r Requests) leave(q *Request, t *told) error {
	_, err := r.tx.One([]any{&t.key}, `INSERT INTO associations (route, exclusive, partner_id, customer_id, subscription_id, from_at, from_day, to_at, to_day, closed_at,
			given_at, given_day, source, import_id, line)
		SELECT route, exclusive, partner_id, customer_id, subscription_id, $2, $3, $2, $3, $4, given_at, given_day, 'import', import_id, line
		FROM associations WHERE id = $1 RETURNING id`, q.Association, t.From.At, db.Day(t.From), t.From.At-beforeAnyZone)
	if err != nil {
		return err
	}
	end := t.Told()
	return r.tx.Exec(`UPDATE associations SET source = 'request', opened_by = $2, import_id = NULL, line = NULL, corrected_by = NULL, seen_at = NULL, seen_day = NULL,
		ends_at = NULL, ends_day = NULL, given_at = $3, given_day = $4 WHERE id = $1`, q.Association, q.Life.AskedBy, db.End(end.At), db.Day(end))
}

// giveBack makes an association the file's again, at the beginning that the file told.
func (r Requests) giveBack(q *Request, t *told) error {
	var by, line sql.NullInt64
	if _, err := r.tx.One([]any{&by, &line}, "SELECT import_id, line FROM associations WHERE id = $1", t.key); err != nil {
		return err
	}
	if err := r.tx.Exec("DELETE FROM associations WHERE id = $1", t.key); err != nil {
		return err
	}
	t.key = q.Association
	return r.tx.Exec(`UPDATE associations SET source = 'import', opened_by = NULL, from_at = $2, from_day = $3, given_at = $4, given_day = $5, import_id = $6, line = $7 WHERE id = $1`,
		q.Association, t.From.At, db.Day(t.From), db.End(t.Given.At), db.Day(t.Given), by, line)
}

// keepTold keeps beside what files told of an association that a correction was made knowing it, and the end
// that it has by that.
func (r Requests) keepTold(q *Request, t told) error {
	if t.key == 0 {
		return nil
	}
	end := t.Told()
	if q.Ends != nil {
		end = r.p.MomentOn(*q.Ends)
	}
	return r.tx.Exec("UPDATE associations SET corrected_by = $2, seen_at = given_at, seen_day = given_day, ends_at = $3, ends_day = $4 WHERE id = $1",
		t.key, q.Key, db.End(end.At), db.Day(end))
}
