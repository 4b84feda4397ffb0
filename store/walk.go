package store

import (
	"strconv"
	"strings"
)

// CustomerCursor is where a page begins: after the customer with this name and key.
type CustomerCursor struct {
	Name string
	Key  int64
}

// namedCustomer is a customer as lists name it.
type namedCustomer struct {
	cursor   CustomerCursor
	tenantID string
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
func (t *tx) customersAfter(s customerSet, after CustomerCursor, n int) (found []namedCustomer, err error) {
	at := len(s.args)
	err = t.each(func(scan func(...any) error) error {
		var c namedCustomer
		err := scan(&c.cursor.Key, &c.cursor.Name, &c.tenantID)
		found = append(found, c)
		return err
	}, "SELECT c.id, c.name, c.tenant_id FROM customers c WHERE "+s.has()+
		" AND (c.name, c.id) > ($"+strconv.Itoa(at+1)+", $"+strconv.Itoa(at+2)+") ORDER BY c.name, c.id LIMIT "+strconv.Itoa(n),
		append(s.args[:at:at], after.Name, after.Key)...)
	return found, err
}

// walk calls batch with the first n customers of a set after a cursor, in the order of their
// names, and with as many the next time as it wants then: none to end.
func (t *tx) walk(s customerSet, after CustomerCursor, n int, batch func([]namedCustomer) (next int, err error)) error {
	for n > 0 {
		customers, err := t.customersAfter(s, after, n)
		if err != nil || len(customers) == 0 {
			return err
		}
		next, err := batch(customers)
		if err != nil || len(customers) < n {
			return err
		}
		n, after = min(next, tenantsAtOnce), customers[n-1].cursor
	}
	return nil
}

func keysOf(customers []namedCustomer) []int64 {
	ids := make([]int64, len(customers))
	for k, c := range customers {
		ids[k] = c.cursor.Key
	}
	return ids
}
