package outtake

import (
	"database/sql"

	"shimei/store/db"
	"shimei/store/programme"
)

// everyAssociation selects the keys of the associations that are facts of their own: none that sales made, and
// none that a person ended before it began.
const everyAssociation = `SELECT a.id FROM associations a JOIN partners p ON p.id = a.partner_id JOIN customers c ON c.id = a.customer_id
	LEFT JOIN subscriptions s ON s.id = a.subscription_id WHERE ` + isFact + `
	ORDER BY a.route, p.partner_id, coalesce(s.subscription_id, ''), CASE WHEN s.id IS NULL THEN c.tenant_id ELSE '' END, a.from_at`

const isFact = "a.source <> 'sale' AND NOT coalesce(a.closed_at <= a.from_at, FALSE)"

// associations reads the rows of those associations by their keys which are facts of their own.
func associations(tx *db.Tx, keys []int64, found map[int64][][]any) error {
	return tx.Each(func(scan db.Scan) error {
		var key int64
		var route, partner, subscription, tenant string
		var from, fromDay, given, givenDay, closed, corrected, seen, seenDay, ends, endsDay sql.NullInt64
		if err := scan(&key, &route, &partner, &subscription, &tenant, &from, &fromDay, &given, &givenDay, &closed, &corrected, &seen, &seenDay, &ends, &endsDay); err != nil {
			return err
		}
		told := programme.DatedAssociation{Given: db.Moment(given, givenDay)}
		if corrected.Valid {
			told.Corrected = &programme.Ends{Seen: db.Moment(seen, seenDay), At: db.Moment(ends, endsDay)}
		}
		end := told.Told()
		if by := db.InstantOrNoEnd(closed); by < end.At {
			end = programme.MomentOf(by)
		}
		found[key] = [][]any{{route, partner, subscription, tenant, moment(db.Moment(from, fromDay)), moment(end)}}
		return nil
	}, `SELECT a.id, a.route, p.partner_id, coalesce(s.subscription_id, ''), CASE WHEN s.id IS NULL THEN c.tenant_id ELSE '' END,
		a.from_at, a.from_day, a.given_at, a.given_day, a.closed_at, a.corrected_by, a.seen_at, a.seen_day, a.ends_at, a.ends_day
		FROM associations a JOIN partners p ON p.id = a.partner_id JOIN customers c ON c.id = a.customer_id
		LEFT JOIN subscriptions s ON s.id = a.subscription_id WHERE `+isFact+" AND a.id IN "+db.Keys(keys))
}
