package store

import (
	"context"
	"errors"
	"fmt"

	"shimei/store/directory"
)

// PersonAt returns the person with an address, or an ErrNotFound that names it.
func (s *Store) PersonAt(ctx context.Context, email string) (directory.Person, error) {
	return s.personByEmail(ctx, email)
}

// Rename gives a person whom by manages another name.
func (s *Store) Rename(ctx context.Context, by directory.Person, key int64, name string) error {
	return s.update(ctx, func(w *work) error {
		p, err := w.managed(by, key)
		if err == nil && p.Gone {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		if err := (NewPerson{Email: p.Email, Name: name, Role: directory.Admin}).Check(); err != nil {
			return err
		}
		if err := w.setName(p.Key, name, p.Reading); err != nil {
			return err
		}
		return w.tellChange(directory.NameChanged, by, p, map[string]string{"name": p.Name}, map[string]string{"name": name})
	})
}

// SetEmail has a person whom by manages sign in with another address. Sessions and links of the person end. It is
// ErrNoEmail for what is no address, and ErrTaken for one that has an account.
func (s *Store) SetEmail(ctx context.Context, by directory.Person, key int64, email string) error {
	email = foldEmail(email)
	if err := (NewPerson{Email: email, Name: "somebody", Role: directory.Admin}).Check(); err != nil {
		return err
	}
	err := s.manage(ctx, by, key, func(w *work, p directory.Person) error {
		if p.Gone {
			return ErrNotFound
		}
		if err := w.tx.Exec("UPDATE people SET email = $2 WHERE id = $1", p.Key, email); err != nil {
			return err
		}
		return w.tellChange(directory.EmailChanged, by, p, map[string]string{"email": p.Email}, map[string]string{"email": email})
	})
	if s.db.IsTaken(err) {
		return fmt.Errorf("%s: %w", email, ErrTaken)
	}
	return err
}

// EndAccessAt keeps the person with an address from signing in, at a shell: also the last who manages the people of an
// organisation, which lastManager reports. An account that was taken over is to be closed at once.
func (s *Store) EndAccessAt(ctx context.Context, email string) (lastManager bool, err error) {
	p, err := s.personByEmail(ctx, email)
	if err != nil {
		return false, err
	}
	if err := s.EndAccess(ctx, s.Operator(), p.Key); !errors.Is(err, ErrLastManager) {
		return false, err
	}
	return true, s.Disable(ctx, email)
}
