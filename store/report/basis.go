package report

import (
	"time"

	"shimei/store/ledger"
	"shimei/store/programme"
)

// Freshness tells how recent the facts are (R10).
type Freshness struct {
	Through  *programme.Month // the latest month with usage facts, nil for none
	Earliest *programme.Month // the earliest such month
	Received *time.Time       // when the latest file came in, nil for none
}

// Months returns the months with usage facts.
func (f Freshness) Months() ledger.Months {
	if f.Through == nil {
		return ledger.Months{}
	}
	return ledger.Months{First: *f.Earliest, Latest: *f.Through, Any: true}
}

// Basis is the programme in force and how recent the facts are: figures rest on both, and every page
// states them.
type Basis struct {
	Programme *programme.Programme
	Freshness
}
