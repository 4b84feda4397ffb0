package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"shimei/store/facts"
	"shimei/store/programme"
)

// usageKey is the natural key of a usage row, by the subscription's key.
type usageKey struct {
	subscription int64
	month        programme.Month
	workload     string
}

type usageAmounts struct{ available, assigned, active, consumed *int64 }

func (im *importer) usage(rows []facts.UsageRow) error {
	rows = lastOfEach(rows, func(r *facts.UsageRow) facts.UsageRow {
		return facts.UsageRow{SubscriptionID: r.SubscriptionID, Month: r.Month, Workload: r.Workload}
	})
	subscriptions, err := im.subscriptionsOf(idsOf(rows, func(r *facts.UsageRow) string { return r.SubscriptionID }))
	if err != nil {
		return err
	}
	stored, err := im.storedUsage(rows, subscriptions)
	if err != nil {
		return err
	}
	kept, err := im.keptThrough()
	if err != nil {
		return err
	}
	var put [][]any
	c := change{since: programme.MonthOf(9999, 12)}
	for _, r := range rows {
		s, known := subscriptions[r.SubscriptionID]
		if !known {
			im.file.Fault(r.Line, "subscription_id", fmt.Sprintf("no subscription has the id %q; import it with the subscriptions first", r.SubscriptionID))
			continue
		}
		if !im.checkWorkload(r, s.product) {
			continue
		}
		old, existed := stored[usageKey{s.key, r.Month, r.Workload}]
		same := existed && equal(old.available, r.Available) && equal(old.assigned, r.Assigned) &&
			equal(old.active, r.Active) && equal(old.consumed, r.Consumed)
		im.count(existed, same)
		if same {
			continue
		}
		put = append(put, []any{r.Month, s.key, r.Workload, r.Available, r.Assigned, r.Active, r.Consumed})
		if r.Month <= kept.latest { // what is newer is credited once all of the file is there
			c.since = min(c.since, r.Month)
			c.customers = append(c.customers, s.customer)
		}
	}
	c.apply = func() error {
		return im.insert("INSERT INTO usage (month, subscription_id, workload, available, assigned, active, consumed) VALUES", put,
			`ON CONFLICT (month, subscription_id, workload) DO UPDATE SET available = excluded.available,
				assigned = excluded.assigned, active = excluded.active, consumed = excluded.consumed`)
	}
	return im.crediting(c)
}

func (im *importer) checkWorkload(r facts.UsageRow, product int) bool {
	p := im.p.Products[product]
	switch {
	case r.Workload == "" || slices.Contains(p.Workloads, r.Workload):
		return true
	case len(p.Workloads) == 0:
		im.file.Fault(r.Line, "workload", fmt.Sprintf("%s has no workloads, and this is %q; leave it empty", p.ID, r.Workload))
	default:
		im.file.Fault(r.Line, "workload", fmt.Sprintf("%s has no workload %q; it has %s, or empty for a total", p.ID, r.Workload, strings.Join(p.Workloads, ", ")))
	}
	return false
}

// storedUsage returns the rows that are there for the months and subscriptions of a chunk.
func (t *tx) storedUsage(rows []facts.UsageRow, at map[string]found) (map[usageKey]usageAmounts, error) {
	var months, subscriptions []int64
	for k := range rows {
		months = append(months, int64(rows[k].Month))
	}
	for _, s := range at {
		subscriptions = append(subscriptions, s.key)
	}
	slices.Sort(months)
	slices.Sort(subscriptions)
	stored := map[usageKey]usageAmounts{}
	for batch := range slices.Chunk(subscriptions, 1000) {
		err := t.each(func(scan func(...any) error) error {
			var k usageKey
			var available, assigned, active, consumed sql.NullInt64
			err := scan(&k.subscription, &k.month, &k.workload, &available, &assigned, &active, &consumed)
			stored[k] = usageAmounts{pointer(available), pointer(assigned), pointer(active), pointer(consumed)}
			return err
		}, `SELECT subscription_id, month, workload, available, assigned, active, consumed FROM usage
			WHERE month IN `+keys(slices.Compact(months))+` AND subscription_id IN `+keys(batch))
		if err != nil {
			return nil, err
		}
	}
	return stored, nil
}
