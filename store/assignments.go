package store

import (
	"context"
	"database/sql"

	"shimei/store/programme"
)

// Assignment is one association as admins review it.
type Assignment struct {
	Key          int64
	Route        int // place in Programme.Routes
	Partner      Partner
	TenantID     string
	Customer     string // name
	Subscription string // id, "" for the whole tenant
	Product      int    // of the subscription, -1 for the whole tenant
	From         programme.Instant
	To           programme.Instant // NoEnd while it goes on
	Source       string            // "nomination", "import" or "sale"
	By           string            // who nominated, "" for the others
	Reference    string            // of the nomination

	customer, subscription int64
	closedByPerson         bool
}

// AssignmentFilter narrows the list of associations. Empty fields let all through.
type AssignmentFilter struct {
	Route    string             // id
	Product  string             // id
	Partner  string             // part of the name, or the id
	Customer string             // part of the name or the domain, or the tenant id
	Open     *bool              // in effect now or later, or ended
	On       *programme.Instant // in effect at some time of the day that begins here
}

// AssignmentOrder is what the list of associations can be sorted by.
var AssignmentOrder = Order{key: "a.id", usual: Sort{By: "since", Down: true}, columns: map[string]string{
	"since": "a.from_at", "customer": "c.sorted", "partner": "p.sorted", "route": "a.route", "product": "coalesce(s.product, '')"}}

const selectAssignment = `SELECT a.id, a.route, p.id, p.partner_id, p.name, p.country, coalesce(p.parent_id, p.id),
	c.tenant_id, c.name, coalesce(s.subscription_id, ''), coalesce(s.product, ''), a.from_at, a.to_at, a.closed_at,
	a.source, coalesce(x.name, ''), coalesce((SELECT e.reference FROM events e WHERE e.association_id = a.id AND e.partner_id IS NOT NULL), ''),
	a.customer_id, coalesce(a.subscription_id, 0)
	FROM ` + fromAssignments + ` LEFT JOIN people x ON x.id = a.opened_by `

const fromAssignments = `associations a JOIN partners p ON p.id = a.partner_id JOIN customers c ON c.id = a.customer_id
	LEFT JOIN subscriptions s ON s.id = a.subscription_id`

func (t *tx) assignments(where string, args ...any) (found []Assignment, err error) {
	err = t.each(func(scan func(...any) error) error {
		var a Assignment
		var route, product string
		var to, closed sql.NullInt64
		if err := scan(&a.Key, &route, &a.Partner.Key, &a.Partner.ID, &a.Partner.Name, &a.Partner.Country, &a.Partner.Account,
			&a.TenantID, &a.Customer, &a.Subscription, &product, &a.From, &to, &closed, &a.Source, &a.By, &a.Reference,
			&a.customer, &a.subscription); err != nil {
			return err
		}
		a.Route, _ = t.p.Route(route)
		a.Product = -1
		if product != "" {
			a.Product, _ = t.p.Product(product)
		}
		a.To = instantOrNoEnd(to)
		a.closedByPerson = closed.Valid && closed.Int64 == to.Int64
		found = append(found, a)
		return nil
	}, selectAssignment+where, args...)
	return found, err
}

// Assignments returns a part of the associations that the filter lets through, and how many
// there are.
func (s *Store) Assignments(ctx context.Context, f AssignmentFilter, p Part) (found []Assignment, count int64, err error) {
	err = s.view(ctx, func(t *tx) error {
		found, count, err = t.countedAssignments(everyAssignment, f, p)
		return err
	})
	return found, count, err
}

// EachAssignment calls row with every association that the filter lets through, in order.
func (s *Store) EachAssignment(ctx context.Context, f AssignmentFilter, by Sort, row func(Assignment) error) error {
	return s.view(ctx, func(t *tx) error { return t.eachAssignment(everyAssignment, f, by, row) })
}

// assignmentList is the associations that somebody may know of, and what they can be sorted by.
type assignmentList struct {
	order  Order
	within conditions
}

var everyAssignment = assignmentList{order: AssignmentOrder}

func (t *tx) countedAssignments(l assignmentList, f AssignmentFilter, p Part) (found []Assignment, count int64, err error) {
	c := l.within.clone()
	f.narrow(t, &c)
	if _, err := t.one([]any{&count}, "SELECT count(*) FROM "+fromAssignments+" WHERE "+c.String(), c.args...); err != nil {
		return nil, 0, err
	}
	found, err = t.assignmentPart(l, f, p)
	return found, count, err
}

func (t *tx) assignmentPart(l assignmentList, f AssignmentFilter, p Part) ([]Assignment, error) {
	c := l.within.clone()
	f.narrow(t, &c)
	part, err := t.part(l.order, p, fromAssignments, l.within.String(), l.within.args...)
	if err != nil {
		return nil, err
	}
	return t.assignments("WHERE "+c.String()+part, c.args...)
}

func (t *tx) eachAssignment(l assignmentList, f AssignmentFilter, by Sort, row func(Assignment) error) error {
	return eachPart(by, func(p Part) ([]Assignment, error) { return t.assignmentPart(l, f, p) },
		func(a *Assignment) int64 { return a.Key }, row)
}

// narrow adds the filter's conditions.
func (f AssignmentFilter) narrow(t *tx, c *conditions) {
	if f.Route != "" {
		c.add("a.route = ?", f.Route)
	}
	if f.Product != "" {
		c.add("s.product = ?", f.Product)
	}
	if f.Partner != "" {
		c.add(`(p.found LIKE ? ESCAPE '\' OR p.partner_id = ?)`, contains(f.Partner), usualWidth(f.Partner))
	}
	if f.Customer != "" {
		c.add(`(c.found LIKE ? ESCAPE '\' OR lower(c.domain) LIKE ? ESCAPE '\' OR c.tenant_id IN (?, ?))`,
			contains(f.Customer), contains(f.Customer), f.Customer, usualWidth(f.Customer))
	}
	if f.Open != nil && *f.Open {
		c.add("(a.to_at IS NULL OR a.to_at > ?)", t.now)
	}
	if f.Open != nil && !*f.Open {
		c.add("a.to_at <= ?", t.now)
	}
	if f.On != nil {
		next := programme.InstantOf(f.On.In(t.p.Zone).AddDate(0, 0, 1))
		c.add("a.from_at < ? AND (a.to_at IS NULL OR a.to_at > ?)", next, *f.On)
	}
}

// AssignmentDetail is one association with the history of its subscription or tenant.
type AssignmentDetail struct {
	Assignment
	Account  Partner // the global account of its partner, or the partner itself
	EndedBy  string  // the person who ended it, or ""
	Timeline []Event // latest first
}

// Assignment returns one association by its key, or ErrNotFound.
func (s *Store) Assignment(ctx context.Context, key int64) (d AssignmentDetail, err error) {
	err = s.view(ctx, func(t *tx) error {
		found, err := t.assignments("WHERE a.id = $1", key)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		d.Assignment = found[0]
		accounts, err := t.partners("WHERE p.id = $1", d.Partner.Account)
		if err != nil || len(accounts) == 0 {
			return err
		}
		d.Account = accounts[0]
		scope, args := "a.customer_id = $1 AND a.subscription_id = $2", []any{d.customer, d.subscription}
		if d.subscription == 0 {
			scope, args = "a.customer_id = $1 AND a.subscription_id IS NULL", []any{d.customer}
		}
		siblings, err := t.assignments("WHERE "+scope+" ORDER BY a.from_at, a.id", args...)
		if err != nil {
			return err
		}
		d.Timeline, err = t.timeline(siblings, "e.subscription_id = $1", d.subscription)
		for _, e := range d.Timeline {
			if d.closedByPerson && e.Action != "" && e.At == d.To {
				d.EndedBy = e.By
			}
		}
		return err
	})
	return d, err
}
