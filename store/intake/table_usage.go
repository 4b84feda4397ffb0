package intake

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// usageTable is the usage, known by subscription, month and workload.
type usageTable struct{}

type usageText struct {
	Available *int64 `json:"available"`
	Assigned  *int64 `json:"assigned"`
	Active    *int64 `json:"active"`
	Consumed  *int64 `json:"consumed"`
	writer
}

// usageKey is the key of a row of usage in its parts.
type usageKey struct {
	subscription string
	month        programme.Month
	workload     string
}

func (k usageKey) text() string {
	return encoded([]string{k.subscription, k.month.String(), k.workload})
}

// keyed returns the key as it is compared.
func (k usageKey) keyed() usageKey {
	k.subscription = keyed(k.subscription)
	return k
}

func usageKeyOf(key string) (k usageKey, err error) {
	parts := keyParts(key)
	if len(parts) != 3 {
		return k, fmt.Errorf("%q is no key of usage", key)
	}
	k.subscription, k.workload = parts[0], parts[2]
	k.month, err = programme.ParseMonth(parts[1])
	return k, err
}

const selectUsage = `SELECT s.subscription_id, u.month, u.workload, u.available, u.assigned, u.active, u.consumed,
	coalesce(u.import_id, 0), coalesce(u.line, 0) FROM usage u JOIN subscriptions s ON s.id = u.subscription_id WHERE u.month IN `

// scanUsage reads a row of selectUsage.
func scanUsage(scan db.Scan) (key usageKey, s state, err error) {
	var available, assigned, active, consumed sql.NullInt64
	var r usageText
	err = scan(&key.subscription, &key.month, &key.workload, &available, &assigned, &active, &consumed, &r.Import, &r.Line)
	r.Available, r.Assigned, r.Active, r.Consumed = db.Pointer(&available), db.Pointer(&assigned), db.Pointer(&active), db.Pointer(&consumed)
	return key, state{encoded(r), r.writer}, err
}

func (usageTable) stands(im *importer, keys []string) (map[string]state, error) {
	wanted, months := make(map[usageKey]string, len(keys)), map[int64]bool{}
	var ids []string
	for _, key := range keys {
		k, err := usageKeyOf(key)
		if err != nil {
			return nil, err
		}
		k = k.keyed()
		wanted[k], months[int64(k.month)] = key, true
		ids = append(ids, k.subscription)
	}
	found := make(map[string]state, len(keys))
	return found, im.tx.EachOf(ids, selectUsage+db.Keys(slices.Sorted(maps.Keys(months)))+" AND s.subscription_key IN ", func(scan db.Scan) error {
		k, s, err := scanUsage(scan)
		if key, is := wanted[k.keyed()]; is {
			found[key] = s
		}
		return err
	})
}

// rememberUsage is remember for rows whose subscriptions are known by their keys.
func (im *importer) rememberUsage(rows []usageRow) error {
	found, err := im.usageOf(rows)
	if err != nil {
		return err
	}
	return im.journal(found, nil)
}

// rememberRemoved keeps rows that the import removes.
func (im *importer) rememberRemoved(rows []usageRow) error {
	found, err := im.usageOf(rows)
	if err != nil {
		return err
	}
	return im.journal(found, "")
}

// usageOf returns rows as they stand, whose subscriptions are known by their keys.
func (im *importer) usageOf(rows []usageRow) (map[string]state, error) {
	if len(rows) == 0 || im.faulty() {
		return nil, nil
	}
	months, subscriptions, ids := map[int64]bool{}, map[int64]bool{}, map[string]int64{}
	wanted := make(map[ledger.UsageKey]bool, len(rows))
	for k := range rows {
		months[int64(rows[k].Month)], subscriptions[rows[k].Subscription], wanted[rows[k].UsageKey] = true, true, true
	}
	found := make(map[string]state, len(rows))
	for batch := range slices.Chunk(slices.Sorted(maps.Keys(subscriptions)), 1000) {
		list := db.Keys(batch)
		if err := im.tx.Each(func(scan db.Scan) error {
			var id string
			var key int64
			err := scan(&id, &key)
			ids[id] = key
			return err
		}, "SELECT subscription_id, id FROM subscriptions WHERE id IN "+list); err != nil {
			return nil, err
		}
		if err := im.tx.Each(func(scan db.Scan) error {
			key, s, err := scanUsage(scan)
			if wanted[ledger.UsageKey{Subscription: ids[key.subscription], Month: key.month, Workload: key.workload}] {
				found[key.text()] = s
			}
			return err
		}, selectUsage+db.Keys(slices.Sorted(maps.Keys(months)))+" AND u.subscription_id IN "+list); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// pages reads the rows in the order of the table, some at a time, and only of the months that the import
// wrote: there is no index of imports, which would cost each import its time.
func (usageTable) pages(im *importer, of Record, take func([]string) error) error {
	months, err := im.monthsOf(of.Key)
	last := []any{int64(months.first), int64(-1), ""}
	for err == nil && months.any {
		var keys []string
		if err := im.tx.Each(func(scan db.Scan) error {
			var k usageKey
			var month, subscription int64
			err := scan(&k.subscription, &month, &subscription, &k.workload)
			k.month = programme.Month(month)
			last = []any{month, subscription, k.workload}
			keys = append(keys, k.text())
			return err
		}, `SELECT s.subscription_id, u.month, u.subscription_id, u.workload FROM usage u JOIN subscriptions s ON s.id = u.subscription_id
			WHERE u.import_id = $1 AND u.month BETWEEN $2 AND $3 AND (u.month, u.subscription_id, u.workload) > ($4, $5, $6)
			ORDER BY u.month, u.subscription_id, u.workload LIMIT $7`, append([]any{of.Key, int64(months.first), int64(months.last)},
			append(slices.Clone(last), rowsAtOnce)...)...); err != nil {
			return err
		}
		if len(keys) == 0 {
			return nil
		}
		if err := take(keys); err != nil {
			return err
		}
	}
	return err
}

func (usageTable) stay(im *importer, steps []step) (map[string]Why, error) {
	stay := map[string]Why{}
	var ids []programme.Key
	for _, s := range steps {
		k, err := usageKeyOf(s.key)
		if err != nil {
			return nil, err
		}
		ids = append(ids, programme.KeyOf(k.subscription))
	}
	refs, err := im.subscriptionsOf(ids)
	if err != nil {
		return nil, err
	}
	for _, s := range steps {
		if s.then == "" {
			continue
		}
		k, err := usageKeyOf(s.key)
		if err != nil {
			return nil, err
		}
		ref := refs[programme.KeyOf(k.subscription)]
		if ref.Key == 0 {
			stay[s.key] = Gone
		} else if k.workload != "" && !slices.Contains(im.p.Products[ref.Product].Workloads, k.workload) {
			stay[s.key] = Unfit
		}
	}
	return stay, nil
}

func (usageTable) apply(im *importer, steps []step) error {
	c := change{since: programme.MonthOf(9999, 12)}
	var ids []programme.Key
	keys := make([]usageKey, len(steps))
	for k, s := range steps {
		var err error
		if keys[k], err = usageKeyOf(s.key); err != nil {
			return err
		}
		ids = append(ids, programme.KeyOf(keys[k].subscription))
		c.since = min(c.since, keys[k].month)
		im.recount[keys[k].month] = true
	}
	refs, err := im.subscriptionsOf(ids)
	if err != nil {
		return err
	}
	var put [][]any
	type part struct {
		month    programme.Month
		workload string
	}
	gone := map[part][]int64{}
	for k, s := range steps {
		ref := refs[programme.KeyOf(keys[k].subscription)]
		c.customers = append(c.customers, ref.Customer)
		if s.then == "" {
			p := part{keys[k].month, keys[k].workload}
			gone[p] = append(gone[p], ref.Key)
			continue
		}
		var r usageText
		if err := decode(s.then, &r); err != nil {
			return err
		}
		put = append(put, []any{int64(keys[k].month), ref.Key, keys[k].workload, orNull(r.Available), orNull(r.Assigned), orNull(r.Active), orNull(r.Consumed),
			orNone(r.Line), orNone(r.Import)})
	}
	c.apply = func() error {
		for p, subscriptions := range gone {
			if err := im.tx.Exec("DELETE FROM usage WHERE month = $1 AND workload = $2 AND subscription_id IN "+db.Keys(subscriptions), int64(p.month), p.workload); err != nil {
				return err
			}
		}
		return im.tx.Insert(insertUsage, put, replaceUsage)
	}
	return im.around(c)
}
