package directory

import (
	"database/sql"

	"shimei/store/db"
	"shimei/store/programme"
)

// Association is one association as admins review it.
type Association struct {
	Key          int64
	Route        int // place in Programme.Routes
	Partner      Partner
	TenantID     string
	Customer     string // name
	Subscription string // id, "" for the whole tenant
	Product      int    // of the subscription, -1 for the whole tenant
	From         programme.Instant
	To           programme.Instant // NoEnd while it goes on
	Source       string            // "nomination", "request", "import" or "sale"
	By           string            // who nominated, "" for the others
	Reference    string            // of the nomination, or of the request that it came of
	Ends         programme.Instant // of the subscription, NoEnd where it has no end
	Import       int64             // key of the import that it came by; 0 for none, and where that is not known
	Contact      Contact           // whom customers of its partner turn to, as its people said or else its address

	customer, subscription int64
	closedByPerson         bool
}

// Over reports whether the association has ended by an instant, or was ended by a person whose clock is ahead
// of that.
func (a *Association) Over(now programme.Instant) bool { return a.To <= now || a.closedByPerson }

// AssociationFilter narrows the list of associations. Empty fields let all through.
type AssociationFilter struct {
	Route    string             // id
	Product  string             // id
	Partner  string             // part of the name, or the id
	Customer string             // part of the name or the domain, or the tenant id
	Open     *bool              // in effect now or later, or ended
	On       *programme.Instant // in effect at some time of the day that begins here
}

// AssociationOrder is what the list of associations can be sorted by.
var AssociationOrder = db.Order{Key: "a.id", Usual: db.Sort{By: "since", Down: true}, Columns: map[string]string{
	"since": "a.from_at", "customer": "c.sorted", "partner": "p.sorted", "route": "a.route", "product": "coalesce(s.product, '')"}}

const selectAssociation = `SELECT a.id, a.route, p.id, p.partner_id, p.name, p.country, coalesce(p.parent_id, p.id),
	c.tenant_id, c.name, coalesce(s.subscription_id, ''), coalesce(s.product, ''), a.from_at, a.to_at, a.closed_at,
	a.source, coalesce(x.name, ''), coalesce((SELECT e.reference FROM events e
		WHERE e.subject = 'association' AND e.subject_key = a.id AND e.after_partner_id IS NOT NULL),
		(SELECT r.reference FROM requests r WHERE r.association_id = a.id AND r.way NOT IN ('extension', 'correction')), ''),
	a.customer_id, coalesce(a.subscription_id, 0), coalesce(k.name, ''), coalesce(k.email, p.email), coalesce(k.phone, ''), coalesce(k.hours, ''), s.end_at, coalesce(a.import_id, 0),
	p.suspended OR EXISTS (SELECT 1 FROM partners g WHERE g.id = p.parent_id AND g.suspended) FROM `

// joinAssociations joins to associations a what they are told by.
const joinAssociations = ` a JOIN partners p ON p.id = a.partner_id JOIN customers c ON c.id = a.customer_id
	LEFT JOIN subscriptions s ON s.id = a.subscription_id`

// associationsIn reads the associations of a table, such as associations, that end a statement.
func (d Directory) associationsIn(table, where string, args ...any) (found []Association, err error) {
	err = d.tx.Each(func(scan db.Scan) error {
		var a Association
		var route, product string
		var to, closed, ends sql.NullInt64
		if err := scan(&a.Key, &route, &a.Partner.Key, &a.Partner.ID, &a.Partner.Name, &a.Partner.Country, &a.Partner.Account,
			&a.TenantID, &a.Customer, &a.Subscription, &product, &a.From, &to, &closed, &a.Source, &a.By, &a.Reference,
			&a.customer, &a.subscription, &a.Contact.Name, &a.Contact.Email, &a.Contact.Phone, &a.Contact.Hours, &ends, &a.Import, &a.Partner.Suspended); err != nil {
			return err
		}
		a.Route, _ = d.p.Route(route)
		a.Product = -1
		if product != "" {
			a.Product, _ = d.p.Product(product)
		}
		a.To, a.Ends = db.InstantOrNoEnd(to), db.InstantOrNoEnd(ends)
		a.closedByPerson = closed.Valid && closed.Int64 == to.Int64
		found = append(found, a)
		return nil
	}, selectAssociation+table+joinAssociations+" LEFT JOIN people x ON x.id = a.opened_by LEFT JOIN contacts k ON k.partner_id = p.id "+where, args...)
	return found, err
}

func (d Directory) associationsWhere(where string, args ...any) ([]Association, error) {
	return d.associationsIn("associations", where, args...)
}

// Associations lists every association that the filter lets through.
func (d Directory) Associations(f AssociationFilter) db.List[Association] {
	return db.List[Association]{Tx: d.tx, Order: AssociationOrder, From: "associations" + joinAssociations, Narrow: func(c *db.Conditions) { f.narrow(d, c) },
		Read: d.associationsWhere, Key: func(a *Association) int64 { return a.Key }}
}

// narrow adds the filter's conditions.
func (f AssociationFilter) narrow(d Directory, c *db.Conditions) {
	if f.Route != "" {
		c.Add("a.route = ?", f.Route)
	}
	if f.Product != "" {
		c.Add("s.product = ?", f.Product)
	}
	if f.Partner != "" {
		c.Add(`(p.found LIKE ? ESCAPE '\' OR p.partner_key = ?)`, db.Contains(f.Partner), programme.KeyOf(f.Partner))
	}
	if f.Customer != "" {
		c.Add(`(c.found LIKE ? ESCAPE '\' OR lower(c.domain) LIKE ? ESCAPE '\' OR c.tenant_key IN (?, ?))`,
			db.Contains(f.Customer), db.Contains(f.Customer), programme.KeyOf(f.Customer), db.GUID(f.Customer))
	}
	if f.Open != nil && *f.Open {
		c.Add("(a.to_at IS NULL OR a.to_at > ?)", d.tx.Now)
	}
	if f.Open != nil && !*f.Open {
		c.Add("a.to_at <= ?", d.tx.Now)
	}
	if f.On != nil {
		next := programme.InstantOf(f.On.In(d.p.Zone).AddDate(0, 0, 1))
		c.Add("a.from_at < ? AND (a.to_at IS NULL OR a.to_at > ?)", next, *f.On)
	}
}

// AssociationDetail is one association with the history of its subscription or tenant.
type AssociationDetail struct {
	Association
	Account  Partner    // the global account of its partner, or the partner itself
	Replaced *Successor // the association that a correction put in its place; nil for none
	EndedBy  string     // the person who ended it, or ""
	Timeline []Event    // latest first
	Orders   []Order    // behind a seller, latest first
}

// Successor is what a correction put in the place of an association that a file tells.
type Successor struct {
	Association int64  // key of the one that is in effect
	Reference   string // of the correction
}

// replaced returns it, or nil.
func (d Directory) replaced(key int64) (*Successor, error) {
	var by Successor
	found, err := d.tx.One([]any{&by.Association, &by.Reference}, `SELECT r.association_id, r.reference FROM associations a
		JOIN requests l ON l.id = a.corrected_by JOIN requests r ON r.association_id = l.association_id
		WHERE a.id = $1 AND r.association_id <> a.id AND r.way = 'correction' AND r.state = 'active' AND r.from_day IS NOT NULL ORDER BY r.id LIMIT 1`, key)
	if err != nil || !found {
		return nil, err
	}
	return &by, nil
}

// Association returns one association by its key, or ErrNotFound.
func (d Directory) Association(key int64) (detail AssociationDetail, err error) {
	found, err := d.associationsWhere("WHERE a.id = $1", key)
	if err == nil && len(found) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return detail, err
	}
	detail.Association = found[0]
	if detail.Replaced, err = d.replaced(key); err != nil {
		return detail, err
	}
	accounts, err := d.PartnersWhere("WHERE p.id = $1", detail.Partner.Account)
	if err != nil || len(accounts) == 0 {
		return detail, err
	}
	detail.Account = accounts[0]
	if detail.Source == "sale" {
		if detail.Orders, err = d.ordersWhere("x.subscription_id = $2 AND x.partner_id = $3", detail.subscription, detail.Partner.Key); err != nil {
			return detail, err
		}
	}
	detail.Timeline, err = d.Happened(detail.subscription, detail.customer)
	for _, e := range detail.Timeline {
		if detail.closedByPerson && e.Kind.ByPerson() && e.At == detail.To {
			detail.EndedBy = e.By.Name
			break // earlier ones of this instant ended nothing
		}
	}
	return detail, err
}

// Happened returns what happened to a customer's subscription, or to what is with its whole tenant (0), latest
// first.
func (d Directory) Happened(subscription, customer int64) ([]Event, error) {
	if subscription == 0 {
		return d.timeline("a.subscription_id IS NULL AND $1 = 0", subscription, customer)
	}
	return d.timeline("a.subscription_id = $1", subscription, customer)
}
