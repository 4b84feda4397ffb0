package request

import (
	"shimei/store/db"
	"shimei/store/directory"
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

// Oldest is the order of the queue.
var Oldest = db.Sort{By: "asked"}

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
		c.Add("(r.state = 'submitted' OR NOT r.reviewed) AND (r.state = 'submitted' OR r.state = 'active' AND (a.to_at IS NULL OR a.to_at > ?))", now)
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
		c.Add(`(c.found LIKE ? ESCAPE '\' OR c.tenant_key = ?)`, db.Contains(f.Customer), programme.KeyOf(f.Customer))
	}
}

// Detail is a request with what happened to it, and what others ask for the same.
type Detail struct {
	Request
	Acts    []programme.Act   // what the asker may do now
	History []directory.Event // earliest first
	Files   []Evidence        // of a claim
	Rivals  []Request         // claims of the same subscription by others that wait or are in effect; for the vendor alone
}

// Detail returns a request that a person sees, with its history, or db.ErrNotFound.
func (r Requests) Detail(who directory.Person, reference string) (d Detail, err error) {
	s := Seen(who)
	if d.Request, err = r.ByReference(s, reference); err != nil {
		return d, err
	}
	d.Acts = d.Life.Acts(Of(who), r.tx.Now)
	if d.Files, err = r.evidence(d.Key); err != nil {
		return d, err
	}
	if d.History, err = r.directory().OfRequest(d.Key); err != nil || !s.All || d.subscription == 0 {
		return d, err
	}
	d.Rivals, err = r.where(`WHERE r.subscription_id = $1 AND r.id <> $2 AND r.way IN ('claim', 'nomination')
		AND r.state IN ('submitted', 'returned', 'active') ORDER BY r.id`, d.subscription, d.Key)
	return d, err
}
