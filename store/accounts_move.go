package store

import (
	"context"
	"errors"
	"fmt"

	"shimei/store/directory"
	"shimei/store/outbox"
)

// ErrOtherOrganisation refuses to merge accounts of two organisations: what each saw and did is of its own.
var ErrOtherOrganisation = errors.New("the two accounts are of different organisations")

// ErrSameOrganisation refuses to move a person to where it is.
var ErrSameOrganisation = errors.New("the person is of that organisation already")

// Move has a person go on in another organisation: n tells which, and the role, and nothing else. The account of before ends, with its history, under its address with "moved." and its key before it; a new one
// has the name, the address, the password and the second factors. It is ErrNotFound unless by manages both, ErrSameOrganisation, and
// ErrLastManager where nobody would manage the people that are left.
func (s *Store) Move(ctx context.Context, by directory.Person, key int64, n NewPerson) (moved directory.Person, err error) {
	err = s.manage(ctx, by, key, func(w *work, p directory.Person) error {
		if !p.Joined || p.Disabled {
			return ErrNotFound
		}
		n.Email, n.Name, n.Password = p.Email, p.Name, ""
		if err := n.Check(); err != nil {
			return err
		}
		if err := w.mayInvite(by, n); err != nil {
			return err
		}
		if moved, err = w.move(p, n); err != nil {
			return err
		}
		if moved.Customer == p.Customer && moved.Account == p.Account {
			return ErrSameOrganisation
		}
		if err := w.tellChange(directory.AccountMoved, by, p, map[string]string{"role": string(p.Role)}, map[string]string{"role": string(moved.Role)}); err != nil {
			return err
		}
		return w.tellOf(directory.AccountMade, by, moved, nil)
	})
	return moved, err
}

// move makes the account that goes on.
func (w *work) move(p directory.Person, n NewPerson) (moved directory.Person, err error) {
	if err := w.retire(p, "moved"); err != nil {
		return moved, err
	}
	key, err := w.addPerson(n, p.PasswordHash, true)
	if err != nil {
		return moved, err
	}
	if err := w.tx.Exec(`UPDATE people SET language = o.language, theme = o.theme, zone = o.zone, reading = o.reading, sorted = o.sorted, found = o.found
		FROM people o WHERE people.id = $1 AND o.id = $2`, key, p.Key); err != nil {
		return moved, err
	}
	for _, table := range ownFactors() {
		if err := w.tx.Exec("UPDATE "+table+" SET person_id = $2 WHERE person_id = $1", p.Key, key); err != nil {
			return moved, err
		}
	}
	if err := w.becomes(p, key); err != nil {
		return moved, err
	}
	return w.directory().PersonWhere("WHERE x.id = $1", key)
}

// retire ends an account for good and frees its address.
func (w *work) retire(p directory.Person, how string) error {
	return w.tx.Exec("UPDATE people SET disabled = TRUE, password = '', email = $2 WHERE id = $1", p.Key, fmt.Sprintf("%s.%d.%s", how, p.Key, p.Email))
}

// becomes has an account lead to the one that goes on.
func (w *work) becomes(p directory.Person, key int64) error {
	return w.tx.Exec("UPDATE people SET became = $2 WHERE id = $1", p.Key, key)
}

// Merge ends an account of a person who has another one in the same organisation, that of an address, which goes on
// with the messages of both. It is ErrNotFound where by manages not both, ErrOtherOrganisation, or ErrLastManager.
func (s *Store) Merge(ctx context.Context, by directory.Person, key int64, into string) (kept directory.Person, err error) {
	err = s.manage(ctx, by, key, func(w *work, p directory.Person) error {
		if kept, err = w.personByEmail(into); err != nil {
			return err
		}
		switch {
		case !by.Manages(kept) || kept.Key == p.Key || kept.Disabled || !kept.Joined:
			return ErrNotFound
		case kept.Customer != p.Customer || kept.Account != p.Account:
			return ErrOtherOrganisation
		}
		return w.merge(by, p, kept)
	})
	return kept, err
}

func (w *work) merge(by, p, kept directory.Person) error {
	if err := w.retire(p, "merged"); err != nil {
		return err
	}
	if !p.Scope().Within(kept.Scope()) { // they may tell of what the account that goes on does not see
		if err := outbox.Forget(w.tx, p.Key); err != nil {
			return err
		}
	}
	if err := w.tx.Exec("UPDATE messages SET person_id = $2 WHERE person_id = $1", p.Key, kept.Key); err != nil {
		return err
	}
	if err := w.deleteOf(p.Key, append(ownFactors(), "unmailed", "elected", "chosen_columns", "devices", "unsent_forms", "identities")...); err != nil {
		return err
	}
	if err := w.becomes(p, kept.Key); err != nil {
		return err
	}
	return w.tellOf(directory.AccountMerged, by, p, nil)
}
