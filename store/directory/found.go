package directory

import (
	"database/sql"
	"errors"
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// What one text finds of a kind, beside the lists that have a filter for it.

// HeldSubscription is a subscription with who holds it.
type HeldSubscription struct {
	Subscription
	TenantID, CustomerName string
}

// heldOrder is the one order of subscriptions of all customers.
var heldOrder = db.Order{Key: "s.id", Usual: db.Sort{By: "id"}, Columns: map[string]string{"id": "s.subscription_id"}}

const fromHeld = "subscriptions s JOIN customers c ON c.id = s.customer_id"

// HeldSubscriptions lists the subscriptions of all customers whose ids hold a text.
func (d Directory) HeldSubscriptions(id string) db.List[HeldSubscription] {
	return db.List[HeldSubscription]{Tx: d.tx, Order: heldOrder, From: fromHeld, Key: func(s *HeldSubscription) int64 { return s.Key },
		Narrow: func(c *db.Conditions) { narrowID(c, id) }, Read: d.heldWhere}
}

// narrowID lets through the subscriptions s whose ids hold a text, or are the GUID that somebody means.
func narrowID(c *db.Conditions, id string) {
	c.Add(`(s.subscription_key LIKE ? ESCAPE '\' OR s.subscription_key = ?)`, db.ContainsID(id), db.GUID(id))
}

func (d Directory) heldWhere(where string, args ...any) (found []HeldSubscription, err error) {
	err = d.tx.Each(func(scan db.Scan) error {
		var s HeldSubscription
		var product string
		var ends sql.NullInt64
		err := scan(&s.Key, &s.ID, &s.Customer, &product, &s.Kind, &s.Licensing, &s.Seats, &s.Start, &ends, &s.Renewal, &s.AutoRenew, &s.TenantID, &s.CustomerName)
		s.Product, _ = d.p.Product(product)
		s.End = db.InstantOrNoEnd(ends)
		found = append(found, s)
		return err
	}, `SELECT s.id, s.subscription_id, s.customer_id, s.product, s.kind, s.licensing, s.seats,
		s.start_at, s.end_at, s.renewal_at, s.auto_renew, c.tenant_id, c.name FROM `+fromHeld+" "+where, args...)
	return found, err
}

// OwnSubscriptions lists a customer's subscriptions whose ids hold a text, or whose products are among some, by id.
func (d Directory) OwnSubscriptions(customer int64, id string, products []string) db.List[Subscription] {
	list := d.Subscriptions(customer, SubscriptionFilter{})
	list.Read = d.SubscriptionsWhere
	list.Narrow = func(c *db.Conditions) {
		c.Add(`(s.subscription_key LIKE ? ESCAPE '\' OR s.subscription_key = ? OR s.product IN `+db.Quoted(products)+")", db.ContainsID(id), db.GUID(id))
	}
	return list
}

// PeopleNamed lists the people of a customer (0 for everybody) who are found by a text: by the name, its reading or the
// address.
func (d Directory) PeopleNamed(customer int64, text string) db.List[Person] {
	list := d.People(PersonFilter{})
	if customer != 0 {
		list.Within = db.Where("x.customer_id = ?", customer)
	}
	list.Narrow = func(c *db.Conditions) {
		c.Add("x.erased_at IS NULL AND x.became IS NULL")
		c.Add(`(x.found LIKE ? ESCAPE '\' OR x.email LIKE ? ESCAPE '\')`, db.Contains(text), db.Contains(text))
	}
	return list
}

// NominatedBy returns the associations that a nomination made, by its reference as somebody types it, at most n.
func (d Directory) NominatedBy(reference string, n int) ([]Association, error) {
	return d.associationsWhere(`WHERE a.id IN (SELECT e.subject_key FROM events e WHERE e.reference = $1 AND e.subject = 'association' AND e.after_partner_id IS NOT NULL)
		ORDER BY a.id LIMIT $2`, db.Reference(reference), n)
}

// ToBeNominated returns up to limit partners that can be nominated and that a text finds: by the name, its reading, the
// country or the id.
func (d Directory) ToBeNominated(text string, limit int) ([]Partner, error) {
	found, err := d.SearchPartners(PartnerSearch{Text: text}, limit)
	if err != nil {
		return nil, err
	}
	p, err := d.Nominee(text)
	var refusal *programme.Refusal
	if errors.As(err, &refusal) || err == nil && slices.ContainsFunc(found, func(x Partner) bool { return x.Key == p.Key }) {
		return found, nil
	}
	return append([]Partner{p}, found...), err
}

// AssociationsOf lists the associations that go on of one partner or customer, by a column such as a.partner_id.
func (d Directory) AssociationsOf(column string, key int64) db.List[Association] {
	open := true
	list := d.Associations(AssociationFilter{Open: &open})
	list.Within = db.Where(column+" = ?", key)
	return list
}

// CustomerOf returns a customer by its tenant id, or ErrNotFound.
func (d Directory) CustomerOf(tenantID string) (Customer, error) {
	found, err := d.customerRows("WHERE c.tenant_key = $1", programme.KeyOf(tenantID))
	if err == nil && len(found) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return Customer{}, err
	}
	return found[0], nil
}
