package store

import "context"

// Count returns the number that a statement gives, for tests of what no method tells.
func (s *Store) Count(ctx context.Context, query string) (n int, err error) {
	_, err = s.db.One(ctx, []any{&n}, query)
	return n, err
}

// SetHash keeps a hash of a person's password as another version of the program made it.
func (s *Store) SetHash(ctx context.Context, person int64, hash string) error {
	return s.update(ctx, func(w *work) error { return w.tx.Exec("UPDATE people SET password = $2 WHERE id = $1", person, hash) })
}
