package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"shimei/store/db"
	"shimei/store/statement"
)

// DifferentError is returned for a copy that is sound as a file, and in which Verify finds
// differences.
type DifferentError struct{ Found []statement.Difference }

// namedAtMost is how many differences are named.
const namedAtMost = 20

// Error tells the first of them.
func (e DifferentError) Error() string {
	var lines strings.Builder
	for k, d := range e.Found {
		if k == namedAtMost {
			fmt.Fprintf(&lines, "\n  and %d more", len(e.Found)-namedAtMost)
			break
		}
		fmt.Fprintf(&lines, "\n  %s", d)
	}
	return fmt.Sprintf("verify finds %d differences in it:%s", len(e.Found), lines.String())
}

// RestoreOptions say how a copy is restored.
type RestoreOptions struct {
	Now       time.Time // names what is replaced
	Different bool      // also a copy that Verify finds differences in
}

// Restore puts a copy of a database of SQLite in the place of the database, as db.Restore does. The
// copy is brought up to date and verified, and all sessions in it are ended, which may have been
// ended since.
func Restore(ctx context.Context, url, src string, o RestoreOptions) (db.Restored, error) {
	return db.Restore(ctx, url, src, db.RestoreOptions{Now: o.Now, Ready: func(ctx context.Context, file string) error {
		s, _, err := Open(ctx, file, Options{May: db.MayChange, Clock: func() time.Time { return o.Now }, Actor: "restore"})
		if err != nil {
			return err
		}
		return errors.Join(s.verified(ctx, o.Different), s.Close())
	}})
}

// verified ends the sessions of a copy in which Verify finds no difference, or that is taken with
// them.
func (s *Store) verified(ctx context.Context, different bool) error {
	found, err := s.Verify(ctx)
	if err == nil && len(found) > 0 && !different {
		err = DifferentError{found}
	}
	if err != nil {
		return err
	}
	return s.update(ctx, func(w *work) error { return w.tx.Exec("DELETE FROM sessions") })
}
