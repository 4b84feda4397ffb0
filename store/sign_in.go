package store

import (
	"context"
	"errors"
	"fmt"

	"shimei/store/directory"
	"shimei/store/signin"
)

// SignIn returns the person with this address and password, or ErrSignIn. It takes as long
// for an unknown address as for a wrong password. It is ErrBusy where too many sign in
// at once.
func (s *Store) SignIn(ctx context.Context, email, password string) (directory.Person, error) {
	p, err := s.personByEmail(ctx, email)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return directory.Person{}, err
	}
	matches, outdated, err := s.passwords.Matches(ctx, p.PasswordHash, password)
	switch {
	case errors.Is(err, signin.ErrBusy):
		return directory.Person{}, fmt.Errorf("%w: %w", ErrBusy, err)
	case err != nil:
		return directory.Person{}, err
	case !matches || p.Disabled || p.Key == 0:
		return directory.Person{}, ErrSignIn
	case outdated:
		return s.rehashed(ctx, p, password)
	}
	return p, nil
}

// rehashed keeps a password at the cost of today, and returns its person.
func (s *Store) rehashed(ctx context.Context, p directory.Person, password string) (directory.Person, error) {
	hash, err := s.passwords.Hash(ctx, password)
	if err != nil {
		return p, err
	}
	return p, s.update(ctx, func(w *work) error {
		kept, err := w.tx.Affected("UPDATE people SET password = $3 WHERE id = $1 AND password = $2", p.Key, p.PasswordHash, hash)
		if err == nil && kept == 0 { // it was changed meanwhile
			err = ErrSignIn
		}
		p.PasswordHash = hash
		return err
	})
}
