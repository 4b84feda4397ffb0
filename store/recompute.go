package store

import (
	"context"

	"shimei/store/ledger"
	"shimei/store/statement"
)

// Recompute rebuilds all credits from the facts and associations, and counts anew how much of each
// month is in. It returns how many of the kept credits and counts differed: none, unless other hands
// changed the database.
func (s *Store) Recompute(ctx context.Context) (differed int, err error) {
	err = s.bulk(ctx, func(w *work) error {
		if differed, err = w.ledger.Rebuild(); err != nil {
			return err
		}
		months, err := ledger.MendReported(w.tx)
		differed += months
		return err
	})
	return differed, err
}

// Verify checks statements, kept credits and the database itself and returns the differences. It
// changes nothing.
func (s *Store) Verify(ctx context.Context) ([]statement.Difference, error) {
	return read(ctx, s, func(w *work) ([]statement.Difference, error) { return w.statements().Verify(s.db.Integrity()) })
}
