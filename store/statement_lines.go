package store

import (
	"cmp"
	"slices"
	"strconv"

	"shimei/store/programme"
)

// customers returns the keys of the customers that the statement may have lines of, by their
// names: some after a cursor, or with nil all.
func (r *statementReader) customers(after *CustomerCursor) ([]int64, error) {
	of, args := `SELECT l.customer_id FROM statement_lines l WHERE l.account_id = $1 AND l.statement_id = $2`, []any{r.Account.Key, r.key}
	if r.key == 0 {
		of, args = `SELECT a.customer_id FROM associations a WHERE a.partner_id IN (SELECT id FROM partners WHERE id = $1 OR parent_id = $1)
			UNION SELECT l.customer_id FROM statement_lines l WHERE l.account_id = $1 AND l.statement_id IN (SELECT id FROM statements)`, args[:1]
	}
	where := "SELECT c.id FROM customers c WHERE c.id IN (" + of + ")"
	const order = " ORDER BY c.name, c.id"
	if after == nil {
		return r.customerKeys(where+order, args...)
	}
	n := len(args)
	return r.customerKeys(where+" AND (c.name, c.id) > ($"+strconv.Itoa(n+1)+", $"+strconv.Itoa(n+2)+")"+order+
		" LIMIT "+strconv.Itoa(customersAtOnce), append(args, after.Name, after.Key)...)
}

// lines returns the statement's lines of some customers, in the order of the customers, and
// the cursor of the last customer.
func (r *statementReader) lines(customers []int64) (lines []StatementLine, last CustomerCursor, err error) {
	read := r.openLines
	if r.key != 0 {
		read = r.closedLines
	}
	kept, err := read(customers)
	if err != nil {
		return nil, last, err
	}
	names, err := r.statementNames(customers)
	if err != nil {
		return nil, last, err
	}
	for _, l := range kept {
		of, err := r.of(l.Credit, l.Measure)
		if err != nil {
			return nil, last, err
		}
		route, _ := of.Programme.Route(l.Route)
		c := names.customers[l.Tenant]
		lines = append(lines, StatementLine{StatementOf: of, Customer: c.cursor, TenantID: c.tenantID,
			Subscription: names.subscriptions[l.Subscription], Month: l.Month, Route: route, Amount: l.Amount})
	}
	place := make(map[int64]int, len(customers))
	for k, key := range customers {
		place[key] = k
	}
	slices.SortStableFunc(lines, func(a, b StatementLine) int {
		return cmp.Or(cmp.Compare(place[a.Customer.Key], place[b.Customer.Key]), a.compare(b.StatementOf),
			cmp.Compare(a.Subscription, b.Subscription), cmp.Compare(a.Month, b.Month))
	})
	return lines, names.customers[customers[len(customers)-1]].cursor, nil
}

func (r *statementReader) closedLines(customers []int64) (lines []programme.StatementLine, err error) {
	err = r.each(func(scan func(...any) error) error {
		l := programme.StatementLine{Account: r.Account.Key}
		err := scan(&l.Credit, &l.Measure, &l.Tenant, &l.Subscription, &l.Month, &l.Route, &l.Amount)
		lines = append(lines, l)
		return err
	}, `SELECT credit_month, measure, customer_id, subscription_id, month, route, amount FROM statement_lines
		WHERE statement_id = $1 AND account_id = $2 AND customer_id IN `+keys(customers), r.key, r.Account.Key)
	return lines, err
}

// openLines returns the lines of a month that is open as the facts give them now, and where
// it is the next to be closed the corrections that it will hold.
func (r *statementReader) openLines(customers []int64) (lines []programme.StatementLine, err error) {
	if r.Facts {
		if lines, err = r.ownLines(customers, r.Month); err != nil {
			return nil, err
		}
	}
	if r.Next {
		corrections, err := r.corrections(customers, r.closed)
		if err != nil {
			return nil, err
		}
		lines = append(lines, corrections...)
	}
	return slices.DeleteFunc(lines, func(l programme.StatementLine) bool { return l.Account != r.Account.Key }), nil
}

// statementNames are the names of customers and the ids of their subscriptions, by key.
type statementNames struct {
	customers     map[int64]accountCustomer
	subscriptions map[int64]string
}

func (t *tx) statementNames(customers []int64) (statementNames, error) {
	n := statementNames{map[int64]accountCustomer{}, map[int64]string{}}
	err := t.each(func(scan func(...any) error) error {
		var c accountCustomer
		err := scan(&c.cursor.Key, &c.cursor.Name, &c.tenantID)
		n.customers[c.cursor.Key] = c
		return err
	}, "SELECT id, name, tenant_id FROM customers WHERE id IN "+keys(customers))
	if err != nil {
		return n, err
	}
	return n, t.each(func(scan func(...any) error) error {
		var key int64
		var id string
		err := scan(&key, &id)
		n.subscriptions[key] = id
		return err
	}, "SELECT id, subscription_id FROM subscriptions WHERE customer_id IN "+keys(customers))
}
