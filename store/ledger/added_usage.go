package ledger

import "shimei/store/programme"

// addedUsage is the usage that an import adds to one month without any: the ledger derives the
// credits of that month from it and does not read it again. A file of several months has none, for
// the sake of memory.
type addedUsage struct {
	month programme.Month
	rows  [][]addedRow
	stale bool // the database holds other usage of the month
	// reported is how many subscriptions the rows were of, once they are in a book; -1 before.
	reported int64
}

// addedRow is a row whose subscription has no place yet.
type addedRow struct {
	subscription int64
	bookedUsage
}

// keep keeps the rows that an import added, which come in the order of their months. It forgets
// all of them as soon as they are of two months.
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

// spoil forgets the kept rows.
func (r *readyBook) spoil() { r.added = addedUsage{stale: true, reported: -1} }

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
	next, reported := int32(0), int64(0) // where the rows of a subscription begin
	for place, n := range u.first {
		u.first[place] = 0
		if n > 0 {
			u.first[place] = 1 + next
			reported++
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
	*f = addedUsage{month: u.month, stale: true, reported: reported}
	b.usage = append(b.usage, u)
	return true
}
