package intake

import (
	"cmp"
	"slices"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// keepMonths keeps how many subscriptions and tenants' products reported usage of the months that rows
// were added to or removed from, and declares the months of the file complete where that is asked for (R10). It comes
// after the credits, for which the rows of a new month were counted in memory.
func (im *usageImport) keepMonths() error {
	if m, n, known := im.extension.Reported(); known && im.recount[m] {
		delete(im.recount, m)
		if err := ledger.SetReported(im.tx, m, n); err != nil {
			return err
		}
	}
	if err := ledger.CountReported(im.tx, sorted(im.recount)); err != nil {
		return err
	}
	if !im.options.Complete {
		return nil
	}
	before, err := im.declaredNow()
	if err != nil {
		return err
	}
	for _, m := range sorted(im.named) {
		if err := ledger.Complete(im.tx, im.options.Actor, m); err != nil {
			return err
		}
	}
	_, err = im.journalDeclared(before)
	return err
}

func sorted(months map[programme.Month]bool) []programme.Month {
	list := make([]programme.Month, 0, len(months))
	for m := range months {
		list = append(list, m)
	}
	slices.Sort(list)
	return list
}

// wholeMonths holds the keys of all rows of a file that holds all usage of its months: 16 bytes each.
type wholeMonths struct {
	workloads []string
	keys      []namedUsage // in their order once all are there
}

// namedUsage is the key of a row of usage in little memory.
type namedUsage struct {
	subscription    int64
	month, workload int32 // workload is a place in wholeMonths.workloads
}

func (k namedUsage) compare(o namedUsage) int {
	return cmp.Or(cmp.Compare(k.month, o.month), cmp.Compare(k.subscription, o.subscription), cmp.Compare(k.workload, o.workload))
}

// name adds rows; without whole months to be kept it does nothing.
func (w *wholeMonths) name(rows []usageRow) {
	if w == nil {
		return
	}
	for k := range rows {
		w.keys = append(w.keys, w.key(&rows[k].UsageKey))
	}
}

func (w *wholeMonths) key(k *ledger.UsageKey) namedUsage {
	place := slices.Index(w.workloads, k.Workload)
	if place < 0 {
		place = len(w.workloads)
		w.workloads = append(w.workloads, k.Workload)
	}
	return namedUsage{k.Subscription, int32(k.Month), int32(place)}
}

// has reports whether the file names a row.
func (w *wholeMonths) has(k *ledger.UsageKey) bool {
	_, is := slices.BinarySearchFunc(w.keys, w.key(k), namedUsage.compare)
	return is
}

// removeUnnamed removes the usage that a file of whole months does not name in its months. Months that
// had no usage before hold no other.
func (im *usageImport) removeUnnamed() error {
	if im.whole == nil {
		return nil
	}
	slices.SortFunc(im.whole.keys, namedUsage.compare)
	months, err := im.ledger.Months()
	if err != nil {
		return err
	}
	for _, m := range sorted(im.named) {
		if months.IsNew(m) {
			continue
		}
		unnamed, err := im.unnamed(m)
		if err != nil {
			return err
		}
		for batch := range slices.Chunk(unnamed, rowsAtOnce) {
			if err := im.remove(m, batch); err != nil {
				return err
			}
		}
	}
	return nil
}

// unnamed returns the stored rows of a month that the file does not name.
func (im *usageImport) unnamed(m programme.Month) (rows []usageRow, err error) {
	err = im.tx.Each(func(scan db.Scan) error {
		r := usageRow{Usage: ledger.Usage{UsageKey: ledger.UsageKey{Month: m}}}
		err := scan(&r.Subscription, &r.Workload, &r.customer)
		if err == nil && !im.whole.has(&r.UsageKey) {
			rows = append(rows, r)
		}
		return err
	}, `SELECT u.subscription_id, u.workload, coalesce(s.customer_id, t.customer_id) FROM usage u `+ofWhatUsage+`
		WHERE u.month = $1 ORDER BY u.subscription_id, u.workload`, m)
	return rows, err
}

// remove removes rows of a month, and the credits follow.
func (im *usageImport) remove(m programme.Month, rows []usageRow) error {
	c := change{since: m}
	for _, r := range rows {
		c.customers = append(c.customers, r.customer)
	}
	im.recount[m] = true
	im.done.Removed += int64(len(rows))
	c.apply = func() error {
		if err := im.rememberRemoved(rows); err != nil {
			return err
		}
		for _, r := range rows {
			if err := im.tx.Exec("DELETE FROM usage WHERE month = $1 AND subscription_id = $2 AND workload = $3", m, r.Subscription, r.Workload); err != nil {
				return err
			}
		}
		return nil
	}
	return im.around(c)
}
