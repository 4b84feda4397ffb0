package store

import "shimei/store/programme"

// addedUsage is the usage of one month that had none, as an import adds it: the credits of
// that month are derived from it without reading it again. Of a file of several months there is
// none, for the sake of memory.
type addedUsage struct {
	month programme.Month
	rows  [][]addedRow
	stale bool // what is stored is not just this
}

// addedRow is a row whose subscription has no place yet.
type addedRow struct {
	subscription int64
	bookedUsage
}

// keep takes note of rows that were added, in the order of their months.
func (r *readyBook) keep(rows []usageRow) {
	f := &r.added
	if len(f.rows) == 0 {
		f.month = rows[0].month
	}
	if f.stale || rows[0].month != f.month || rows[len(rows)-1].month != f.month {
		r.spoil()
		return
	}
	kept := make([]addedRow, 0, len(rows))
	for k := range rows {
		u := &rows[k]
		one := addedRow{u.subscription, bookedUsage{workload: r.book.workloads.number(u.workload)}}
		one.set(&one.active, hasActive, u.active)
		one.set(&one.consumed, hasConsumed, u.consumed)
		kept = append(kept, one)
	}
	f.rows = append(f.rows, kept)
}

// spoil forgets what was kept.
func (r *readyBook) spoil() { r.added = addedUsage{stale: true} }

// into adds the month to a book of all subscriptions. It reports whether it could.
func (f *addedUsage) into(b *book) bool {
	u := monthUsage{month: f.month, first: make([]int32, len(b.subscriptions))}
	for _, rows := range f.rows {
		for k := range rows {
			place, known := b.place[rows[k].subscription]
			if !known {
				return false
			}
			rows[k].place = place
			u.first[place]++
		}
	}
	next := int32(0) // where the rows of a subscription begin
	for place, n := range u.first {
		u.first[place] = 0
		if n > 0 {
			u.first[place] = 1 + next
		}
		next += n
	}
	u.rows = make([]bookedUsage, next)
	taken := make([]int32, len(u.first))
	for _, rows := range f.rows {
		for k := range rows {
			row := &rows[k].bookedUsage
			u.rows[u.first[row.place]-1+taken[row.place]] = *row
			taken[row.place]++
		}
	}
	*f = addedUsage{stale: true}
	b.usage = append(b.usage, u)
	return true
}
