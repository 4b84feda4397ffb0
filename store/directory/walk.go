package directory

import (
	"fmt"
	"strconv"
	"strings"

	"shimei/store/db"
)

// CustomerRef is a customer as lists name it. Its key is where the next page begins: after it.
type CustomerRef struct {
	Key  int64
	Name string
}

// NamedCustomer is one with what puts it in order.
type NamedCustomer struct {
	CustomerRef
	TenantID string
	sorted   string
}

// CustomerSet is the customers that rows of some tables name: each of from is a table x that
// has a customer_id, with a condition.
type CustomerSet struct {
	from []string
	args []any
	many bool
	last bool // the last customer by name comes first
}

// Backwards returns the set with its customers from the last name to the first.
func (s CustomerSet) Backwards() CustomerSet {
	s.last = true
	return s
}

// manyRows is from how many rows on a set is many. Below that its customers are looked up and
// put in order for each batch; from there on all customers are gone through by name, and each
// is asked whether it is of the set, so that a first page does not look at the whole of it.
const manyRows = 1000

// Many reports whether the set is so large that it is not put in order for each batch.
func (s CustomerSet) Many() bool { return s.many }

// Set makes a set. Each argument has its place in each of from.
func (d Directory) Set(args []any, from ...string) (CustomerSet, error) {
	s := CustomerSet{from: from, args: args}
	var some int
	var err error
	s.many, err = d.tx.One([]any{&some}, s.rows("1", "")+" LIMIT 1 OFFSET "+strconv.Itoa(manyRows-1), args...)
	return s, err
}

// Naming returns the set with other tables that name its customers, by the same arguments.
func (s CustomerSet) Naming(from ...string) CustomerSet {
	s.from = from
	return s
}

// HowMany returns how many customers are in a set of one table.
func (d Directory) HowMany(s CustomerSet) (count int64, err error) {
	_, err = d.tx.One([]any{&count}, "SELECT count(DISTINCT x.customer_id) FROM "+s.from[0], s.args...)
	return count, err
}

// oneByOne keeps PostgreSQL from joining the whole set before it looks for the first customers.
const oneByOne = " LIMIT 1 OFFSET 0"

// rows selects a column of the rows that name the customers.
func (s CustomerSet) rows(column, and string) string {
	selects := make([]string, len(s.from))
	for k, from := range s.from {
		selects[k] = "SELECT " + column + " FROM " + from + and
	}
	return strings.Join(selects, " UNION ALL ")
}

// has is the condition that a customer c is of the set.
func (s CustomerSet) has() string {
	if s.many {
		return "EXISTS (" + s.rows("1", " AND x.customer_id = c.id") + oneByOne + ")"
	}
	return "c.id IN (" + s.rows("x.customer_id", "") + ")"
}

// byName is the order of a walk.
var byName = db.Order{Key: "c.id", Usual: db.Sort{By: "name"}, Columns: map[string]string{"name": "c.sorted"}}

// customersAfter returns the next customers of a set, at most n.
func (d Directory) customersAfter(s CustomerSet, after NamedCustomer, n int) (found []NamedCustomer, err error) {
	args, sort := s.args[:len(s.args):len(s.args)], db.Sort{By: byName.Usual.By, Down: s.last}
	tail := byName.First(sort, n)
	if after.Key != 0 {
		tail = byName.After(sort, fmt.Sprintf("($%d, $%d)", len(args)+1, len(args)+2), n)
		args = append(args, after.sorted, after.Key)
	}
	err = d.tx.Each(func(scan db.Scan) error {
		var c NamedCustomer
		err := scan(&c.Key, &c.Name, &c.TenantID, &c.sorted)
		found = append(found, c)
		return err
	}, "SELECT c.id, c.name, c.tenant_id, c.sorted FROM customers c WHERE "+s.has()+tail, args...)
	return found, err
}

// placeOf finds a customer of a set by its key. One outside the set stands before the first.
func (d Directory) placeOf(s CustomerSet, key int64) (c NamedCustomer, err error) {
	if key == 0 {
		return c, nil
	}
	args := len(s.args)
	_, err = d.tx.One([]any{&c.Key, &c.sorted}, "SELECT c.id, c.sorted FROM customers c WHERE "+s.has()+" AND c.id = $"+strconv.Itoa(args+1),
		append(s.args[:args:args], key)...)
	return c, err
}

// AtOnce is how many customers a walk hands on at most, and holds in memory.
const AtOnce = 500

// Walk calls batch with the first n customers of a set after one of them (0 for the first), in
// the order of their names, and with as many the next time as it wants then: none to end.
func (d Directory) Walk(s CustomerSet, after int64, n int, batch func([]NamedCustomer) (next int, err error)) error {
	place, err := d.placeOf(s, after)
	for n > 0 && err == nil {
		var customers []NamedCustomer
		if customers, err = d.customersAfter(s, place, n); err != nil || len(customers) == 0 {
			return err
		}
		next, err := batch(customers)
		if err != nil || len(customers) < n {
			return err
		}
		n, place = min(next, AtOnce), customers[n-1]
	}
	return err
}

// KeysOf returns the keys of customers.
func KeysOf(customers []NamedCustomer) []int64 {
	ids := make([]int64, len(customers))
	for k, c := range customers {
		ids[k] = c.Key
	}
	return ids
}

// AssociatedWith are the rows that name the customers that the partners of the scope are, or were,
// associated with, joined to others by their customer_id and subscription_id: with them as they are
// now, and with those who held a subscription before it moved. The account is the first argument.
func (s Scope) AssociatedWith(joined string) []string {
	return []string{
		"associations x" + joined + " WHERE x.partner_id IN " + s.Ever(),
		`(SELECT t.customer_id, t.subscription_id, a.partner_id FROM associations a JOIN tenures t ON t.subscription_id = a.subscription_id
			WHERE a.partner_id IN ` + s.Ever() + ") x" + joined + " WHERE TRUE",
	}
}

// OfProducts joins to the rows of AssociatedWith subscriptions of some products, by their ids, that the
// customers hold, or ever held.
func (s Scope) OfProducts(ids []string) []string {
	products := " AND s.product IN " + db.Quoted(ids)
	rows := s.AssociatedWith(" JOIN subscriptions s ON s.customer_id = x.customer_id AND s.id = coalesce(x.subscription_id, s.id)" + products)[:1]
	for _, on := range []string{"t.subscription_id = a.subscription_id", "a.subscription_id IS NULL AND t.customer_id = a.customer_id"} {
		rows = append(rows, "(SELECT t.customer_id FROM associations a JOIN tenures t ON "+on+
			" JOIN subscriptions s ON s.id = t.subscription_id"+products+" WHERE a.partner_id IN "+s.Ever()+") x WHERE TRUE")
	}
	return rows
}
