package store

import (
	"context"

	"shimei/store/directory"
	"shimei/store/programme"
)

// Contacts returns the support contacts of partners by their keys: as their people said, or else the
// partner's address. said tells the former.
func (s *Store) Contacts(ctx context.Context, partners []int64) (contacts map[int64]directory.Contact, said map[int64]bool, err error) {
	err = s.view(ctx, func(w *work) error {
		contacts, said, err = w.directory().Contacts(partners)
		return err
	})
	return contacts, said, err
}

// ContactsOf returns the support contacts of the partners that are or were associated with a customer.
func (s *Store) ContactsOf(ctx context.Context, customer int64) (map[int64]directory.Contact, error) {
	return read(ctx, s, func(w *work) (map[int64]directory.Contact, error) { return w.directory().ContactsOf(customer) })
}

// SetContact makes the support contact of one of the person's locations, by its id, another one; the zero
// value is none. Its error is the rules' refusal, or ErrNotFound for a location of others.
func (s *Store) SetContact(ctx context.Context, who directory.Person, partnerID string, c directory.Contact) error {
	c = c.Tidy()
	return s.setOf(ctx, who, partnerID, c.Check, func(d directory.Directory, p directory.Partner) error { return d.SetContact(who, p, c) })
}

// setOf changes what customers are told of one of the person's locations, by its id, unless check refuses it.
func (s *Store) setOf(ctx context.Context, who directory.Person, partnerID string, check func() error, set func(directory.Directory, directory.Partner) error) error {
	if !who.Role.May(directory.ToAsk) {
		return &programme.Refusal{Code: programme.RefusedActor}
	}
	if err := check(); err != nil {
		return err
	}
	return s.update(ctx, func(w *work) error {
		p, known, err := w.directory().Partner(partnerID)
		switch {
		case err != nil:
			return err
		case !known || !who.Scope().Has(p.Key, p.Account) || len(p.Locations) > 0:
			return ErrNotFound
		}
		return set(w.directory(), p)
	})
}
