package store

import (
	"context"

	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
	"shimei/store/report"
)

// Months returns the months with usage facts and those that were declared complete, in their order.
func (s *Store) Months(ctx context.Context) ([]report.MonthState, error) {
	return read(ctx, s, func(w *work) ([]report.MonthState, error) { return w.report().Months() })
}

// CompleteMonth declares a month complete (R10), as actor does; one that is so already stays as it was
// declared. The error is a refusal where the month has no usage.
func (s *Store) CompleteMonth(ctx context.Context, actor string, m programme.Month) error {
	return s.update(ctx, func(w *work) error {
		done, err := ledger.Complete(w.tx, actor, m)
		if err != nil || !done {
			return err
		}
		return w.tell(directory.Completed, directory.AMonth, int64(m), actor)
	})
}

// ReopenMonth takes back that a month is complete, as actor does; one that is not stays as it is. The
// error is a refusal where the month is closed.
func (s *Store) ReopenMonth(ctx context.Context, actor string, m programme.Month) error {
	return s.update(ctx, func(w *work) error {
		done, err := ledger.Reopen(w.tx, actor, m)
		if err != nil || !done {
			return err
		}
		return w.tell(directory.Reopened, directory.AMonth, int64(m), actor)
	})
}
