package ledger

import (
	"database/sql"

	"shimei/store/db"
	"shimei/store/programme"
)

// Ahead is the number of months after the latest with usage facts that credits are kept for. By
// today's facts these credits tell which amounts leave the windows in the meantime.
const Ahead = 3

// Months are the months with usage facts. Credits are kept from the first of them through Through.
type Months struct {
	First, Latest programme.Month // with usage facts (R10)
	Any           bool
}

// Through returns the last month that credits are kept for: it lies Ahead of the latest month with
// usage facts.
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

// Earliest is a month before all facts. A change since Earliest touches the credits of every month.
const Earliest programme.Month = 0

// MonthsIn reads the months that have usage facts now: not those that an import is staging.
func MonthsIn(tx *db.Tx) (m Months, err error) {
	var first, latest sql.NullInt64
	_, err = tx.One([]any{&first, &latest}, `SELECT (SELECT min(month) FROM usage WHERE month < x.since), (SELECT max(month) FROM usage WHERE month < x.since)
		FROM (SELECT coalesce(min(since), $1) AS since FROM staging) x`, int64(beyond))
	return Months{programme.Month(first.Int64), programme.Month(latest.Int64), latest.Valid}, err
}

// beyond is a month after all months.
const beyond programme.Month = 1_000_000

// with returns the months where some more have usage facts.
func (m Months) with(more []programme.Month) Months {
	for _, month := range more {
		if !m.Any {
			m = Months{month, month, true}
		}
		m.First, m.Latest = min(m.First, month), max(m.Latest, month)
	}
	return m
}
