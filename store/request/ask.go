package request

import (
	"database/sql"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// Ask is what somebody asks for, as they say it.
type Ask struct {
	Way          programme.Way
	Route        string // id
	PartnerID    string // of the location, or of the partner without any, that it is for
	TenantID     string
	Subscription string // id; "" where the route is of the whole tenant
	Name         string // of a delegation: what it is for
	Days         int    // of a delegation, or by how many an extension makes it longer
	Note         string // to who decides
	Association  int64  // of an extension or a correction
	From, To     *programme.Day
	Files        []File // of a claim: what shows it
}

// May refuses what New would refuse, but that it is asked for already. It changes nothing.
func (r Requests) May(who directory.Person, a Ask) error {
	_, _, err := r.begun(who, a)
	return err
}

// begun is a request that is made by an act, before it is kept.
func (r Requests) begun(who directory.Person, a Ask) (q Request, act programme.Act, err error) {
	q = Request{Name: a.Name, AskedAt: r.tx.Now, AskedBy: who.Name, Begins: a.From, Ends: a.To,
		Life: programme.Life{Way: a.Way, Due: programme.NoEnd, AskedBy: who.Key, Days: a.Days, Reviewed: true}}
	if err := r.about(&q, who, a); err != nil {
		return q, act, err
	}
	if err := r.mayAsk(&q); err != nil {
		return q, act, err
	}
	act = programme.ActAsk
	if a.Way == programme.WayAssignment {
		act = programme.ActOpen
	}
	q.Life, err = r.p.After(q.Life, Of(who), act, r.tx.Now)
	return q, act, err
}

// New makes a request, or opens an association where nobody else decides, and returns it. reference is
// what people quote. Its error is the rules' refusal, or db.ErrNotFound for what the person may not see.
func (r Requests) New(who directory.Person, a Ask, reference string) (Request, error) {
	a.Name, a.Note = plain(a.Name, false), plain(a.Note, true)
	files, err := a.shown(r.tx.Now)
	if err != nil {
		return Request{}, err
	}
	q, act, err := r.begun(who, a)
	if err != nil {
		return q, err
	}
	q.Reference = reference
	if err := r.insert(&q); err != nil {
		return q, err
	}
	if err := r.keep(&q, files); err != nil {
		return q, err
	}
	if q.Life.State == programme.StateActive {
		if err := r.open(&q, who); err != nil {
			return q, err
		}
	}
	return q, r.record(&q, act, who, r.tx.Now, programme.StateNone, Said{Note: a.Note})
}

// about fills in who and what a request is about. A partner asks for its own locations, and an extension and a
// correction are of an association that is there.
func (r Requests) about(q *Request, who directory.Person, a Ask) error {
	if a.Way == programme.WayExtension || a.Way == programme.WayCorrection {
		return r.aboutAssociation(q, who, a.Association)
	}
	place, known := r.p.Route(a.Route)
	if !known {
		return &programme.Refusal{Code: programme.RefusedNotOpen, Name: a.Route}
	}
	q.Route, q.Product = place, -1
	if err := r.takes(q); err != nil {
		return err
	}
	partner, err := r.directory().Nominee(a.PartnerID)
	if err != nil {
		return err
	}
	if who.Partner != 0 && !who.Scope().Has(partner.Key, partner.Account) {
		return &programme.Refusal{Code: programme.RefusedUnknown, Name: a.PartnerID}
	}
	q.Partner = partner
	return r.aboutTenant(q, a)
}

func (r Requests) aboutTenant(q *Request, a Ask) error {
	if r.p.Routes[q.Route].Scope == programme.ScopeTenant {
		found, err := r.tx.One([]any{&q.Customer, &q.CustomerName, &q.TenantID}, "SELECT id, name, tenant_id FROM customers WHERE tenant_key = $1", programme.KeyOf(a.TenantID))
		if err == nil && !found {
			err = &programme.Refusal{Code: programme.RefusedTenant, Name: a.TenantID}
		}
		return err
	}
	found, err := r.directory().SubscriptionsWhere("WHERE s.subscription_key = $1", programme.KeyOf(a.Subscription))
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return &programme.Refusal{Code: programme.RefusedSubscription, Name: a.Subscription}
	}
	s := found[0]
	if err := r.p.CheckOpen(q.Route, s.Product, s.End, r.tx.Now, s.ID); err != nil {
		return err
	}
	q.subscription, q.Subscription, q.Product, q.Customer = s.Key, s.ID, s.Product, s.Customer
	_, err = r.tx.One([]any{&q.CustomerName, &q.TenantID}, "SELECT name, tenant_id FROM customers WHERE id = $1", s.Customer)
	return err
}

// aboutAssociation makes a request one about an association that the person sees: a partner its own that goes
// on, and an admin any.
func (r Requests) aboutAssociation(q *Request, who directory.Person, association int64) error {
	if err := r.ofAssociation(q, association, who.Scope()); err != nil {
		return err
	}
	return r.takes(q)
}

// ofAssociation fills in what an association is of; it is db.ErrNotFound for one that is not of a scope, where
// the zero value is none in particular.
func (r Requests) ofAssociation(q *Request, association int64, s directory.Scope) error {
	var route, subscription, product string
	var subscriptionKey int64
	var to sql.NullInt64
	found, err := r.tx.One([]any{&route, &q.Partner.Key, &q.Partner.ID, &q.Partner.Name, &q.Partner.Account, &q.Customer, &q.CustomerName, &q.TenantID,
		&subscriptionKey, &subscription, &product, &q.From, &to}, `SELECT a.route, p.id, p.partner_id, p.name, coalesce(p.parent_id, p.id), c.id, c.name, c.tenant_id,
			coalesce(s.id, 0), coalesce(s.subscription_id, ''), coalesce(s.product, ''), a.from_at, a.to_at
		FROM associations a JOIN partners p ON p.id = a.partner_id JOIN customers c ON c.id = a.customer_id
		LEFT JOIN subscriptions s ON s.id = a.subscription_id
		WHERE a.id = $1 AND ($2 = 0 OR coalesce(p.parent_id, p.id) = $2)`+s.Only("p.id"), association, s.Account)
	if err == nil && !found {
		err = db.ErrNotFound
	}
	q.Association, q.subscription, q.Subscription, q.To = association, subscriptionKey, subscription, db.InstantOrNoEnd(to)
	q.Route, _ = r.p.Route(route)
	q.Product = -1
	if product != "" {
		q.Product, _ = r.p.Product(product)
	}
	return err
}

// takes refuses what the programme does not take by the route, or not yet.
func (r Requests) takes(q *Request) error {
	if !r.p.Takes(q.Life.Way, q.Route, r.tx.Now) {
		return &programme.Refusal{Code: programme.RefusedNotOpen, Name: r.p.Routes[q.Route].ID}
	}
	return nil
}

// mayAsk refuses what cannot be asked for, whoever asks.
func (r Requests) mayAsk(q *Request) error {
	w := q.Life.Way
	if timed := w == programme.WayDelegation || w == programme.WayExtension; timed && (q.Life.Days < 1 || q.Life.Days > r.p.Terms.LongestDays) {
		return &programme.Refusal{Code: programme.RefusedTerm}
	}
	if w == programme.WayCorrection && q.Begins == nil && q.Ends == nil {
		return &programme.Refusal{Code: programme.RefusedNothingChosen}
	}
	switch w {
	case programme.WayExtension:
		_, err := r.extended(q)
		return err
	case programme.WayCorrection:
		_, _, err := r.corrected(q)
		return err
	}
	if err := r.notYet(q); err != nil || w != programme.WayClaim {
		return err
	}
	return r.notRejected(q)
}

// notRejected refuses a claim that was rejected, by whatever location of the account, as long as ClaimAgain says.
func (r Requests) notRejected(q *Request) error {
	var at programme.Instant
	if _, err := r.tx.One([]any{&at}, `SELECT coalesce(max(e.at), 0) FROM requests r JOIN partners p ON p.id = r.partner_id
		JOIN events e ON e.subject = 'request' AND e.subject_key = r.id AND e.kind = 'reject'
		WHERE r.way = 'claim' AND r.state = 'rejected' AND r.route = $1 AND coalesce(p.parent_id, p.id) = $2 AND r.customer_id = $3
			AND coalesce(r.subscription_id, 0) = $4`, r.p.Routes[q.Route].ID, q.Partner.Account, q.Customer, q.subscription); err != nil {
		return err
	}
	return r.p.ClaimAgain(at, r.tx.Now, q.Subscription)
}

// notYet refuses to ask for what is in effect already.
func (r Requests) notYet(q *Request) error {
	var some int
	found, err := r.tx.One([]any{&some}, `SELECT 1 FROM associations WHERE route = $1 AND partner_id = $2 AND customer_id = $3
		AND coalesce(subscription_id, 0) = $4 AND (to_at IS NULL OR to_at > $5)`, r.p.Routes[q.Route].ID, q.Partner.Key, q.Customer, q.subscription, r.tx.Now)
	if err == nil && found {
		err = &programme.Refusal{Code: programme.RefusedAlready, Name: q.Partner.ID}
	}
	return err
}

func (r Requests) insert(q *Request) error {
	_, err := r.tx.One([]any{&q.Key}, `INSERT INTO requests (reference, way, state, route, partner_id, customer_id, subscription_id, association_id,
		name, days, from_day, to_day, asked_at, asked_by, due_at, objected, disputed, reviewed, flags, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, FALSE, FALSE, $16, '', 1) RETURNING id`,
		q.Reference, q.Life.Way, q.Life.State, r.p.Routes[q.Route].ID, q.Partner.Key, q.Customer, orNull(q.subscription), orNull(q.Association),
		q.Name, q.Life.Days, q.Begins, q.Ends, r.tx.Now, q.Life.AskedBy, db.End(q.Life.Due), q.Life.Reviewed)
	q.Version = 1
	return err
}

// orNull is a key as the database holds it: NULL for none.
func orNull(key int64) any {
	if key == 0 {
		return nil
	}
	return key
}
