package store

import (
	"context"

	"shimei/store/directory"
)

// Managed returns a person whom by manages, or ErrNotFound.
func (s *Store) Managed(ctx context.Context, by directory.Person, key int64) (p directory.Person, err error) {
	err = s.exact(ctx, func(w *work) error {
		p, err = w.managed(by, key)
		return err
	})
	return p, err
}

// SetRole gives a person whom by manages another role of the same audience. It ends the person's sessions, and is
// ErrLastManager where nobody would manage the organisation's people any more.
func (s *Store) SetRole(ctx context.Context, by directory.Person, key int64, role directory.Role) error {
	return s.manage(ctx, by, key, func(w *work, p directory.Person) error {
		if role.Audience() != p.Role.Audience() || p.Role == role || p.Gone {
			return ErrNotFound
		}
		if err := w.tx.Exec("UPDATE people SET role = $2 WHERE id = $1", p.Key, string(role)); err != nil {
			return err
		}
		return w.tellChange(directory.RoleChanged, by, p, map[string]string{"role": string(p.Role)}, map[string]string{"role": string(role)})
	})
}

// EndAccess keeps a person whom by manages from signing in, from the next request on. It is ErrLastManager where
// nobody would manage the organisation's people any more.
func (s *Store) EndAccess(ctx context.Context, by directory.Person, key int64) error {
	return s.manage(ctx, by, key, func(w *work, p directory.Person) error { return w.setDisabled(by, p, true, directory.AccountDisabled) })
}

// GiveAccess lets a person whom by manages sign in again, with the password from before.
func (s *Store) GiveAccess(ctx context.Context, by directory.Person, key int64) error {
	return s.manage(ctx, by, key, func(w *work, p directory.Person) error { return w.setDisabled(by, p, false, directory.AccountEnabled) })
}

func (w *work) setDisabled(by, p directory.Person, disabled bool, kind directory.Kind) error {
	if p.Gone {
		return ErrNotFound
	}
	changed, err := w.tx.Affected("UPDATE people SET disabled = $2 WHERE id = $1 AND disabled <> $2", p.Key, disabled)
	if err != nil || changed == 0 {
		return err
	}
	return w.tellOf(kind, by, p, nil)
}

// manage changes the account of a person whom by manages, ends its sessions and links, and sees to it that somebody
// still manages the organisation.
func (s *Store) manage(ctx context.Context, by directory.Person, key int64, change func(*work, directory.Person) error) error {
	return s.update(ctx, func(w *work) error {
		p, err := w.managed(by, key)
		if err != nil {
			return err
		}
		before, err := w.managers(p)
		if err != nil {
			return err
		}
		if err := change(w, p); err != nil {
			return err
		}
		after, err := w.managers(p)
		if err == nil && before > 0 && after == 0 {
			err = ErrLastManager
		}
		if err != nil {
			return err
		}
		return w.endAll(p.Key)
	})
}

// managers counts those who manage the people of somebody's organisation, all of them, and can sign in.
func (w *work) managers(p directory.Person) (n int, err error) {
	found, err := w.directory().PeopleWhere(`WHERE NOT x.disabled AND x.joined_at IS NOT NULL AND coalesce(x.customer_id, 0) = $1
		AND coalesce(p.parent_id, p.id, 0) = $2`, p.Customer, p.Account)
	for _, x := range found {
		if x.Role.May(directory.ToManage) && !x.Chosen {
			n++
		}
	}
	return n, err
}
