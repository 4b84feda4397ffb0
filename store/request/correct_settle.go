package request

import (
	"cmp"
	"database/sql"
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// settle gives the associations of the scope of a corrected one their ends in effect (R5), as the next import that
// tells something there would: what files left open goes on until the corrected beginning of the one after it. An
// end that a person made, as a nomination did of the one before, stays.
func (r Requests) settle(q *Request) error {
	var all []*programme.DatedAssociation
	was := map[int64]programme.Moment{}
	if err := r.tx.Each(func(scan db.Scan) error {
		a := programme.DatedAssociation{Scope: programme.DatedScope{Route: q.Route}, Exclusive: true}
		var from, fromDay, to, toDay, given, givenDay, closed, corrected, seen, seenDay, ends, endsDay sql.NullInt64
		err := scan(&a.Key, &a.PartnerID, &from, &fromDay, &to, &toDay, &given, &givenDay, &closed, &corrected, &seen, &seenDay, &ends, &endsDay)
		a.From, a.Given, a.Closed = db.Moment(from, fromDay), db.Moment(given, givenDay), db.InstantOrNoEnd(closed)
		if corrected.Valid {
			a.Corrected = &programme.Ends{Seen: db.Moment(seen, seenDay), At: db.Moment(ends, endsDay)}
		}
		was[a.Key] = db.Moment(to, toDay)
		all = append(all, &a)
		return err
	}, `SELECT a.id, p.partner_id, a.from_at, a.from_day, a.to_at, a.to_day, a.given_at, a.given_day, a.closed_at, a.corrected_by, a.seen_at, a.seen_day, a.ends_at, a.ends_day
		FROM associations a JOIN partners p ON p.id = a.partner_id JOIN associations c ON c.id = $1
		WHERE a.source <> 'sale' AND a.exclusive AND c.exclusive AND a.route = c.route AND coalesce(a.subscription_id, 0) = coalesce(c.subscription_id, 0)
			AND (a.subscription_id IS NOT NULL OR a.customer_id = c.customer_id)`, q.Association); err != nil {
		return err
	}
	programme.Settle(all)
	slices.SortFunc(all, func(a, b *programme.DatedAssociation) int { return cmp.Compare(a.To.At, b.To.At) }) // what ends frees its place first
	for _, a := range all {
		if a.To == was[a.Key] {
			continue
		}
		if err := r.tx.Exec("UPDATE associations SET to_at = $2, to_day = $3 WHERE id = $1", a.Key, db.End(a.To.At), db.Day(a.To)); err != nil {
			return err
		}
	}
	return nil
}
