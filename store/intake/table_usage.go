package intake

import (
	"database/sql"
	"errors"
	"maps"
	"math"
	"slices"
	"strings"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// usageTable is the usage, known by subscription, or by tenant and product, and by month and workload.
type usageTable struct{}

// usageText is a row of usage. What was consumed is that in Original where it was converted: the rates may
// be others by then.
type usageText struct {
	Available *int64 `json:"available"`
	Assigned  *int64 `json:"assigned"`
	Active    *int64 `json:"active"`
	Consumed  *int64 `json:"consumed"`
	Original  string `json:"original,omitempty"`
	writer
}

const selectUsage = `SELECT u.subscription_id, coalesce(s.subscription_id, ''), coalesce(c.tenant_id, ''), coalesce(t.product, ''),
	u.month, u.workload, u.available, u.assigned, u.active, u.consumed, coalesce(u.original, ''), coalesce(u.import_id, 0), coalesce(u.line, 0)
	FROM usage u ` + ofWhatUsage + ` WHERE u.month IN `

// scanUsage reads a row of selectUsage, with its key in the database.
func scanUsage(scan db.Scan) (row ledger.UsageKey, key usageKey, s state, err error) {
	var available, assigned, active, consumed sql.NullInt64
	var r usageText
	err = scan(&row.Subscription, &key.subscription, &key.tenant, &key.product, &key.month, &key.workload,
		&available, &assigned, &active, &consumed, &r.Original, &r.Import, &r.Line)
	row.Month, row.Workload = key.month, key.workload
	r.Available, r.Assigned, r.Active, r.Consumed = db.Pointer(&available), db.Pointer(&assigned), db.Pointer(&active), db.Pointer(&consumed)
	if r.Original != "" {
		r.Consumed = nil
	}
	return row, key, state{encoded(r), r.writer}, err
}

func (usageTable) stands(im *importer, keys []string) (map[string]state, error) {
	wanted, months := make(map[usageKey]string, len(keys)), map[int64]bool{}
	var subscriptions, tenants []string
	for _, key := range keys {
		k, err := usageKeyOf(key)
		if err != nil {
			return nil, err
		}
		k = k.keyed()
		wanted[k], months[int64(k.month)] = key, true
		if k.product == "" {
			subscriptions = append(subscriptions, k.subscription)
		} else {
			tenants = append(tenants, k.tenant)
		}
	}
	found := make(map[string]state, len(keys))
	row := func(scan db.Scan) error {
		_, k, s, err := scanUsage(scan)
		if key, is := wanted[k.keyed()]; is {
			found[key] = s
		}
		return err
	}
	query := selectUsage + db.Keys(slices.Sorted(maps.Keys(months)))
	return found, errors.Join(im.tx.EachOf(subscriptions, query+" AND s.subscription_key IN ", row),
		im.tx.EachOf(tenants, query+" AND c.tenant_key IN ", row))
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
	months, subscriptions := map[int64]bool{}, map[int64]bool{}
	wanted := make(map[ledger.UsageKey]bool, len(rows))
	for k := range rows {
		months[int64(rows[k].Month)], subscriptions[rows[k].Subscription], wanted[rows[k].UsageKey] = true, true, true
	}
	found := make(map[string]state, len(rows))
	for batch := range slices.Chunk(slices.Sorted(maps.Keys(subscriptions)), 1000) {
		if err := im.tx.Each(func(scan db.Scan) error {
			row, key, s, err := scanUsage(scan)
			if wanted[row] {
				found[key.text()] = s
			}
			return err
		}, selectUsage+db.Keys(slices.Sorted(maps.Keys(months)))+" AND u.subscription_id IN "+db.Keys(batch)); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// pages reads the rows in the order of the table, some at a time, and only of the months that the import
// wrote: there is no index of imports, which would cost each import its time.
func (usageTable) pages(im *importer, of Record, take func([]string) error) error {
	months, err := im.monthsOf(of.Key)
	last := []any{int64(months.first), int64(math.MinInt64), ""}
	for err == nil && months.any {
		var keys []string
		if err := im.tx.Each(func(scan db.Scan) error {
			row, k, _, err := scanUsage(scan)
			last = []any{int64(row.Month), row.Subscription, row.Workload}
			keys = append(keys, k.text())
			return err
		}, strings.TrimSuffix(selectUsage, "IN ")+`BETWEEN $1 AND $2 AND u.import_id = $3
			AND (u.month, u.subscription_id, u.workload) > ($4, $5, $6)
			ORDER BY u.month, u.subscription_id, u.workload LIMIT $7`, append([]any{int64(months.first), int64(months.last), of.Key},
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
	keys, refs, err := im.usageRefs(steps)
	if err != nil {
		return nil, err
	}
	rates, err := ledger.RatesIn(im.tx)
	if err != nil {
		return nil, err
	}
	for n, s := range steps {
		if s.then == "" {
			continue
		}
		ref := refs[n]
		var noRate programme.NoRateError
		_, err = im.restored(s.then, keys[n].month, rates)
		if err != nil && !errors.As(err, &noRate) {
			return nil, err
		}
		switch workload := keys[n].workload; {
		case ref.Key == 0:
			stay[s.key] = Gone
		case err != nil:
			stay[s.key] = NoRate
		case workload != "" && !slices.Contains(im.p.Products[ref.Product].Workloads, workload):
			stay[s.key] = Unfit
		}
	}
	return stay, nil
}

func (usageTable) apply(im *importer, steps []step) error {
	c := change{since: programme.MonthOf(9999, 12)}
	keys, refs, err := im.usageRefs(steps)
	if err != nil {
		return err
	}
	for _, k := range keys {
		c.since = min(c.since, k.month)
		im.recount[k.month] = true
	}
	rates, err := ledger.RatesIn(im.tx)
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
		ref := refs[k]
		c.customers = append(c.customers, ref.Customer)
		if s.then == "" {
			p := part{keys[k].month, keys[k].workload}
			gone[p] = append(gone[p], ref.Key)
			continue
		}
		r, err := im.restored(s.then, keys[k].month, rates)
		if err != nil {
			return err
		}
		put = append(put, []any{int64(keys[k].month), ref.Key, keys[k].workload, orNull(r.Available), orNull(r.Assigned), orNull(r.Active), orNull(r.Consumed),
			orNone(r.Line), orNothing(r.Original), orNone(r.Import)})
	}
	c.apply = func() error {
		for p, subscriptions := range gone {
			if err := im.tx.Exec("DELETE FROM usage WHERE month = $1 AND workload = $2 AND subscription_id IN "+db.Keys(subscriptions), int64(p.month), p.workload); err != nil {
				return err
			}
		}
		return im.tx.Insert(insertOriginal, put, replaceUsage+", original = excluded.original")
	}
	return im.around(c)
}

// restored returns a row that the journal kept, converted at the rates of now. The error is a
// programme.NoRateError where there is none, or else that it cannot be read.
func (im *importer) restored(text string, m programme.Month, rates map[programme.Month]programme.Rates) (r usageText, err error) {
	if err := decode(text, &r); err != nil || r.Original == "" {
		return r, err
	}
	amounts, err := programme.ParseAmounts(r.Original)
	if err != nil {
		return r, err
	}
	consumed, err := im.p.Convert(amounts, rates[m])
	r.Consumed = &consumed
	return r, err
}
