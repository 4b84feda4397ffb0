package store

import (
	"database/sql"
	"slices"

	"shimei/store/programme"
)

// usageAdded is how many rows are added at a time: where one of them is there already,
// all of them are looked at.
const usageAdded = 500

const insertUsage = "INSERT INTO usage (month, subscription_id, workload, available, assigned, active, consumed) VALUES"

// correct puts rows of months that are credited already.
func (im *usageImport) correct(rows []usageRow) error {
	stored, err := im.storedUsage(rows)
	if err != nil {
		return err
	}
	c := change{since: programme.MonthOf(9999, 12)}
	var put []usageRow
	for _, r := range rows {
		old, existed := stored[r.usageKey]
		same := existed && old.equal(r.usageAmounts)
		im.count(existed, same)
		if !same {
			put = append(put, r)
			c.since = min(c.since, r.month)
			c.customers = append(c.customers, r.customer)
		}
	}
	c.apply = func() error { return im.putUsage(put) }
	return im.crediting(c)
}

// add puts rows of months that are not credited yet. Most are new, so it looks at what is
// stored only where not all could be added.
func (im *usageImport) add(rows []usageRow) error {
	added, err := im.inserted(insertUsage, usageValues(rows), "ON CONFLICT (month, subscription_id, workload) DO NOTHING")
	if err != nil {
		return err
	}
	im.done.Added += added
	if added == int64(len(rows)) {
		if im.ready != nil {
			im.ready.keep(rows)
		}
		return nil
	}
	if im.ready != nil {
		im.ready.spoil()
	}
	stored, err := im.storedUsage(rows)
	if err != nil {
		return err
	}
	different := slices.DeleteFunc(slices.Clone(rows), func(r usageRow) bool { return stored[r.usageKey].equal(r.usageAmounts) })
	im.done.Changed += int64(len(different))
	im.done.Unchanged += int64(len(rows)-len(different)) - added
	return im.putUsage(different)
}

func (im *usageImport) putUsage(rows []usageRow) error {
	return im.insert(insertUsage, usageValues(rows), `ON CONFLICT (month, subscription_id, workload)
		DO UPDATE SET available = excluded.available, assigned = excluded.assigned,
			active = excluded.active, consumed = excluded.consumed`)
}

func usageValues(rows []usageRow) [][]any {
	values := make([][]any, len(rows))
	for k := range rows {
		r := &rows[k]
		values[k] = []any{int64(r.month), r.subscription, r.workload,
			orNull(r.available), orNull(r.assigned), orNull(r.active), orNull(r.consumed)}
	}
	return values
}

// orNull is a value as the driver takes it: a pointer takes database/sql several times as long.
func orNull(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}

// storedUsage returns what is there for the keys of some rows.
func (t *tx) storedUsage(rows []usageRow) (map[usageKey]usageAmounts, error) {
	var months, subscriptions []int64
	for k := range rows {
		months = append(months, int64(rows[k].month))
		subscriptions = append(subscriptions, rows[k].subscription)
	}
	slices.Sort(months)
	slices.Sort(subscriptions)
	in := keys(slices.Compact(months))
	stored := make(map[usageKey]usageAmounts, len(rows))
	for batch := range slices.Chunk(slices.Compact(subscriptions), 1000) {
		err := t.each(func(scan func(...any) error) error {
			var k usageKey
			var available, assigned, active, consumed sql.NullInt64
			err := scan(&k.subscription, &k.month, &k.workload, &available, &assigned, &active, &consumed)
			stored[k] = usageAmounts{pointer(&available), pointer(&assigned), pointer(&active), pointer(&consumed)}
			return err
		}, `SELECT subscription_id, month, workload, available, assigned, active, consumed FROM usage
			WHERE month IN `+in+` AND subscription_id IN `+keys(batch))
		if err != nil {
			return nil, err
		}
	}
	return stored, nil
}

// pointer returns where the number is, or nil where there is none.
func pointer(n *sql.NullInt64) *int64 {
	if !n.Valid {
		return nil
	}
	return &n.Int64
}
