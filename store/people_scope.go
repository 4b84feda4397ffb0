package store

import (
	"context"
	"fmt"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/programme"
)

// ErrLocation is returned for a location that is not of the account, and for one that who gives it is not for; it is an
// ErrNotFound.
var ErrLocation = fmt.Errorf("no location of the account: %w", ErrNotFound)

// SetScope has a partner's person whom by manages see and act for some locations of the account alone, by their ids, or
// for the whole account where there are none. by gives no more than its own scope. It ends the person's sessions, and
// takes away the messages that may tell of what the person sees no more. It is ErrLocation for a location of others, and
// ErrLastManager where nobody would manage the people of the whole account any more.
func (s *Store) SetScope(ctx context.Context, by directory.Person, key int64, locations []string) error {
	return s.manage(ctx, by, key, func(w *work, p directory.Person) error {
		scope, err := w.scopeOf(p.Account, locations)
		if err != nil {
			return err
		}
		switch {
		case p.Partner == 0 || p.Gone:
			return ErrNotFound
		case by.Role.Audience() == "partner" && !scope.Within(by.Scope()):
			return ErrLocation
		}
		before, err := w.idsOf(p.Locations)
		if err != nil {
			return err
		}
		if err := w.setScope(p.Key, scope); err != nil {
			return err
		}
		if !p.Scope().Within(scope) {
			if err := outbox.Forget(w.tx, p.Key); err != nil {
				return err
			}
		}
		after, err := w.idsOf(scope.Locations)
		if err != nil {
			return err
		}
		return w.tellChange(directory.ScopeChanged, by, p, map[string]string{"locations": before}, map[string]string{"locations": after})
	})
}

// scopeOf is the scope of some locations of an account, by their ids; of the whole of it where there are none. It is
// ErrLocation for one of another account.
func (w *work) scopeOf(account int64, ids []string) (s directory.Scope, err error) {
	s = directory.Scope{Account: account, Chosen: len(ids) > 0}
	for _, id := range ids {
		found, err := w.directory().PartnersWhere("WHERE p.partner_key = $1 AND coalesce(p.parent_id, p.id) = $2", programme.KeyOf(id), account)
		if err != nil {
			return s, err
		}
		if len(found) == 0 {
			return s, fmt.Errorf("location %q: %w", id, ErrLocation)
		}
		s.Locations = append(s.Locations, found[0].Key)
	}
	return s, nil
}

// setScope keeps the scope of a person.
func (w *work) setScope(person int64, s directory.Scope) error {
	if err := w.tx.Exec("UPDATE people SET chosen = $2 WHERE id = $1", person, s.Chosen); err != nil {
		return err
	}
	if err := w.tx.Exec("DELETE FROM person_locations WHERE person_id = $1", person); err != nil {
		return err
	}
	for _, location := range s.Locations {
		if err := w.tx.Exec("INSERT INTO person_locations (person_id, partner_id) VALUES ($1, $2) ON CONFLICT (person_id, partner_id) DO NOTHING", person, location); err != nil {
			return err
		}
	}
	return nil
}

// idsOf are the ids of partners, by their keys, as events name them: in order, with spaces between them.
func (w *work) idsOf(keys []int64) (string, error) {
	found, err := w.directory().PartnersWhere("WHERE p.id IN " + db.Keys(keys) + " ORDER BY p.partner_id")
	ids := make([]string, len(found))
	for k, p := range found {
		ids[k] = p.ID
	}
	return strings.Join(ids, " "), err
}

// PartnerIDs returns the ids of partners by their keys.
func (s *Store) PartnerIDs(ctx context.Context, keys []int64) (ids map[int64]string, err error) {
	ids = map[int64]string{}
	return ids, s.exact(ctx, func(w *work) error {
		found, err := w.directory().PartnersWhere("WHERE p.id IN " + db.Keys(keys))
		for _, p := range found {
			ids[p.Key] = p.ID
		}
		return err
	})
}
