package store

import (
	"context"
	"errors"

	"shimei/store/ledger"
	"shimei/store/report"
	"shimei/store/statement"
)

// errUndone undoes a change of which only the effect was asked for.
var errUndone = errors.New("undone, since only the effect was asked for")

// effectOf runs a change in a transaction that is undone, and returns what it would do to figures, levels
// and closed months, by the programme that is tried where one is. The error is that of the change, too.
// The change may be run more than once, and does nothing outside of the transaction.
func (s *Store) effectOf(ctx context.Context, change func(*work) error) (effect *report.Effect, err error) {
	err = s.bulk(ctx, func(w *work) error {
		if s.tried != nil {
			if err := w.adopt(s.tried, nil, ""); err != nil {
				return err
			}
		}
		if effect, err = w.effectOf(change); err != nil {
			return err
		}
		return errUndone
	})
	if errors.Is(err, errUndone) {
		return effect, nil
	}
	return nil, err
}

// effectOf runs a change and returns what it did to figures, levels and closed months. It reads the kept
// credits before and after it; only where a month was closed under another programme than the one in
// force it derives those of closed months from the facts.
func (w *work) effectOf(change func(*work) error) (*report.Effect, error) {
	before, err := w.state()
	if err != nil {
		return nil, err
	}
	if err := change(w); err != nil {
		return nil, err
	}
	after, err := w.state(before)
	if err != nil {
		return nil, err
	}
	return report.EffectOf(before, after)
}

// state reads how accounts stand now. Its ledger is its own: it knows no months that another one found
// before a change.
func (w *work) state(beside ...report.State) (report.State, error) {
	l := ledger.Open(w.tx, w.p, nil)
	past, err := statement.In(w.tx, w.p, l).Past()
	if err != nil {
		return report.State{}, err
	}
	basis, err := w.store.basis(w.tx)
	if err != nil {
		return report.State{}, err
	}
	basis.Programme = w.p
	return report.In(w.tx, basis, l).State(past, beside...)
}
