package report

import (
	"time"

	"shimei/store/ledger"
	"shimei/store/programme"
)

// Freshness tells how recent the facts are (R10).
type Freshness struct {
	Through    *programme.Month          // the month that figures are of where none is named (E), nil for none
	Declared   bool                      // it was declared complete
	InProgress []programme.MonthReported // the later months with usage facts
	Earliest   *programme.Month          // the earliest month with usage facts, nil for none
	Latest     *programme.Month          // the latest such month; credits are kept by it
	Received   *time.Time                // when the latest file came in, nil for none
}

// FreshnessOf returns what months that are given in their order tell, without when files came in.
func FreshnessOf(months []programme.ReportedMonth) (f Freshness) {
	whole := programme.WholeMonthsOf(months)
	f.Declared, f.InProgress = whole.Declared, whole.InProgress()
	if whole.Any {
		f.Through = &whole.Default
	}
	for k := range months {
		if months[k].Reported == 0 {
			continue
		}
		if f.Earliest == nil {
			f.Earliest = &months[k].Month
		}
		f.Latest = &months[k].Month
	}
	return f
}

// Months returns the months with usage facts.
func (f Freshness) Months() ledger.Months {
	if f.Latest == nil {
		return ledger.Months{}
	}
	return ledger.Months{First: *f.Earliest, Latest: *f.Latest, Any: true}
}

// Basis is the programme in force and how recent the facts are: figures rest on both, and every page
// states them.
type Basis struct {
	Programme *programme.Programme
	Freshness
}
