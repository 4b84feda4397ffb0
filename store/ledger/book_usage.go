package ledger

import (
	"cmp"
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// monthUsage is the usage of one month, by subscription.
type monthUsage struct {
	month     programme.Month
	rows      []bookedUsage // those of a subscription together, unless they are scattered
	first     []int32       // by the place of a subscription, 1 + the place of its first row; 0 for none
	scattered bool
}

type bookedUsage struct {
	place            int32 // of its subscription
	workload         int32 // in book.workloads
	has              uint8 // the amounts that were reported: hasActive, hasConsumed
	active, consumed int64
}

const hasActive, hasConsumed = 1, 2

// monthsWithUsage returns those of the months from … through that may have usage. A statement that
// names them one by one finds each row by the key (month, subscription) and reads no month through.
func (b *Book) monthsWithUsage(from, through programme.Month) (months []int64, err error) {
	known, err := b.d.months()
	if err != nil || !known.Any {
		return nil, err
	}
	for m := max(from, known.First); m <= min(through, known.Latest); m++ {
		months = append(months, int64(m))
	}
	return months, nil
}

// loadUsage adds the usage that satisfies a condition, of subscriptions in the book. It asks for no order:
// PostgreSQL would sort all rows, for the sake of the few whose neighbours are of another subscription.
func (b *Book) loadUsage(where string, args ...any) error {
	var m, subscription db.Whole
	var workload string
	var active, consumed any
	before, month := len(b.usage), (*monthUsage)(nil)
	err := b.d.tx.Each(func(scan db.Scan) error {
		if err := scan(&m, &subscription, &workload, &active, &consumed); err != nil {
			return err
		}
		place, known := b.place[int64(subscription)]
		if !known {
			return nil
		}
		u := bookedUsage{place: place, workload: b.workloads.number(workload)}
		u.set(&u.active, hasActive, number(active))
		u.set(&u.consumed, hasConsumed, number(consumed))
		if month == nil || month.month != programme.Month(m) {
			month = b.monthLoaded(before, programme.Month(m))
		}
		month.add(u)
		return nil
	}, "SELECT month, subscription_id, workload, active, consumed FROM usage WHERE "+where, args...)
	for k := before; k < len(b.usage); k++ {
		b.usage[k].gather()
	}
	slices.SortFunc(b.usage, func(x, y monthUsage) int { return cmp.Compare(x.month, y.month) })
	return err
}

// monthLoaded returns the usage of a month among those from a place on, where it may be new.
func (b *Book) monthLoaded(from int, m programme.Month) *monthUsage {
	place := from + slices.IndexFunc(b.usage[from:], func(u monthUsage) bool { return u.month == m })
	if place < from {
		place = len(b.usage)
		b.usage = append(b.usage, monthUsage{month: m, rows: make([]bookedUsage, 0, len(b.subscriptions)), first: make([]int32, len(b.subscriptions))})
	}
	return &b.usage[place]
}

func (u *monthUsage) add(row bookedUsage) {
	switch {
	case u.first[row.place] == 0:
		u.first[row.place] = 1 + int32(len(u.rows))
	case u.rows[len(u.rows)-1].place != row.place:
		u.scattered = true
	}
	u.rows = append(u.rows, row)
}

// gather brings the rows of each subscription together.
func (u *monthUsage) gather() {
	if !u.scattered {
		return
	}
	slices.SortStableFunc(u.rows, func(x, y bookedUsage) int { return cmp.Compare(x.place, y.place) })
	for k := len(u.rows) - 1; k >= 0; k-- {
		u.first[u.rows[k].place] = 1 + int32(k)
	}
	u.scattered = false
}

func (u *bookedUsage) set(amount *int64, has uint8, value *int64) {
	if value != nil {
		*amount = *value
		u.has |= has
	}
}

// number returns a cell as a whole number, nil where it is NULL.
func number(cell any) *int64 {
	if n, is := cell.(int64); is {
		return &n
	}
	return nil
}

// usageOf returns a row as the rules see it.
func (b *Book) usageOf(m programme.Month, u *bookedUsage) programme.Usage {
	usage := programme.Usage{Month: m, Workload: b.workloads[u.workload]}
	if u.has&hasActive != 0 {
		usage.ActiveUsers = &u.active
	}
	if u.has&hasConsumed != 0 {
		usage.Consumed = &u.consumed
	}
	return usage
}
