package store

import (
	"context"
	"fmt"

	"shimei/store/db"
)

// ErrReplica is returned where the replica broke off what was being read from it. The same request, asked once more,
// reads from the primary.
var ErrReplica = db.ErrReplica

// Follows reports whether there is a replica to read from.
func (s *Store) Follows() bool { return s.db.Follows() }

// Reading has what is seen under ctx read from the replica, where there is one that shows the last change of a session;
// else from the primary, and so does what decides who is let in, and to what. The Reading is nil where there is no replica.
func (s *Store) Reading(ctx context.Context, x Session) (context.Context, *db.Reading) {
	if !s.db.Follows() {
		return ctx, nil
	}
	return db.FromReplica(ctx, func(tx *db.Tx) (bool, error) {
		var changes int64
		found, err := tx.One([]any{&changes}, "SELECT changes FROM sessions WHERE id = $1", x.ID)
		return found && changes >= x.Changes, err
	})
}

type changingKey struct{}

// Changing has what is changed under ctx counted as changes of a session, where there is a replica that may have to show
// them.
func (s *Store) Changing(ctx context.Context, x Session) context.Context {
	if x.ID == "" || !s.db.Follows() {
		return ctx
	}
	return context.WithValue(ctx, changingKey{}, x.ID)
}

// Counted counts a change of a session that Changing does not see: from then on its pages show what is there by now.
func (s *Store) Counted(ctx context.Context, x Session) error {
	return s.db.Update(ctx, func(tx *db.Tx) error { return count(tx, x.ID) })
}

// counting counts a change in its own transaction.
func counting(ctx context.Context, fn func(*db.Tx) error) func(*db.Tx) error {
	id, is := ctx.Value(changingKey{}).(string)
	if !is {
		return fn
	}
	return func(tx *db.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return count(tx, id)
	}
}

// countAfter counts a change that took long, once it is made: meanwhile others change the session's row, which would
// have all of it made once more.
func (s *Store) countAfter(ctx context.Context) {
	id, is := ctx.Value(changingKey{}).(string)
	if !is {
		return
	}
	err := s.db.Update(context.WithoutCancel(ctx), func(tx *db.Tx) error { return count(tx, id) })
	if err != nil && s.log != nil {
		s.log.Warn("the page after a change may be one of before it", "error", fmt.Errorf("count the change: %w", err))
	}
}

func count(tx *db.Tx, id string) error {
	return tx.Exec("UPDATE sessions SET changes = changes + 1 WHERE id = $1", id)
}
