package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"shimei/store/db"
	"shimei/store/programme"
)

// dated are the columns with an instant that have one with its day beside them.
var dated = []struct{ table, name string }{
	{"subscriptions", "start"}, {"subscriptions", "end"}, {"subscriptions", "renewal"}, {"sales", "sold"},
	{"associations", "from"}, {"associations", "to"}, {"associations", "given"}, {"associations", "seen"}, {"associations", "ends"}, {"histories", "from"},
}

// daysAtOnce is the number of days that one statement moves.
const daysAtOnce = 5000

// MoveDays has the days of all facts begin when the time zone of another programme says, which comes
// into force. Instants stay where they are: what hangs on the order of both is settled anew. Credits
// have to be derived anew after it.
func MoveDays(tx *db.Tx, before, after *programme.Programme) error {
	if before.SameDays(after) {
		return nil
	}
	for _, c := range dated {
		days, err := tx.AllKeys(fmt.Sprintf("SELECT DISTINCT %s_day FROM %s WHERE %[1]s_day IS NOT NULL", c.name, c.table))
		if err != nil {
			return err
		}
		for some := range slices.Chunk(days, daysAtOnce) {
			if err := tx.Exec(fmt.Sprintf(`WITH moved (day, instant) AS (VALUES %s)
				UPDATE %s SET %s_at = moved.instant FROM moved WHERE %[3]s_day = moved.day`, instantsOf(some, after), c.table, c.name)); err != nil {
				return err
			}
		}
	}
	if err := sellers(tx, "(SELECT subscription_id FROM sales WHERE sold_day IS NULL)"); err != nil {
		return err
	}
	return settleAnew(tx, after)
}

// instantsOf lists days with the instants at which they begin, as SQL.
func instantsOf(days []int64, p *programme.Programme) string {
	list := make([]string, len(days))
	for k, d := range days {
		list[k] = fmt.Sprintf("(%d, %d)", d, p.Midnight(programme.Day(d)))
	}
	return strings.Join(list, ", ")
}

// settleAnew settles the associations of the customers that have instants among their days: the
// order of a day and an instant hangs on the time zone, that of two days does not.
func settleAnew(tx *db.Tx, p *programme.Programme) error {
	customers, err := tx.AllKeys(`SELECT DISTINCT customer_id FROM associations WHERE source <> 'sale'
		AND (from_day IS NULL OR closed_at IS NOT NULL OR corrected_by IS NOT NULL OR given_at IS NOT NULL AND given_day IS NULL)`)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(customers, rowsAtOnce) {
		all, err := standing(tx, p, "a.customer_id IN "+db.Keys(some)+" OR a.subscription_id IN (SELECT subject FROM histories WHERE attribute = 'tenant')")
		if err != nil {
			return err
		}
		settle(all)
		changed, _ := differing(maps.Values(all))
		if err := rewrite(tx, changed); err != nil {
			return err
		}
	}
	return nil
}
