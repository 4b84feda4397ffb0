package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shimei/store/directory"
	"shimei/store/signin"
)

// Attempt is a try to sign in: what was typed, and where.
type Attempt struct {
	Email, Password string
	Code            string // of the second factor, once the password was right
	Address         string // of the client
	Device          string // the secret that the browser keeps since an earlier sign-in; "" for none
}

// TooManyError refuses a sign-in before the password is looked at, since too many failed.
type TooManyError struct{ Wait time.Duration }

// Error says how long it lasts.
func (e TooManyError) Error() string {
	return fmt.Sprintf("too many sign-ins failed; the next one may be tried in %s", e.Wait)
}

// SignIn returns the person with this address and password, or ErrSignIn. It takes as long
// for an unknown address as for a wrong password, and both alike are a TooManyError where too many
// failed of this account from no device of its person, of this device, or of this address. It is ErrBusy
// where too many sign in at once; that one, and who has gone before the password is looked at, guessed nothing.
func (s *Store) SignIn(ctx context.Context, a Attempt) (directory.Person, error) {
	p, err := s.personByEmail(ctx, a.Email)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return directory.Person{}, err
	}
	against, err := s.admit(ctx, a, p.Key)
	if err != nil {
		return directory.Person{}, err
	}
	matches, outdated, err := s.passwords.Matches(ctx, p.PasswordHash, a.Password)
	if errors.Is(err, signin.ErrBusy) {
		err = fmt.Errorf("%w: %w", ErrBusy, err)
	}
	if err != nil {
		return directory.Person{}, errors.Join(err, s.giveBack(ctx, against))
	}
	ctx = context.WithoutCancel(ctx) // the password was looked at: what came of it is kept, though the client may have gone
	switch {
	case !matches || p.Disabled || !p.Joined || p.Key == 0:
		return directory.Person{}, s.failed(ctx, p, a)
	case outdated:
		if p, err = s.rehashed(ctx, p, a.Password); err != nil {
			return p, err
		}
	}
	return p, s.forgive(ctx, against)
}

// failed records a wrong password, also of an account that there is not: both take as long.
func (s *Store) failed(ctx context.Context, p directory.Person, a Attempt) error {
	err := s.update(ctx, func(w *work) error {
		return directory.Record(w.tx, directory.NewEvent{At: w.tx.Now, Kind: directory.SignInFailed,
			Subject: directory.Subject{Of: directory.APerson, Key: p.Key}, After: directory.State{Values: map[string]string{"address": a.Address}}})
	})
	return errors.Join(ErrSignIn, err)
}

// rehashed keeps a password at the cost of today, and returns its person. Where too many sign in at once that is left
// to the next time.
func (s *Store) rehashed(ctx context.Context, p directory.Person, password string) (directory.Person, error) {
	hash, err := s.passwords.Hash(ctx, password)
	if errors.Is(err, signin.ErrBusy) {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	err = s.update(ctx, func(w *work) error {
		kept, err := w.tx.Affected("UPDATE people SET password = $3 WHERE id = $1 AND password = $2", p.Key, p.PasswordHash, hash)
		if err == nil && kept == 0 { // it was changed meanwhile
			err = ErrSignIn
		}
		return err
	})
	p.PasswordHash = hash
	return p, err
}
