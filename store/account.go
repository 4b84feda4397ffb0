package store

import (
	"cmp"
	"context"
	"slices"
)

// Account is a global account as its own people see it.
type Account struct {
	Partner          // with its locations
	People  []Person // who may sign in for it or one of its locations, or might once; by name
}

// Account returns a global account by its key, or ErrNotFound.
func (s *Store) Account(ctx context.Context, account int64) (a Account, err error) {
	err = s.view(ctx, func(t *tx) error {
		if a.Partner, err = t.account(account); err != nil {
			return err
		}
		a.People, err = t.people("WHERE p.id = $1 OR p.parent_id = $1 ORDER BY x.email", account)
		slices.SortStableFunc(a.People, func(a, b Person) int { return cmp.Compare(folded(a.Name), folded(b.Name)) })
		return err
	})
	return a, err
}

// account returns a partner by its key with its locations.
func (t *tx) account(key int64) (p Partner, err error) {
	found, err := t.partners("WHERE p.id = $1 OR p.parent_id = $1 ORDER BY p.partner_id", key)
	for _, x := range found {
		if x.Key == key {
			p = x
		} else {
			p.Locations = append(p.Locations, x)
		}
	}
	if err == nil && p.Key == 0 {
		err = ErrNotFound
	}
	return p, err
}
