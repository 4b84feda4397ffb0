package report

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// MonthState is a month with usage, or that was declared complete (R10).
type MonthState struct {
	programme.ReportedMonth
	CompleteAt  *programme.Instant // nil while it is not declared complete
	CompletedBy string
	ReopenedAt  *programme.Instant // when that was last taken back; nil for never
	ReopenedBy  string
	Closed      bool // it has a statement, and stays complete
}

// Months returns the months with usage and those that were declared complete, in their order.
func (r Reader) Months() (months []MonthState, err error) {
	err = r.tx.Each(func(scan db.Scan) error {
		var m MonthState
		err := scan(&m.Month, &m.Reported, &m.CompleteAt, &m.CompletedBy, &m.ReopenedAt, &m.ReopenedBy, &m.Closed)
		m.Complete = m.CompleteAt != nil
		months = append(months, m)
		return err
	}, `SELECT month, reported, complete_at, coalesce(completed_by, ''), reopened_at, coalesce(reopened_by, ''),
		month IN (SELECT month FROM statements) FROM months ORDER BY month`)
	return months, err
}
