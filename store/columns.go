package store

import (
	"context"
	"strings"

	"shimei/store/db"
)

// Columns returns the names of the columns that a person has a list show, by the list's address; none where the person
// has not chosen.
func (s *Store) Columns(ctx context.Context, person int64, list string) ([]string, error) {
	return read(db.Brief(ctx), s, func(w *work) ([]string, error) {
		var kept string
		found, err := w.tx.One([]any{&kept}, "SELECT columns FROM chosen_columns WHERE person_id = $1 AND list = $2", person, list)
		if err != nil || !found {
			return nil, err
		}
		return strings.Split(kept, ","), nil
	})
}

// SetColumns keeps which columns a person has a list show; none goes back to the usual ones.
func (s *Store) SetColumns(ctx context.Context, person int64, list string, columns []string) error {
	return s.update(ctx, func(w *work) error {
		if err := w.tx.Exec("DELETE FROM chosen_columns WHERE person_id = $1 AND list = $2", person, list); err != nil || len(columns) == 0 {
			return err
		}
		return w.tx.Exec("INSERT INTO chosen_columns (person_id, list, columns) VALUES ($1, $2, $3)", person, list, strings.Join(columns, ","))
	})
}
