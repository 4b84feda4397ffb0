package intake

import (
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// keepMonths keeps how many subscriptions and tenants' products reported usage of the months that rows
// were added to or removed from, and declares the months of the file complete where that is asked for (R10). It comes
// after the credits, for which the rows of a new month were counted in memory.
func (im *usageImport) keepMonths() error {
	recount := maps.Clone(im.recount)
	for m, n := range im.extension.Reported() {
		if !recount[m] {
			continue
		}
		delete(recount, m)
		if err := ledger.SetReported(im.tx, m, n); err != nil {
			return err
		}
	}
	if err := ledger.CountReported(im.tx, sorted(recount)); err != nil {
		return err
	}
	im.done.Completed = nil // the change may be made anew
	if !im.options.Complete {
		return nil
	}
	before, err := im.declaredNow()
	if err != nil {
		return err
	}
	for _, m := range sorted(im.named) {
		done, err := ledger.Complete(im.tx, im.options.Actor, m)
		if err != nil {
			return err
		}
		if done {
			im.done.Completed = append(im.done.Completed, m)
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

// removeUnnamed removes the usage that a file of whole months does not name in its months. Months that
// had no usage before hold no other.
func (im *usageImport) removeUnnamed() error {
	if !im.options.Whole {
		return nil
	}
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
	begin := 0 // those before it are not named
	sift := func() {
		stored := rows[begin:]
		slices.SortFunc(stored, func(a, b usageRow) int { return a.Compare(b.UsageKey) }) // engines order words in ways of their own
		begin += len(im.taken.unnamed(stored))
		rows = rows[:begin]
	}
	err = im.tx.Each(func(scan db.Scan) error {
		r := usageRow{Usage: ledger.Usage{UsageKey: ledger.UsageKey{Month: m}}}
		err := scan(&r.Subscription, &r.Workload, &r.customer)
		if rows = append(rows, r); len(rows)-begin == rowsAtOnce {
			sift()
		}
		return err
	}, `SELECT u.subscription_id, u.workload, coalesce(s.customer_id, t.customer_id) FROM usage u `+ofWhatUsage+`
		WHERE u.month = $1 ORDER BY u.subscription_id, u.workload`, m)
	sift()
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
