package store

import (
	"context"
	"errors"

	"shimei/store/directory"
)

// Confirmation is a person who proves once more who it is, in a session that goes on under another id.
type Confirmation struct {
	Who              directory.Person
	Session, Renewed string // ids: the one before, and the one to go on under
}

// Confirm has a person prove once more who it is, by the password and, where there is a second factor, by a code of it:
// no less than a sign-in asks for. Tries are counted as those to sign in are (SignIn, EndSignIn). It is ErrPassword for
// a wrong password, ErrCode for a wrong code, and ErrNotFound where the session has ended.
func (s *Store) Confirm(ctx context.Context, c Confirmation, a Attempt) error {
	code := a.Code
	a.Email, a.Code = c.Who.Email, ""
	_, err := s.SignIn(ctx, a)
	if errors.Is(err, ErrSignIn) {
		return ErrPassword
	}
	if err != nil {
		return err
	}
	f, err := s.Factors(ctx, c.Who)
	if err != nil {
		return err
	}
	if !f.Any() {
		return s.update(ctx, func(w *work) error { return w.confirmed(c, a.Address) })
	}
	if code == "" {
		return ErrCode
	}
	a.Code = code
	_, err = s.proveCode(ctx, c.Who, a, func(w *work) error { return w.confirmed(c, a.Address) })
	return err
}

// ConfirmByPasskey has a person prove once more who it is by one of its passkeys. It is ErrPasskey for none, and
// ErrNotFound where the session has ended.
func (s *Store) ConfirmByPasskey(ctx context.Context, c Confirmation, a PasskeyAnswer) error {
	_, err := s.provePasskey(ctx, c.Who, a, func(w *work) error { return w.confirmed(c, a.Address) })
	return err
}

// confirmed records that a person has just proved once more who it is.
func (w *work) confirmed(c Confirmation, address string) error {
	confirmed, err := w.tx.Affected("UPDATE sessions SET id = $3, confirmed_at = $4 WHERE id = $1 AND person_id = $2 AND expires_at > $4",
		c.Session, c.Who.Key, c.Renewed, w.tx.Now)
	if err == nil && confirmed == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return err
	}
	return w.tellOfSelf(directory.Confirmed, c.Who, address)
}
