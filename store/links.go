package store

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"

	"shimei/store/directory"
	"shimei/store/programme"
)

// MakeLink signs a link by which customers come to nominate one of the person's locations, and returns its
// token. Its end is the programme's. Nothing of it is kept. Its error is the rules' refusal.
func (s *Store) MakeLink(ctx context.Context, who directory.Person, l programme.Link) (token string, made programme.Link, err error) {
	key, err := s.secret(ctx, linkSecret)
	if err != nil {
		return "", l, err
	}
	err = s.view(ctx, func(w *work) error {
		partner, err := w.ownLocation(who, l.Partner)
		if err != nil {
			return err
		}
		l.Partner, l.Tenant, l.Until = partner.ID, strings.TrimSpace(l.Tenant), w.p.In(w.tx.Now, w.p.Terms.LinkDays)
		l.Subscriptions = eachOnce(l.Subscriptions)
		if !l.Fits() {
			return &programme.Refusal{Code: programme.RefusedLinkLong}
		}
		if err := w.known(l); err != nil {
			return err
		}
		token = l.Token(key)
		return nil
	})
	return token, l, err
}

// known refuses a link for a tenant or a subscription that nobody has. Whether there is one is what a partner is
// told as well where it asks for a delegation, or claims: whose a subscription is it is told nowhere.
func (w *work) known(l programme.Link) error {
	if l.Tenant != "" {
		if err := w.there("SELECT 1 FROM customers WHERE tenant_key = $1", l.Tenant, programme.RefusedTenant); err != nil {
			return err
		}
	}
	for _, id := range l.Subscriptions {
		if err := w.there("SELECT 1 FROM subscriptions WHERE subscription_key = $1", id, programme.RefusedSubscription); err != nil {
			return err
		}
	}
	return nil
}

// there refuses an id, by a code, whose key a query does not find.
func (w *work) there(query, id, code string) error {
	var some int
	found, err := w.tx.One([]any{&some}, query, programme.KeyOf(id))
	if err == nil && !found {
		err = &programme.Refusal{Code: code, Name: id}
	}
	return err
}

// ownLocation returns a location of the account of a partner's person, by its id, that can be nominated.
func (w *work) ownLocation(who directory.Person, id string) (directory.Partner, error) {
	if !who.Role.May(directory.ToAsk) {
		return directory.Partner{}, &programme.Refusal{Code: programme.RefusedActor}
	}
	partner, err := w.directory().Nominee(id)
	if err == nil && !who.Scope().Has(partner.Key, partner.Account) {
		err = &programme.Refusal{Code: programme.RefusedUnknown, Name: id}
	}
	return partner, err
}

// eachOnce returns the ids that name something, each once.
func eachOnce(ids []string) (once []string) {
	for _, id := range ids {
		key := programme.KeyOf(id)
		if key != "" && !slices.ContainsFunc(once, func(other string) bool { return programme.KeyOf(other) == key }) {
			once = append(once, strings.TrimSpace(id))
		}
	}
	return once
}

// OpenLink reads the token of a link for a customer's person, and returns what it asks for with the partner.
// Its error is the rules' refusal: of the link, of another tenant's person, of one who only reads, and of a
// partner that cannot be nominated any more.
func (s *Store) OpenLink(ctx context.Context, who directory.Person, token string) (l programme.Link, p directory.Partner, err error) {
	key, err := s.secret(ctx, linkSecret)
	if err != nil {
		return l, p, err
	}
	err = s.view(ctx, func(w *work) error {
		if l, err = programme.ReadLink(token, key, w.tx.Now); err != nil {
			return err
		}
		if err := w.isFor(l, who); err != nil {
			return err
		}
		p, err = w.directory().Nominee(l.Partner)
		return err
	})
	return l, p, err
}

// isFor refuses a link to whom it is not for.
func (w *work) isFor(l programme.Link, who directory.Person) error {
	if who.Customer == 0 || l.Tenant != "" && programme.KeyOf(l.Tenant) != programme.KeyOf(who.OrgID) {
		return &programme.Refusal{Code: programme.RefusedLinkOthers}
	}
	_, err := w.directory().Chosen(who.Customer, l.Subscriptions)
	switch {
	case errors.Is(err, ErrNotFound):
		return &programme.Refusal{Code: programme.RefusedLinkOthers}
	case err != nil:
		return err
	case !who.Role.May(directory.ToNominate):
		return &programme.Refusal{Code: programme.RefusedRole}
	}
	return nil
}

// linkSecret is the name of the key that links are signed by.
const linkSecret = "links"

// secret returns a key that all portals on the database share. Whoever needs it first makes it.
func (s *Store) secret(ctx context.Context, name string) (key []byte, err error) {
	const selectSecret = "SELECT value FROM secrets WHERE name = $1"
	if found, err := s.db.One(ctx, []any{&key}, selectSecret, name); err != nil || found {
		return key, err
	}
	fresh := make([]byte, 32)
	rand.Read(fresh)
	err = s.update(ctx, func(w *work) error {
		if err := w.tx.Exec("INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", name, fresh); err != nil {
			return err
		}
		_, err := w.tx.One([]any{&key}, selectSecret, name)
		return err
	})
	return key, err
}
