package store

import (
	"context"

	"shimei/store/statement"
)

// Recompute rebuilds all credits from the facts and associations and returns how many of the kept
// ones differed: none, unless other hands changed the database.
func (s *Store) Recompute(ctx context.Context) (differed int, err error) {
	err = s.bulk(ctx, func(w *work) error {
		differed, err = w.ledger.Rebuild()
		return err
	})
	return differed, err
}

// Verify checks statements, kept credits and the database itself and returns the differences. It
// changes nothing.
func (s *Store) Verify(ctx context.Context) ([]statement.Difference, error) {
	return read(ctx, s, func(w *work) ([]statement.Difference, error) { return w.statements().Verify(s.db.Integrity()) })
}
