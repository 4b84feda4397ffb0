package store

import (
	"strconv"
	"strings"
)

// CustomerRef is a customer as lists name it. Its key is where the next page begins: after it.
type CustomerRef struct {
	Key  int64
	Name string
}

// namedCustomer is one with what puts it in order.
type namedCustomer struct {
	CustomerRef
	tenantID string
	sorted   string
}

// customerSet is the customers that rows of some tables name: each of from is a table x that
// has a customer_id, with a condition.
type customerSet struct {
	from []string
	args []any
	many bool
}

// manyRows is from how many rows on a set is many. Below that its customers are looked up and
// put in order for each batch; from there on all customers are gone through by name, and each
// is asked whether it is of the set, so that a first page does not look at the whole of it.
const manyRows = 1000

// set makes a set. Each argument has its place in each of from.
func (t *tx) set(args []any, from ...string) (customerSet, error) {
	s := customerSet{from: from, args: args}
	var one int
	var err error
	s.many, err = t.one([]any{&one}, s.rows("1", "")+" LIMIT 1 OFFSET "+strconv.Itoa(manyRows-1), args...)
	return s, err
}

// howMany returns how many customers are in a set of one table.
func (t *tx) howMany(s customerSet) (count int64, err error) {
	_, err = t.one([]any{&count}, "SELECT count(DISTINCT x.customer_id) FROM "+s.from[0], s.args...)
	return count, err
}

// quoted writes ids of the programme as the list of an IN; there is nothing in them to escape.
func quoted(ids []string) string { return "('" + strings.Join(ids, "', '") + "')" }

// oneByOne keeps PostgreSQL from joining the whole set before it looks for the first customers.
const oneByOne = " LIMIT 1 OFFSET 0"

// rows selects a column of the rows that name the customers.
func (s customerSet) rows(column, and string) string {
	selects := make([]string, len(s.from))
	for k, from := range s.from {
		selects[k] = "SELECT " + column + " FROM " + from + and
	}
	return strings.Join(selects, " UNION ALL ")
}

// has is the condition that a customer c is of the set.
func (s customerSet) has() string {
	if s.many {
		return "EXISTS (" + s.rows("1", " AND x.customer_id = c.id") + oneByOne + ")"
	}
	return "c.id IN (" + s.rows("x.customer_id", "") + ")"
}

// customersAfter returns the next customers of a set, at most n.
func (t *tx) customersAfter(s customerSet, after namedCustomer, n int) (found []namedCustomer, err error) {
	at := len(s.args)
	err = t.each(func(scan func(...any) error) error {
		var c namedCustomer
		err := scan(&c.Key, &c.Name, &c.tenantID, &c.sorted)
		found = append(found, c)
		return err
	}, "SELECT c.id, c.name, c.tenant_id, c.sorted FROM customers c WHERE "+s.has()+
		" AND (c.sorted, c.id) > ($"+strconv.Itoa(at+1)+", $"+strconv.Itoa(at+2)+") ORDER BY c.sorted, c.id LIMIT "+strconv.Itoa(n),
		append(s.args[:at:at], after.sorted, after.Key)...)
	return found, err
}

// placeOf finds a customer of a set by its key. What is none of the set's stands before the
// first.
func (t *tx) placeOf(s customerSet, key int64) (c namedCustomer, err error) {
	if key == 0 {
		return c, nil
	}
	at := len(s.args)
	_, err = t.one([]any{&c.Key, &c.sorted}, "SELECT c.id, c.sorted FROM customers c WHERE "+s.has()+" AND c.id = $"+strconv.Itoa(at+1),
		append(s.args[:at:at], key)...)
	return c, err
}

// walk calls batch with the first n customers of a set after one of them (0 for the first), in
// the order of their names, and with as many the next time as it wants then: none to end.
func (t *tx) walk(s customerSet, after int64, n int, batch func([]namedCustomer) (next int, err error)) error {
	place, err := t.placeOf(s, after)
	for n > 0 && err == nil {
		var customers []namedCustomer
		if customers, err = t.customersAfter(s, place, n); err != nil || len(customers) == 0 {
			return err
		}
		next, err := batch(customers)
		if err != nil || len(customers) < n {
			return err
		}
		n, place = min(next, tenantsAtOnce), customers[n-1]
	}
	return err
}

func keysOf(customers []namedCustomer) []int64 {
	ids := make([]int64, len(customers))
	for k, c := range customers {
		ids[k] = c.Key
	}
	return ids
}
