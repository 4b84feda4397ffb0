package directory

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// Change is one entry of a customer's activity: what a person did, or an association that a
// file or a sale began or ended.
type Change struct {
	Event
	Key     int64 // tells changes apart: that of what is recorded, and of which kind it is
	Product int   // of the subscription, -1 for the db.Whole tenant
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
var ActivityOrder = db.Order{Key: "x.key", Usual: db.Sort{By: "at", Down: true}, Columns: map[string]string{"at": "x.place"}}

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
	FROM ` + fromActivity + " "

// Activity lists a customer's changes that the filter lets through.
func (d Directory) Activity(customer int64, f ActivityFilter) db.List[Change] {
	return db.List[Change]{Tx: d.tx, Order: ActivityOrder, From: fromActivity, Within: db.Conditions{Args: []any{customer, d.tx.Now}},
		Narrow: f.narrow, Read: d.changes, Key: func(c *Change) int64 { return c.Key }}
}

func (f ActivityFilter) narrow(c *db.Conditions) {
	if f.Kind != "" {
		c.Add("x.kind = ?", f.Kind)
	}
	cameOrWent(c, f.Partner)
	if f.Subscription != "" {
		c.Add(`lower(s.subscription_id) LIKE ? ESCAPE '\'`, db.Contains(f.Subscription))
	}
	f.within(c, "x.at")
}

// cameOrWent lets through what has a partner, p, who came, or one, q, who went.
func cameOrWent(c *db.Conditions, partner string) {
	if partner == "" {
		return
	}
	part, id := db.Contains(partner), db.UsualWidth(partner)
	c.Add(`(p.found LIKE ? ESCAPE '\' OR p.partner_id = ? OR q.found LIKE ? ESCAPE '\' OR q.partner_id = ?)`, part, id, part, id)
}

// within lets through what is at an instant of a period.
func (p Period) within(c *db.Conditions, instant string) {
	if p.From != nil {
		c.Add(instant+" >= ?", *p.From)
	}
	if p.To != nil {
		c.Add(instant+" < ?", *p.To)
	}
}

func (d Directory) changes(tail string, args ...any) (found []Change, err error) {
	err = d.tx.Each(func(scan db.Scan) error {
		x, err := d.change(scan)
		found = append(found, x)
		return err
	}, selectActivity+tail, args...)
	return found, err
}

// change reads a row of selectActivity.
func (d Directory) change(scan db.Scan) (x Change, err error) {
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
	x.Route, _ = d.p.Route(route)
	x.Product = -1
	if product != "" {
		x.Product, _ = d.p.Product(product)
	}
	if partner.ID != "" {
		x.Partner = &partner
	}
	if earlier.ID != "" {
		x.Earlier = &earlier
	}
	return x, nil
}
