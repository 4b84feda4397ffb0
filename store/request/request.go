package request

import (
	"database/sql"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/outbox"
	"shimei/store/programme"
)

// Request is one request as it stands.
type Request struct {
	Key          int64
	Reference    string // what people quote
	Life         programme.Life
	Route        int // place in Programme.Routes
	Partner      directory.Partner
	Customer     int64  // key
	CustomerName string // of that customer
	TenantID     string
	Subscription string // id, "" for the whole tenant
	Product      int    // of the subscription, -1 for the whole tenant
	Association  int64  // that came of it, or that it is about; 0 for none
	From, To     programme.Instant
	Name         string         // of a delegation: what it is for
	Begins, Ends *programme.Day // what a correction asks for; nil leaves as it is
	AskedAt      programme.Instant
	AskedBy      string // name
	Flags        []string
	Version      int64 // number of acts so far

	subscription int64
	corrected    *[2]outbox.Span // by the correction that is approved: when it was in effect, and when it is
	closed       bool            // a person ended what came of it, also where that is ahead of this clock
}

// Requests reads and changes requests in one transaction.
type Requests struct {
	tx     *db.Tx
	p      *programme.Programme
	ledger *ledger.Ledger
}

// In returns what reads and changes requests in a transaction, by the programme p. l may be nil where
// nothing is changed.
func In(tx *db.Tx, p *programme.Programme, l *ledger.Ledger) Requests {
	return Requests{tx: tx, p: p, ledger: l}
}

func (r Requests) directory() directory.Directory { return directory.In(r.tx, r.p) }

// fromRequests joins to requests r what they are told by.
const fromRequests = `requests r JOIN partners p ON p.id = r.partner_id LEFT JOIN partners g ON g.id = p.parent_id
	JOIN customers c ON c.id = r.customer_id LEFT JOIN subscriptions s ON s.id = r.subscription_id
	LEFT JOIN associations a ON a.id = r.association_id JOIN people x ON x.id = r.asked_by`

const selectRequests = `SELECT r.id, r.reference, r.way, r.state, r.due_at, r.days, r.asked_by, r.objected, r.disputed, r.reviewed, r.route,
	p.id, p.partner_id, p.name, p.country, p.email, p.suspended OR coalesce(g.suspended, FALSE), coalesce(p.parent_id, p.id),
	r.customer_id, c.name, c.tenant_id, coalesce(r.subscription_id, 0), coalesce(s.subscription_id, ''), coalesce(s.product, ''), coalesce(s.customer_id, r.customer_id),
	coalesce(r.association_id, 0), coalesce(a.from_at, 0), a.to_at, coalesce(a.closed_at = a.to_at, FALSE), r.name, r.from_day, r.to_day, r.asked_at, x.name, r.flags, r.version FROM ` + fromRequests + " "

// where returns the requests r that end a statement.
func (r Requests) where(where string, args ...any) (found []Request, err error) {
	err = r.tx.Each(func(scan db.Scan) error {
		q, err := r.scan(scan)
		found = append(found, q)
		return err
	}, selectRequests+where, args...)
	return found, err
}

func (r Requests) scan(scan db.Scan) (q Request, err error) {
	var route, product, flags string
	var due, to sql.NullInt64
	var holder int64
	l := &q.Life
	if err := scan(&q.Key, &q.Reference, &l.Way, &l.State, &due, &l.Days, &l.AskedBy, &l.Objected, &l.Disputed, &l.Reviewed, &route,
		&q.Partner.Key, &q.Partner.ID, &q.Partner.Name, &q.Partner.Country, &q.Partner.Email, &q.Partner.Suspended, &q.Partner.Account,
		&q.Customer, &q.CustomerName, &q.TenantID, &q.subscription, &q.Subscription, &product, &holder,
		&q.Association, &q.From, &to, &q.closed, &q.Name, &q.Begins, &q.Ends, &q.AskedAt, &q.AskedBy, &flags, &q.Version); err != nil {
		return q, err
	}
	q.Route, _ = r.p.Route(route)
	q.Product = -1
	if product != "" {
		q.Product, _ = r.p.Product(product)
	}
	q.To, l.Due = db.InstantOrNoEnd(to), db.InstantOrNoEnd(due)
	q.Flags = strings.Fields(flags)
	r.follow(&q, holder)
	return q, nil
}

// follow makes the life of a request follow what happened without an act of a person: the time is over, its
// association ended, the subscription moved. The clock's acts are recorded later (clock.go).
func (r Requests) follow(q *Request, holder int64) {
	about := q.Life.Way == programme.WayExtension || q.Life.Way == programme.WayCorrection
	if q.Life.State == programme.StateActive && !about {
		q.Life.Due = min(q.Life.Due, q.To)
	}
	try := func(side programme.Side, act programme.Act, happened bool) {
		if after, err := r.p.After(q.Life, programme.Actor{Side: side}, act, r.tx.Now); happened && err == nil {
			q.Life = after
		}
	}
	try(programme.ByFacts, programme.ActMove, q.subscription != 0 && holder != q.Customer && !about)
	if nominated := q.Life.Way == programme.WayNomination || q.Life.Way == programme.WayClaim; nominated && (q.To <= r.tx.Now || q.closed) {
		q.Life.Due = programme.NoEnd
		try(programme.ByFacts, programme.ActSupersede, true)
	}
	try(programme.ByClock, programme.ActLapse, true)
	try(programme.ByClock, programme.ActExpire, true)
}

// Scope is what a reader sees of all requests.
type Scope struct {
	Customer int64           // key, for its people
	Partner  directory.Scope // of a partner's people
	All      bool            // for the vendor
}

// Seen returns what a person sees.
func Seen(who directory.Person) Scope {
	switch who.Role.Audience() {
	case "customer":
		return Scope{Customer: who.Customer}
	case "partner":
		return Scope{Partner: who.Scope()}
	case "admin":
		return Scope{All: true}
	}
	return Scope{}
}

// within is the condition that a request is seen. A nomination that an admin looks at, and a correction, are
// the vendor's own.
func (s Scope) within() db.Conditions {
	var c db.Conditions
	switch {
	case s.All:
	case s.Customer != 0:
		c.Add("r.customer_id = ?", s.Customer)
		c.Add("r.way NOT IN ('nomination', 'correction')")
	case s.Partner.Account != 0:
		c.Add("coalesce(p.parent_id, p.id) = ?"+s.Partner.Only("p.id"), s.Partner.Account)
		c.Add("r.way NOT IN ('nomination', 'correction')")
	default:
		c.Add("FALSE")
	}
	return c
}

// ByReference returns a request that a person sees by its reference as somebody types it, or ErrNotFound.
func (r Requests) ByReference(s Scope, reference string) (Request, error) {
	c := s.within()
	c.Add("r.reference = ?", db.Reference(reference))
	found, err := r.where("WHERE "+c.String(), c.Args...)
	if err == nil && len(found) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return Request{}, err
	}
	return found[0], nil
}

// Of returns who a person is toward requests: an owner or administrator of the customer, anybody of the
// partner, an admin; nobody for who only reads.
func Of(who directory.Person) programme.Actor {
	a := programme.Actor{Person: who.Key}
	switch {
	case who.Role.May(directory.ToNominate):
		a.Side = programme.ByCustomer
	case who.Role.May(directory.ToAsk):
		a.Side = programme.ByPartner
	case who.Role.May(directory.ToDecide):
		a.Side = programme.ByVendor
	}
	return a
}
