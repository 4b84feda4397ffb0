package ledger

import (
	"database/sql"

	"shimei/store/db"
	"shimei/store/programme"
)

// Ahead is for how many months after the latest with usage facts credits are kept: what
// the facts of today give then tells what leaves the windows in the meantime.
const Ahead = 3

// Months are the months with usage facts, and so those that credits are kept for.
type Months struct {
	First, Latest programme.Month // with usage facts (R10)
	Any           bool
}

// Through returns the last month that credits are kept for: those that come after the latest
// with usage facts are included.
func (m Months) Through() programme.Month { return m.Latest + Ahead }

// IsNew reports whether a month is later than all with usage facts.
func (m Months) IsNew(month programme.Month) bool { return !m.Any || month > m.Latest }

// next returns the first month that may get its first usage facts.
func (m Months) next() programme.Month {
	if !m.Any {
		return Earliest
	}
	return m.Latest + 1
}

// Earliest is a month before all facts: for a change that touches credits of every month.
const Earliest programme.Month = 0

// MonthsIn reads which months have usage facts now.
func MonthsIn(tx *db.Tx) (m Months, err error) {
	var first, latest sql.NullInt64
	_, err = tx.One([]any{&first, &latest}, "SELECT (SELECT min(month) FROM usage), (SELECT max(month) FROM usage)")
	return Months{programme.Month(first.Int64), programme.Month(latest.Int64), latest.Valid}, err
}
