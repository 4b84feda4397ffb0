package store

import "context"

// Count returns the number that a statement gives, for tests of what no method tells.
func (s *Store) Count(ctx context.Context, query string) (n int, err error) {
	_, err = s.db.One(ctx, []any{&n}, query)
	return n, err
}
