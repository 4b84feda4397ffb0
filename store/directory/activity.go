package directory

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// Whose is whose activity is told: a customer's, by its key, or that of a scope of a partner's account.
type Whose struct {
	Customer int64
	Partner  Scope
}

// ActivityFilter narrows an activity. Empty fields let all through.
type ActivityFilter struct {
	Kind         Kind
	Partner      string // part of the name, or the id, of whoever came or went
	Customer     string // part of the name or its reading, or the tenant id
	Subscription string // part of the id
	Period
}

// Period is a time from one instant to another.
type Period struct {
	From *programme.Instant // nil for ever before
	To   *programme.Instant // is not part of it; nil for ever after
}

// ActivityOrder is what an activity can be sorted by.
var ActivityOrder = db.Order{Key: "x.key", Usual: db.Sort{By: "at", Down: true}, Columns: map[string]string{"at": "x.place"}}

// fromActivity is the events of the customer $1 until the instant $2: what its people did, and what
// files and sales brought to what it held, and what moved.
func (d Directory) fromActivity() string {
	return fromEvents(happened(recorded("e.id * 4 + 2", "e.at * 4 + 2", "e.reference", "events e")+" WHERE e.customer_id = $1 AND "+toldToCustomers,
		d.brought(d.seenBy("$1"), "TRUE", "$2"), moved("t.customer_id = $1", "$2")))
}

// toldToCustomers is the condition on events e that customers are told of them. That an admin looks at a
// nomination, and that admins ask each other for a correction, is the vendor's own; what comes of it is not.
const toldToCustomers = `NOT (e.subject = 'request' AND EXISTS (SELECT 1 FROM requests v WHERE v.id = e.subject_key
	AND (v.way = 'nomination' AND e.kind <> 'end' OR v.way = 'correction' AND e.kind <> 'approve')))`

// Activity lists the events of a customer, or of a scope of an account, that the filter lets through.
func (d Directory) Activity(of Whose, f ActivityFilter) db.List[Event] {
	from, key := d.fromActivity(), of.Customer
	if of.Partner.Account != 0 {
		from, key = d.fromOwn(of.Partner), of.Partner.Account
	}
	return db.List[Event]{Tx: d.tx, Order: ActivityOrder, From: from, Within: db.Conditions{Args: []any{key, d.tx.Now}},
		Narrow: f.narrow, Key: eventKey, Read: func(tail string, args ...any) ([]Event, error) { return d.events(from, tail, args...) }}
}

func eventKey(e *Event) int64 { return e.Key }

func (f ActivityFilter) narrow(c *db.Conditions) {
	if f.Kind != "" {
		c.Add("x.kind = ?", f.Kind)
	}
	cameOrWent(c, f.Partner)
	ofCustomer(c, f.Customer)
	if f.Subscription != "" {
		c.Add(`s.subscription_key LIKE ? ESCAPE '\'`, db.ContainsID(f.Subscription))
	}
	f.within(c, "x.at")
}

// cameOrWent lets through what has a partner, p, who came, or one, q, who went.
func cameOrWent(c *db.Conditions, partner string) {
	if partner == "" {
		return
	}
	part, key := db.Contains(partner), programme.KeyOf(partner)
	c.Add(`(p.found LIKE ? ESCAPE '\' OR p.partner_key = ? OR q.found LIKE ? ESCAPE '\' OR q.partner_key = ?)`, part, key, part, key)
}

// ofCustomer lets through what is of a customer c.
func ofCustomer(c *db.Conditions, customer string) {
	if customer != "" {
		c.Add(`(c.found LIKE ? ESCAPE '\' OR c.tenant_key IN (?, ?))`, db.Contains(customer), programme.KeyOf(customer), db.GUID(customer))
	}
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
