package request

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// Filter narrows a list of requests. Empty fields let all through.
type Filter struct {
	Waiting  *bool         // somebody has to act, or nobody has any more
	ToReview bool          // the vendor has to: the queue
	ToAnswer bool          // the customer has to
	Way      programme.Way // of asking
	Route    string        // id
	Partner  string        // part of the name, or the id
	Customer string        // part of the name or the domain, or the tenant id
}

// Order is what lists of requests can be sorted by.
var Order = db.Order{Key: "r.id", Usual: db.Sort{By: "asked", Down: true}, Columns: map[string]string{
	"asked": "r.asked_at", "partner": "p.sorted", "customer": "c.sorted", "way": "r.way", "state": "r.state"}}

// Oldest is the order of the queue, and QueueOrder Order with it as the usual one.
var (
	Oldest     = db.Sort{By: "asked"}
	QueueOrder = db.Order{Key: Order.Key, Usual: Oldest, Columns: Order.Columns}
)

// List lists the requests of a scope that the filter lets through.
func (r Requests) List(s Scope, f Filter) db.List[Request] {
	return db.List[Request]{Tx: r.tx, Order: Order, From: fromRequests, Within: s.within(), Narrow: func(c *db.Conditions) { f.narrow(c, r.tx.Now) },
		Read: r.where, Key: func(q *Request) int64 { return q.Key }}
}

func (f Filter) narrow(c *db.Conditions, now programme.Instant) {
	const waits = "r.state IN ('proposed', 'submitted', 'returned') AND (r.due_at IS NULL OR r.due_at > ?)"
	if f.Waiting != nil && *f.Waiting {
		c.Add(waits, now)
	}
	if f.Waiting != nil && !*f.Waiting {
		c.Add("NOT ("+waits+")", now)
	}
	if f.ToReview { // what is in effect and was not looked at, as long as it is
		c.Add("(r.state = 'submitted' OR NOT r.reviewed) AND (r.state = 'submitted' OR r.state = 'active' AND (a.to_at IS NULL OR a.to_at > ? AND coalesce(a.closed_at <> a.to_at, TRUE)))", now)
	}
	if f.ToAnswer {
		c.Add("r.state = 'proposed' AND r.due_at > ?", now)
	}
	if f.Way != "" {
		c.Add("r.way = ?", f.Way)
	}
	if f.Route != "" {
		c.Add("r.route = ?", f.Route)
	}
	if f.Partner != "" {
		c.Add(`(p.found LIKE ? ESCAPE '\' OR p.partner_key = ?)`, db.Contains(f.Partner), programme.KeyOf(f.Partner))
	}
	if f.Customer != "" {
		c.Add(`(c.found LIKE ? ESCAPE '\' OR c.tenant_key IN (?, ?))`, db.Contains(f.Customer), programme.KeyOf(f.Customer), db.GUID(f.Customer))
	}
}

// About lists all requests of one partner or customer, by a column such as r.partner_id.
func (r Requests) About(column string, key int64) db.List[Request] {
	list := r.List(Scope{All: true}, Filter{})
	list.Within.Add(column+" = ?", key)
	return list
}
