package intake

import (
	"database/sql"
	"slices"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// usageAdded is the number of rows that are added at a time: where one of them is stored already, all
// of them are compared.
const usageAdded = 10_000

const (
	insertUsage    = "INSERT INTO usage (month, subscription_id, workload, available, assigned, active, consumed, line, import_id) VALUES"
	insertOriginal = "INSERT INTO usage (month, subscription_id, workload, available, assigned, active, consumed, line, original, import_id) VALUES"
)

const ifAbsent = "ON CONFLICT (month, subscription_id, workload) DO NOTHING"

const replaceUsage = `ON CONFLICT (month, subscription_id, workload)
	DO UPDATE SET available = excluded.available, assigned = excluded.assigned,
		active = excluded.active, consumed = excluded.consumed,
		line = excluded.line, import_id = excluded.import_id`

// correct writes rows of months that are credited already.
func (im *usageImport) correct(rows []usageRow) error {
	stored, err := im.storedUsage(rows)
	if err != nil {
		return err
	}
	c := change{since: programme.MonthOf(9999, 12)}
	var put, there []usageRow
	im.lay(rows, stored)
	for _, r := range rows {
		old, existed := stored[r.UsageKey]
		same := existed && r.says(old)
		im.count(existed, same)
		if !existed {
			im.recount[r.Month] = true
		} else {
			im.clearsOfUsage(old, &r)
		}
		if !same {
			put = append(put, r)
			if existed {
				there = append(there, r)
			}
			c.since = min(c.since, r.Month)
			c.customers = append(c.customers, r.customer)
		}
	}
	c.apply = func() error {
		if err := im.rememberUsage(there); err != nil {
			return err
		}
		return im.putUsage(put)
	}
	return im.around(c)
}

// add writes rows of months that are not credited yet. Most are new, so it compares them with the
// stored ones only where not all could be added.
func (im *usageImport) add(rows []usageRow) error {
	added, err := im.insertUsage(im.tx, rows, ifAbsent)
	if err != nil {
		return err
	}
	im.done.Added += added
	for k := range rows {
		if k == 0 || rows[k].Month != rows[k-1].Month {
			im.recount[rows[k].Month] = true
		}
	}
	if added == int64(len(rows)) {
		im.lay(rows, nil)
		im.extension.Added(len(rows), func(k int) *ledger.Usage { return &rows[k].Usage })
		return nil
	}
	im.extension.Replaced()
	stored, err := im.storedUsage(rows)
	if err != nil {
		return err
	}
	im.lay(rows, stored)
	different := slices.DeleteFunc(slices.Clone(rows), func(r usageRow) bool { return r.says(stored[r.UsageKey]) })
	for k := range different {
		im.clearsOfUsage(stored[different[k].UsageKey], &different[k])
	}
	im.done.Changed += int64(len(different))
	im.done.Unchanged += int64(len(rows)-len(different)) - added
	if err := im.rememberUsage(different); err != nil {
		return err
	}
	return im.putUsage(different)
}

// putUsage writes rows over what is stored. Amounts of a file without a column currency are in the
// programme's, and nothing is left of how those before them came.
func (im *usageImport) putUsage(rows []usageRow) error {
	replace := replaceUsage
	if im.rates != nil {
		replace += ", original = excluded.original"
	} else if !im.kept.consumed {
		replace += ", original = NULL"
	}
	_, err := im.insertUsage(im.tx, rows, replace)
	return err
}

// insertUsage inserts rows. Only a file with a column currency names the column original: to write it takes
// its time.
func (im *usageImport) insertUsage(tx *db.Tx, rows []usageRow, tail string) (int64, error) {
	values := usageValues(rows)
	if im.rates == nil {
		return tx.InsertedBy(insertUsage, values, im.key, tail)
	}
	for k := range rows {
		values[k] = append(values[k], orNull(rows[k].original))
	}
	return tx.InsertedBy(insertOriginal, values, im.key, tail)
}

func usageValues(rows []usageRow) [][]any {
	values := make([][]any, len(rows))
	for k := range rows {
		r := &rows[k]
		values[k] = []any{int64(r.Month), r.Subscription, r.Workload,
			orNull(r.Available), orNull(r.Assigned), orNull(r.Active), orNull(r.Consumed), int64(r.line)}
	}
	return values
}

// orNull returns a value as the driver takes it: a pointer takes database/sql several times as long.
func orNull[V any](n *V) any {
	if n == nil {
		return nil
	}
	return *n
}

// storedUsage returns the stored amounts under the keys of some rows.
func (im *importer) storedUsage(rows []usageRow) (map[ledger.UsageKey]storedAmounts, error) {
	var months, subscriptions []int64
	for k := range rows {
		months = append(months, int64(rows[k].Month))
		subscriptions = append(subscriptions, rows[k].Subscription)
	}
	slices.Sort(months)
	slices.Sort(subscriptions)
	list := db.Keys(slices.Compact(months))
	stored := make(map[ledger.UsageKey]storedAmounts, len(rows))
	for batch := range slices.Chunk(slices.Compact(subscriptions), 1000) {
		err := im.tx.Each(func(scan db.Scan) error {
			var k ledger.UsageKey
			var available, assigned, active, consumed sql.NullInt64
			var s storedAmounts
			err := scan(&k.Subscription, &k.Month, &k.Workload, &available, &assigned, &active, &consumed, &s.original)
			s.UsageAmounts = ledger.UsageAmounts{Available: db.Pointer(&available), Assigned: db.Pointer(&assigned),
				Active: db.Pointer(&active), Consumed: db.Pointer(&consumed)}
			stored[k] = s
			return err
		}, `SELECT subscription_id, month, workload, available, assigned, active, consumed, original FROM usage
			WHERE month IN `+list+` AND subscription_id IN `+db.Keys(batch))
		if err != nil {
			return nil, err
		}
	}
	return stored, nil
}
