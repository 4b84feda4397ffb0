package directory

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// Customer is a customer of the programme.
type Customer struct {
	CustomerRef
	TenantID      string
	Domain        string
	Country       string
	Subscriptions int64 // how many, whether they go on or have ended
}

// CustomerFilter narrows the list of customers. Empty fields let all through.
type CustomerFilter struct {
	Text string // part of the name, its reading or the domain, or the tenant id
}

// CustomerOrder is what the list of customers can be sorted by.
var CustomerOrder = db.Order{Key: "c.id", Usual: db.Sort{By: "name"}, Columns: map[string]string{
	"name": "c.sorted", "id": "c.tenant_id", "domain": "c.domain", "country": "c.country"}}

func (d Directory) customerRows(where string, args ...any) (found []Customer, err error) {
	err = d.tx.Each(func(scan db.Scan) error {
		var c Customer
		err := scan(&c.Key, &c.Name, &c.TenantID, &c.Domain, &c.Country, &c.Subscriptions)
		found = append(found, c)
		return err
	}, `SELECT c.id, c.name, c.tenant_id, c.domain, c.country, (SELECT count(*) FROM subscriptions s WHERE s.customer_id = c.id)
		FROM customers c `+where, args...)
	return found, err
}

func (f CustomerFilter) narrow(c *db.Conditions) {
	if f.Text != "" {
		c.Add(`(c.found LIKE ? ESCAPE '\' OR lower(c.domain) LIKE ? ESCAPE '\' OR c.tenant_key IN (?, ?))`,
			db.Contains(f.Text), db.Contains(f.Text), programme.KeyOf(f.Text), db.GUID(f.Text))
	}
}

// Customers lists the customers that the filter lets through.
func (d Directory) Customers(f CustomerFilter) db.List[Customer] {
	return db.List[Customer]{Tx: d.tx, Order: CustomerOrder, From: "customers c", Narrow: f.narrow,
		Read: d.customerRows, Key: func(c *Customer) int64 { return c.Key }}
}
