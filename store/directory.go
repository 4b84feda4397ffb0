package store

import "context"

// The directory of the programme, as the vendor's admins look things up in it.

// register is one of its lists: the rows of some tables that a reader makes values of.
type register[T any] struct {
	order Order
	from  string
	read  func(t *tx, where string, args ...any) ([]T, error)
	key   func(*T) int64
}

func (x register[T]) page(s *Store, ctx context.Context, narrow func(*conditions), p Part) (found []T, count int64, err error) {
	err = s.view(ctx, func(t *tx) error {
		var c conditions
		narrow(&c)
		if _, err := t.one([]any{&count}, "SELECT count(*) FROM "+x.from+" WHERE "+c.String(), c.args...); err != nil {
			return err
		}
		found, err = x.part(t, c, p)
		return err
	})
	return found, count, err
}

func (x register[T]) each(s *Store, ctx context.Context, narrow func(*conditions), by Sort, row func(T) error) error {
	return s.view(ctx, func(t *tx) error {
		var c conditions
		narrow(&c)
		return eachPart(by, func(p Part) ([]T, error) { return x.part(t, c, p) }, x.key, row)
	})
}

func (x register[T]) part(t *tx, c conditions, p Part) ([]T, error) {
	part, err := t.part(x.order, p, x.from, "TRUE")
	if err != nil {
		return nil, err
	}
	return x.read(t, "WHERE "+c.String()+part, c.args...)
}

// PartnerEntry is a partner with the global account that it is a location of.
type PartnerEntry struct {
	Partner
	AccountID, AccountName string // "" of a partner that is its own account
}

// PartnerFilter narrows the list of partners. Empty fields let all through.
type PartnerFilter struct {
	Text      string // part of the name or its reading, or the id
	Suspended *bool  // it or its global account
}

// PartnerOrder is what the list of partners can be sorted by.
var PartnerOrder = Order{key: "p.id", usual: Sort{By: "name"}, columns: map[string]string{
	"name": "p.sorted", "id": "p.partner_id", "country": "p.country", "account": "coalesce(g.sorted, '')"}}

var partnerRegister = register[PartnerEntry]{PartnerOrder, fromPartners, (*tx).partnerEntries,
	func(p *PartnerEntry) int64 { return p.Key }}

const fromPartners = "partners p LEFT JOIN partners g ON g.id = p.parent_id"

func (t *tx) partnerEntries(where string, args ...any) (found []PartnerEntry, err error) {
	err = t.each(func(scan func(...any) error) error {
		var p PartnerEntry
		err := scan(&p.Key, &p.ID, &p.Name, &p.Country, &p.Email, &p.Suspended, &p.AccountID, &p.AccountName)
		found = append(found, p)
		return err
	}, `SELECT p.id, p.partner_id, p.name, p.country, p.email, p.suspended OR coalesce(g.suspended, FALSE),
		coalesce(g.partner_id, ''), coalesce(g.name, '') FROM `+fromPartners+" "+where, args...)
	return found, err
}

func (f PartnerFilter) narrow(c *conditions) {
	if f.Text != "" {
		c.add(`(p.found LIKE ? ESCAPE '\' OR p.partner_id = ?)`, contains(f.Text), usualWidth(f.Text))
	}
	if f.Suspended != nil {
		c.add("(p.suspended OR coalesce(g.suspended, FALSE)) = ?", *f.Suspended)
	}
}

// Partners returns a part of the partners that the filter lets through, and how many there are.
func (s *Store) Partners(ctx context.Context, f PartnerFilter, p Part) ([]PartnerEntry, int64, error) {
	return partnerRegister.page(s, ctx, f.narrow, p)
}

// EachPartner calls row with every partner that the filter lets through, in order.
func (s *Store) EachPartner(ctx context.Context, f PartnerFilter, by Sort, row func(PartnerEntry) error) error {
	return partnerRegister.each(s, ctx, f.narrow, by, row)
}

// Customer is a customer of the programme.
type Customer struct {
	CustomerRef
	TenantID      string
	Domain        string
	Country       string
	Subscriptions int64 // how many, whether they go on or have ended
}

// CustomerFilter narrows the list of customers. Empty fields let all through.
type CustomerFilter struct {
	Text string // part of the name, its reading or the domain, or the tenant id
}

// CustomerOrder is what the list of customers can be sorted by.
var CustomerOrder = Order{key: "c.id", usual: Sort{By: "name"}, columns: map[string]string{
	"name": "c.sorted", "id": "c.tenant_id", "domain": "c.domain", "country": "c.country"}}

var customerRegister = register[Customer]{CustomerOrder, "customers c", (*tx).customerRows, func(c *Customer) int64 { return c.Key }}

func (t *tx) customerRows(where string, args ...any) (found []Customer, err error) {
	err = t.each(func(scan func(...any) error) error {
		var c Customer
		err := scan(&c.Key, &c.Name, &c.TenantID, &c.Domain, &c.Country, &c.Subscriptions)
		found = append(found, c)
		return err
	}, `SELECT c.id, c.name, c.tenant_id, c.domain, c.country, (SELECT count(*) FROM subscriptions s WHERE s.customer_id = c.id)
		FROM customers c `+where, args...)
	return found, err
}

func (f CustomerFilter) narrow(c *conditions) {
	if f.Text != "" {
		c.add(`(c.found LIKE ? ESCAPE '\' OR lower(c.domain) LIKE ? ESCAPE '\' OR c.tenant_id IN (?, ?))`,
			contains(f.Text), contains(f.Text), f.Text, usualWidth(f.Text))
	}
}

// Customers returns a part of the customers that the filter lets through, and how many there
// are.
func (s *Store) Customers(ctx context.Context, f CustomerFilter, p Part) ([]Customer, int64, error) {
	return customerRegister.page(s, ctx, f.narrow, p)
}

// EachCustomer calls row with every customer that the filter lets through, in order.
func (s *Store) EachCustomer(ctx context.Context, f CustomerFilter, by Sort, row func(Customer) error) error {
	return customerRegister.each(s, ctx, f.narrow, by, row)
}
