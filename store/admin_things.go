package store

import (
	"context"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/store/request"
)

// What the vendor sees of one partner, customer or subscription on a page of its own.

// shownOfThing is how many associations, requests and subscriptions the page of a thing shows.
const shownOfThing = 20

// AdminPartner is a partner with what the vendor wants to know of it.
type AdminPartner struct {
	directory.Partner                   // with its locations
	Account           directory.Partner // its global account, or itself
	People            []directory.Person
	Associations      Hits[directory.Association] // that go on
	Requests          Hits[request.Request]       // latest first
	Levels            []report.Progress           // of its account, in the month that figures are of
}

// AdminPartner returns a partner by its id, or ErrNotFound.
func (s *Store) AdminPartner(ctx context.Context, id string) (AdminPartner, error) {
	return read(ctx, s, func(w *work) (AdminPartner, error) { return w.adminPartner(id) })
}

func (w *work) adminPartner(id string) (a AdminPartner, err error) {
	d, known := w.directory(), false
	if a.Partner, known, err = d.Partner(id); err == nil && !known {
		err = ErrNotFound
	}
	if err != nil {
		return a, err
	}
	accounts, err := d.PartnersWhere("WHERE p.id = $1", a.Partner.Account)
	if err != nil {
		return a, err
	}
	a.Account = accounts[0]
	if a.People, err = d.PeopleWhere("WHERE x.partner_id = $1 ORDER BY x.sorted, x.id", a.Key); err != nil {
		return a, err
	}
	if a.Associations, err = firstOf(d.AssociationsOf("a.partner_id", a.Key), shownOfThing); err != nil {
		return a, err
	}
	if a.Requests, err = firstOf(w.requests().About("r.partner_id", a.Key), shownOfThing); err != nil {
		return a, err
	}
	a.Levels, err = w.report().Progress(report.ProgressFilter{Partner: a.ID})
	return a, err
}

// AdminCustomer is a customer with what the vendor wants to know of it.
type AdminCustomer struct {
	directory.Customer
	Held         Hits[directory.Subscription] // by id
	People       []directory.Person
	Associations Hits[directory.Association] // that go on
	Requests     Hits[request.Request]       // latest first
}

// AdminCustomer returns a customer by its tenant id, or ErrNotFound.
func (s *Store) AdminCustomer(ctx context.Context, tenantID string) (AdminCustomer, error) {
	return read(ctx, s, func(w *work) (AdminCustomer, error) { return w.adminCustomer(tenantID) })
}

func (w *work) adminCustomer(tenantID string) (a AdminCustomer, err error) {
	d := w.directory()
	if a.Customer, err = d.CustomerOf(tenantID); err != nil {
		return a, err
	}
	if a.Held, err = firstOf(d.Subscriptions(a.Key, directory.SubscriptionFilter{}), shownOfThing); err != nil {
		return a, err
	}
	if a.People, err = d.PeopleWhere("WHERE x.customer_id = $1 ORDER BY x.sorted, x.id", a.Key); err != nil {
		return a, err
	}
	if a.Associations, err = firstOf(d.AssociationsOf("a.customer_id", a.Key), shownOfThing); err != nil {
		return a, err
	}
	a.Requests, err = firstOf(w.requests().About("r.customer_id", a.Key), shownOfThing)
	return a, err
}

// AdminSubscription returns a subscription by its id as its customer sees it, with who that is, or ErrNotFound.
func (s *Store) AdminSubscription(ctx context.Context, id string) (found directory.SubscriptionDetail, of directory.Customer, err error) {
	err = s.view(ctx, func(w *work) error {
		d := w.directory()
		var tenantID string
		known, err := w.tx.One([]any{&tenantID}, "SELECT c.tenant_id FROM subscriptions s JOIN customers c ON c.id = s.customer_id WHERE s.subscription_key = $1", programme.KeyOf(id))
		if err == nil && !known {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		if of, err = d.CustomerOf(tenantID); err != nil {
			return err
		}
		found, err = d.Subscription(of.Key, id)
		return err
	})
	return found, of, err
}
