package store

import (
	"context"

	"shimei/store/programme"
)

// Change is one entry of a customer's activity: what a person did, or an association that a
// file or a sale began or ended.
type Change struct {
	Event
	Key     int64 // tells changes apart: that of what is recorded, and of which kind it is
	Product int   // of the subscription, -1 for the whole tenant
}

// The kinds of changes that are no Action: what a file or a sale brought.
const (
	Opened = "opened"
	Ended  = "ended"
)

// ActivityFilter narrows a customer's activity. Empty fields let all through.
type ActivityFilter struct {
	Kind         string // an Action, Opened or Ended
	Partner      string // part of the name, or the id, of whoever came or went
	Subscription string // part of the id
	Period
}

// Period is a time from one instant to another.
type Period struct {
	From *programme.Instant // nil for ever before
	To   *programme.Instant // is not part of it; nil for ever after
}

// ActivityOrder is what a customer's activity can be sorted by.
var ActivityOrder = Order{key: "x.key", usual: Sort{By: "at", Down: true}, columns: map[string]string{"at": "x.place"}}

// fromActivity is the changes of the customer $1 until the instant $2. A timeline has the
// same. What a person did is told by its subscription, whose history goes with it where it
// moves; its confirmation stays with the customer who nominated. Of two changes at the same
// instant what a person did is the later, and an end is the earlier: place has that in it.
const fromActivity = `(
	SELECT e.id * 4 + 2 AS key, e.at * 4 + 2 AS place, e.at AS at, e.action AS kind, '` + programme.DPOR + `' AS route, 'nomination' AS source,
		e.person_id AS person_id, CASE WHEN e.customer_id = s.customer_id THEN e.reference ELSE '' END AS reference,
		e.subscription_id AS subscription_id, e.partner_id AS partner_id, e.earlier_partner_id AS earlier_partner_id
	FROM subscriptions s JOIN events e ON e.subscription_id = s.id WHERE s.customer_id = $1
	UNION ALL SELECT a.id * 4 + 1, a.from_at * 4 + 1, a.from_at, '` + Opened + `', a.route, a.source, NULL, '', a.subscription_id, a.partner_id, NULL
	FROM associations a WHERE a.customer_id = $1 AND a.from_at <= $2 AND a.source <> 'nomination'
		AND NOT coalesce(a.closed_at = a.to_at AND a.to_at <= a.from_at, FALSE)
	UNION ALL SELECT a.id * 4, a.to_at * 4, a.to_at, '` + Ended + `', a.route, a.source, NULL, '', a.subscription_id, a.partner_id, NULL
	FROM associations a WHERE a.customer_id = $1 AND a.to_at <= $2 AND NOT coalesce(a.closed_at = a.to_at, FALSE)
	) x LEFT JOIN people y ON y.id = x.person_id LEFT JOIN subscriptions s ON s.id = x.subscription_id
	LEFT JOIN partners p ON p.id = x.partner_id LEFT JOIN partners q ON q.id = x.earlier_partner_id`

const selectActivity = `SELECT x.key, x.at, x.kind, x.route, x.source, coalesce(y.name, ''), x.reference,
	coalesce(s.subscription_id, ''), coalesce(s.product, ''), coalesce(p.partner_id, ''), coalesce(p.name, ''), coalesce(q.partner_id, ''), coalesce(q.name, '')
	FROM ` + fromActivity + " WHERE "

// Activity returns a part of a customer's changes that the filter lets through, and how many
// there are.
func (s *Store) Activity(ctx context.Context, customer int64, f ActivityFilter, p Part) (found []Change, count int64, err error) {
	err = s.view(ctx, func(t *tx) error {
		c := t.activityOf(customer, f)
		if _, err := t.one([]any{&count}, "SELECT count(*) FROM "+fromActivity+" WHERE "+c.String(), c.args...); err != nil {
			return err
		}
		found, err = t.activityPart(customer, f, p)
		return err
	})
	return found, count, err
}

// EachChange calls row with every change of a customer that the filter lets through, in order.
func (s *Store) EachChange(ctx context.Context, customer int64, f ActivityFilter, by Sort, row func(Change) error) error {
	return s.view(ctx, func(t *tx) error {
		return eachPart(by, func(p Part) ([]Change, error) { return t.activityPart(customer, f, p) },
			func(c *Change) int64 { return c.Key }, row)
	})
}

// activityOf begins with the arguments of fromActivity.
func (t *tx) activityOf(customer int64, f ActivityFilter) conditions {
	c := conditions{args: []any{customer, t.now}}
	if f.Kind != "" {
		c.add("x.kind = ?", f.Kind)
	}
	c.cameOrWent(f.Partner)
	if f.Subscription != "" {
		c.add(`lower(s.subscription_id) LIKE ? ESCAPE '\'`, contains(f.Subscription))
	}
	c.within("x.at", f.Period)
	return c
}

// cameOrWent lets through what has a partner, p, who came, or one, q, who went.
func (c *conditions) cameOrWent(partner string) {
	if partner == "" {
		return
	}
	part, id := contains(partner), usualWidth(partner)
	c.add(`(p.found LIKE ? ESCAPE '\' OR p.partner_id = ? OR q.found LIKE ? ESCAPE '\' OR q.partner_id = ?)`, part, id, part, id)
}

// within lets through what is at an instant of a period.
func (c *conditions) within(at string, p Period) {
	if p.From != nil {
		c.add(at+" >= ?", *p.From)
	}
	if p.To != nil {
		c.add(at+" < ?", *p.To)
	}
}

func (t *tx) activityPart(customer int64, f ActivityFilter, p Part) (found []Change, err error) {
	all, c := t.activityOf(customer, ActivityFilter{}), t.activityOf(customer, f)
	part, err := t.part(ActivityOrder, p, fromActivity, all.String(), all.args...)
	if err != nil {
		return nil, err
	}
	err = t.each(func(scan func(...any) error) error {
		x, err := t.change(scan)
		found = append(found, x)
		return err
	}, selectActivity+c.String()+part, c.args...)
	return found, err
}

// change reads a row of selectActivity.
func (t *tx) change(scan func(...any) error) (x Change, err error) {
	var kind, route, product string
	var partner, earlier Partner
	if err := scan(&x.Key, &x.At, &kind, &route, &x.Source, &x.By, &x.Reference, &x.Subscription,
		&product, &partner.ID, &partner.Name, &earlier.ID, &earlier.Name); err != nil {
		return x, err
	}
	x.Opened = kind == Opened
	if kind != Opened && kind != Ended {
		x.Action = Action(kind)
	}
	x.Route, _ = t.p.Route(route)
	x.Product = -1
	if product != "" {
		x.Product, _ = t.p.Product(product)
	}
	if partner.ID != "" {
		x.Partner = &partner
	}
	if earlier.ID != "" {
		x.Earlier = &earlier
	}
	return x, nil
}
