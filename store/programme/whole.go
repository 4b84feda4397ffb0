package programme

// ReportedMonth tells how much of a month's usage is in.
type ReportedMonth struct {
	Month    Month
	Reported int64 // subscriptions, and tenants' products, with any usage in it, zeros included
	Complete bool  // the vendor declared it complete
}

// MonthReported is a month with usage, beside the month that it is measured by.
type MonthReported struct {
	Month    Month
	Reported int64 // subscriptions, and tenants' products, with any usage in it
	Of       int64 // that reported in the latest month before it that counts
}

// WholeMonths says which month figures are of where nobody asks for another one, and which later
// ones have begun to come in (R10).
type WholeMonths struct {
	Any      bool
	Default  Month           // E, where there is any
	Declared bool            // Default was declared complete, and is not only the latest that counts
	Reported []MonthReported // every month with usage, in their order
}

// InProgress returns the months that are later than the default one and have facts already.
func (w WholeMonths) InProgress() []MonthReported {
	k := len(w.Reported)
	for k > 0 && w.Reported[k-1].Month > w.Default {
		k--
	}
	return w.Reported[k:]
}

// WholeMonthsOf applies R10 to the months, given in their order. E is the latest month that was
// declared complete; where none ever was, the latest that counts: the first with usage does, and each
// later one in which more than half as many reported as in the latest month before it that counts. A
// month that was declared complete counts however few reported.
func WholeMonthsOf(months []ReportedMonth) WholeMonths {
	var w WholeMonths
	var counting Month
	var counted int64 // reported in the latest month that counts so far; 0 for none
	w.Reported = make([]MonthReported, 0, len(months))
	for _, m := range months {
		if m.Complete {
			w.Any, w.Declared, w.Default = true, true, m.Month
		}
		if m.Reported <= 0 {
			continue
		}
		w.Reported = append(w.Reported, MonthReported{m.Month, m.Reported, counted})
		if m.Complete || m.Reported > counted/2 {
			counting, counted = m.Month, m.Reported
		}
	}
	if counted > 0 && !w.Declared {
		w.Any, w.Default = true, counting
	}
	return w
}
