package ledger

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// monthUsage is the usage of one month, by subscription.
type monthUsage struct {
	month programme.Month
	rows  []bookedUsage
	first []int32 // by the place of a subscription, 1 + the place of its first row; 0 for none
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
	known := b.d.usage
	if known == nil { // the transaction may have changed them
		now, err := MonthsIn(b.d.tx)
		if err != nil {
			return nil, err
		}
		known = &now
	}
	if !known.Any {
		return nil, nil
	}
	for m := max(from, known.First); m <= min(through, known.Latest); m++ {
		months = append(months, int64(m))
	}
	return months, nil
}

// loadUsage adds the usage that satisfies a condition, of subscriptions in the book.
func (b *Book) loadUsage(where string, args ...any) error {
	var m, subscription db.Whole
	var workload string
	var active, consumed any
	return b.d.tx.Each(func(scan db.Scan) error {
		if err := scan(&m, &subscription, &workload, &active, &consumed); err != nil {
			return err
		}
		if n := len(b.usage); n == 0 || b.usage[n-1].month != programme.Month(m) {
			b.usage = append(b.usage, monthUsage{programme.Month(m), make([]bookedUsage, 0, len(b.subscriptions)), make([]int32, len(b.subscriptions))})
		}
		place, known := b.place[int64(subscription)]
		if !known {
			return nil
		}
		u := bookedUsage{place: place, workload: b.workloads.number(workload)}
		u.set(&u.active, hasActive, number(active))
		u.set(&u.consumed, hasConsumed, number(consumed))
		month := &b.usage[len(b.usage)-1]
		month.rows = append(month.rows, u)
		if month.first[place] == 0 {
			month.first[place] = int32(len(month.rows))
		}
		return nil
	}, "SELECT month, subscription_id, workload, active, consumed FROM usage WHERE "+where+" ORDER BY month, subscription_id", args...)
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
