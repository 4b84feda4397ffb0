package store

import (
	"context"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/report"
)

// PublicPartner is a partner as every customer may see it.
type PublicPartner struct {
	directory.Partner // with its locations, where it has any
	Profile           directory.Profile
	Levels            []report.Level // of its account
}

// PartnerSearch looks for partners that can be nominated.
type PartnerSearch struct {
	Text              string   // part of the name, its reading or the place, the id, or the code of the country
	Countries         []string // the codes of those that the text names in words
	Competency, Level string   // ids: its account holds this level, or a higher one, in it; "" for any
}

// FindPartners returns up to limit partners that can be nominated and that are looked for, by name.
func (s *Store) FindPartners(ctx context.Context, f PartnerSearch, limit int) (found []PublicPartner, err error) {
	err = s.view(db.Brief(ctx), func(w *work) error {
		search := directory.PartnerSearch{Text: f.Text, Countries: f.Countries}
		if f.Competency != "" || f.Level != "" {
			if search.Accounts, err = w.report().AccountsWith(f.Competency, f.Level); err != nil {
				return err
			}
		}
		partners, err := w.directory().SearchPartners(search, limit)
		if err != nil {
			return err
		}
		found, err = w.public(partners)
		return err
	})
	return found, err
}

// public adds to partners what every customer may see of them.
func (w *work) public(partners []directory.Partner) ([]PublicPartner, error) {
	keys, accounts := []int64{}, []int64{}
	for _, p := range partners {
		keys, accounts = append(keys, p.Key), append(accounts, p.Account)
	}
	profiles, err := w.directory().Profiles(keys)
	if err != nil {
		return nil, err
	}
	levels, err := w.report().Levels(accounts)
	found := make([]PublicPartner, 0, len(partners))
	for _, p := range partners {
		found = append(found, PublicPartner{p, profiles[p.Key], levels[p.Account]})
	}
	return found, err
}

// PublicPartner returns a partner by its id as every customer may see it, or ErrNotFound for one that is suspended.
func (s *Store) PublicPartner(ctx context.Context, id string) (PublicPartner, error) {
	return read(ctx, s, func(w *work) (PublicPartner, error) {
		p, known, err := w.directory().Partner(id)
		if err == nil && (!known || p.Suspended) {
			err = ErrNotFound
		}
		if err != nil {
			return PublicPartner{}, err
		}
		found, err := w.public([]directory.Partner{p})
		if err != nil {
			return PublicPartner{}, err
		}
		return found[0], nil
	})
}

// Public adds to partners what every customer may see of them.
func (s *Store) Public(ctx context.Context, partners []directory.Partner) ([]PublicPartner, error) {
	if len(partners) == 0 {
		return nil, nil
	}
	return read(ctx, s, func(w *work) ([]PublicPartner, error) { return w.public(partners) })
}

// AccountOf returns the global account of a partner, or the partner itself.
func (s *Store) AccountOf(ctx context.Context, p directory.Partner) (directory.Partner, error) {
	return read(ctx, s, func(w *work) (directory.Partner, error) {
		found, err := w.directory().PartnersWhere("WHERE p.id = $1", p.Account)
		if err != nil || len(found) == 0 {
			return p, err
		}
		return found[0], nil
	})
}

// KnownPartner returns what a customer has or had to do with a partner, by its key; without a key for nothing.
func (s *Store) KnownPartner(ctx context.Context, customer, partner int64) (directory.Known, error) {
	return read(ctx, s, func(w *work) (known directory.Known, err error) {
		all, err := w.directory().Known(customer, partner, 1)
		if len(all) == 1 && all[0].Partner.Key == partner && all[0].Ever {
			known = all[0]
		}
		return known, err
	})
}

// Familiar is a partner that a customer has or had to do with.
type Familiar struct {
	PublicPartner
	directory.Known
}

// KnownPartners returns at most so many partners that are or were associated with a customer and can be nominated: that
// of the key first, also where it never was, then those that it relies on the most.
func (s *Store) KnownPartners(ctx context.Context, customer, first int64, most int) (all []Familiar, err error) {
	err = s.view(ctx, func(w *work) error {
		known, err := w.directory().Known(customer, first, most)
		if err != nil {
			return err
		}
		partners := make([]directory.Partner, 0, len(known))
		for _, k := range known {
			partners = append(partners, k.Partner)
		}
		found, err := w.public(partners)
		for k := range found {
			all = append(all, Familiar{found[k], known[k]})
		}
		return err
	})
	return all, err
}

// Profile returns what a partner, by its key, tells customers of itself.
func (s *Store) Profile(ctx context.Context, partner int64) (directory.Profile, error) {
	return read(ctx, s, func(w *work) (directory.Profile, error) {
		all, err := w.directory().Profiles([]int64{partner})
		return all[partner], err
	})
}

// SetPage makes what customers are told of one of the person's locations, by its id, another thing: its support contact
// and its profile, both or neither. Its error is the rules' refusal, or ErrNotFound for a location of others.
func (s *Store) SetPage(ctx context.Context, who directory.Person, partnerID string, c directory.Contact, x directory.Profile) error {
	c, x = c.Tidy(), x.Tidy()
	if err := x.Check(); err != nil && who.Role.May(directory.ToAsk) {
		return err
	}
	return s.setOf(ctx, who, partnerID, c.Check, func(d directory.Directory, p directory.Partner) error {
		if err := d.SetContact(who, p, c); err != nil {
			return err
		}
		return d.SetProfile(who, p, x)
	})
}
