package store

import (
	"context"
	"errors"

	"shimei/store/directory"
)

// Confirm has a person prove once more who it is, by the password, in the session with an id. Tries are counted as those
// to sign in are (SignIn), and a wrong password is ErrPassword.
func (s *Store) Confirm(ctx context.Context, who directory.Person, session string, a Attempt) error {
	a.Email = who.Email
	_, err := s.SignIn(ctx, a)
	if errors.Is(err, ErrSignIn) {
		return ErrPassword
	}
	if err != nil {
		return err
	}
	return s.SetConfirmed(ctx, who, session, a.Address)
}

// SetConfirmed records that a person has just proved once more who it is, in the session with an id. It is ErrNotFound
// where that has ended.
func (s *Store) SetConfirmed(ctx context.Context, who directory.Person, session, address string) error {
	return s.update(ctx, func(w *work) error {
		confirmed, err := w.tx.Affected("UPDATE sessions SET confirmed_at = $3 WHERE id = $1 AND person_id = $2 AND expires_at > $3", session, who.Key, w.tx.Now)
		if err == nil && confirmed == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		return w.tellOfSelf(directory.Confirmed, who, address)
	})
}
