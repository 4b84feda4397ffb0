package store

import (
	"context"

	"shimei/store/statement"
)

// Recompute rebuilds all credits from the facts and associations and returns how many of
// the kept ones differed: none, unless the database was changed by other hands.
func (s *Store) Recompute(ctx context.Context) (differed int, err error) {
	err = s.bulk(ctx, func(w *work) error {
		differed, err = w.ledger.Rebuild()
		return err
	})
	return differed, err
}

// Verify checks all that is kept and returns what is not as it should be. It changes nothing.
func (s *Store) Verify(ctx context.Context) ([]statement.Difference, error) {
	return read(ctx, s, func(w *work) ([]statement.Difference, error) { return w.statements().Verify(s.db.Integrity()) })
}
