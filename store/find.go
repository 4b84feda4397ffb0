package store

import (
	"context"
	"errors"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/store/request"
)

// Hits are the first of a kind that a text finds.
type Hits[T any] struct {
	First []T
	More  bool // there are others
}

// hits are at most n of those that were found, of which n+1 were asked for.
func hits[T any](found []T, n int) Hits[T] {
	return Hits[T]{found[:min(n, len(found))], len(found) > n}
}

// firstOf returns the first n rows of a list, in its usual order.
func firstOf[T any](l db.List[T], n int) (Hits[T], error) {
	found, err := l.Part(db.Part{Sort: l.Order.Usual, Limit: n + 1})
	return hits(found, n), err
}

// Found is what a person finds by one text: of each kind as far as the person sees it.
type Found struct {
	Partners      Hits[directory.Partner]          // a customer's: those that can be nominated
	Customers     Hits[directory.Customer]         // a partner's: those it is associated with, without their domains
	Subscriptions Hits[directory.HeldSubscription] // a customer's: its own, without its name
	People        Hits[directory.Person]
	Requests      Hits[request.Request]
	Nominations   []directory.Nomination  // a customer's own
	Associations  []directory.Association // of a nomination's reference, for the vendor
	Imports       Hits[intake.Record]     // for the vendor
}

// Find returns what a person finds by a name, an id, a reference or a domain, in whichever width and reading it is typed:
// the first n of each kind.
func (s *Store) Find(ctx context.Context, who directory.Person, text string, n int) (Found, error) {
	return read(ctx, s, func(w *work) (Found, error) {
		switch who.Role.Audience() {
		case "customer":
			return w.findOfCustomer(who, text, n)
		case "partner":
			return w.findOfPartner(who, text, n)
		case "admin":
			return w.findOfAll(who, text, n)
		}
		return Found{}, nil
	})
}

// findOfCustomer finds what is a customer's own, and the partners that it can nominate.
func (w *work) findOfCustomer(who directory.Person, text string, n int) (f Found, err error) {
	d := w.directory()
	own, err := firstOf(d.OwnSubscriptions(who.Customer, text, productsNamed(w.p, text)), n)
	if err != nil {
		return f, err
	}
	f.Subscriptions.More = own.More
	for _, s := range own.First {
		f.Subscriptions.First = append(f.Subscriptions.First, directory.HeldSubscription{Subscription: s})
	}
	partners, err := d.ToBeNominated(text, n+1)
	if err != nil {
		return f, err
	}
	f.Partners = hits(partners, n)
	if f.People, err = firstOf(d.PeopleNamed(who.Customer, text), n); err != nil {
		return f, err
	}
	nomination, err := d.Nomination(who.Customer, text)
	if err == nil {
		f.Nominations = []directory.Nomination{nomination}
	} else if !errors.Is(err, ErrNotFound) {
		return f, err
	}
	f.Requests, err = w.findRequest(who, text)
	return f, err
}

// productsNamed are the ids of the products whose names hold a text, in one of the languages.
func productsNamed(p *programme.Programme, text string) (ids []string) {
	for _, x := range p.Products {
		for _, language := range []string{"en", "ja"} {
			if strings.Contains(db.Folded(x.Name.In(language)), db.Folded(text)) {
				ids = append(ids, x.ID)
				break
			}
		}
	}
	return ids
}

// findRequest finds the request that a person sees by its reference.
func (w *work) findRequest(who directory.Person, text string) (Hits[request.Request], error) {
	q, err := w.requests().ByReference(request.Seen(who), text)
	if errors.Is(err, ErrNotFound) {
		return Hits[request.Request]{}, nil
	}
	return Hits[request.Request]{First: []request.Request{q}}, err
}

// findOfPartner finds what is in the scope of a partner's person.
func (w *work) findOfPartner(who directory.Person, text string, n int) (f Found, err error) {
	listing, err := w.report().AccountCustomers(who.Scope(), report.AccountCustomerFilter{Text: text})
	if err != nil {
		return f, err
	}
	customers, next, err := listing.Page(0, n)
	if err != nil {
		return f, err
	}
	f.Customers.More = next != 0
	for _, c := range customers {
		f.Customers.First = append(f.Customers.First, directory.Customer{CustomerRef: c.Customer, TenantID: c.TenantID, Subscriptions: c.Subscriptions})
	}
	account, err := w.directory().Account(who.Scope())
	if err != nil {
		return f, err
	}
	f.People = hits(account.PeopleNamed(text), n)
	f.Partners = hits(account.LocationsNamed(text), n)
	f.Requests, err = w.findRequest(who, text)
	return f, err
}

// findOfAll finds among everything, for the vendor.
func (w *work) findOfAll(who directory.Person, text string, n int) (f Found, err error) {
	d := w.directory()
	partners, err := firstOf(d.Partners(directory.PartnerFilter{Text: text}), n)
	if err != nil {
		return f, err
	}
	f.Partners.More = partners.More
	for _, x := range partners.First {
		f.Partners.First = append(f.Partners.First, x.Partner)
	}
	if f.Customers, err = firstOf(d.Customers(directory.CustomerFilter{Text: text}), n); err != nil {
		return f, err
	}
	if f.Subscriptions, err = firstOf(d.HeldSubscriptions(text), n); err != nil {
		return f, err
	}
	if f.People, err = firstOf(d.PeopleNamed(0, text), n); err != nil {
		return f, err
	}
	if f.Associations, err = d.NominatedBy(text, n); err != nil {
		return f, err
	}
	if f.Imports, err = firstOf(intake.Named(w.tx, text), n); err != nil {
		return f, err
	}
	f.Requests, err = w.findRequest(who, text)
	return f, err
}
