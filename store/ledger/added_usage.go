package ledger

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

// keep takes note of rows that were added, in the order of their months: all of one month, or
// none at all.
func (r *readyBook) keep(n int, row func(k int) *Usage) {
	f := &r.added
	if len(f.rows) == 0 {
		f.month = row(0).Month
	}
	if f.stale || row(0).Month != f.month || row(n-1).Month != f.month {
		r.spoil()
		return
	}
	kept := make([]addedRow, 0, n)
	for k := range n {
		u := row(k)
		added := addedRow{u.Subscription, bookedUsage{workload: r.book.workloads.number(u.Workload)}}
		added.set(&added.active, hasActive, u.Active)
		added.set(&added.consumed, hasConsumed, u.Consumed)
		kept = append(kept, added)
	}
	f.rows = append(f.rows, kept)
}

// spoil forgets what was kept.
func (r *readyBook) spoil() { r.added = addedUsage{stale: true} }

// into adds the month to a book of all subscriptions. It reports whether it could.
func (f *addedUsage) into(b *Book) bool {
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
