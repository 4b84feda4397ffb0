package store

import (
	"cmp"
	"slices"

	"shimei/store/programme"
)

// customers returns the customers that the statement may have lines of.
func (r *statementReader) customers() (customerSet, error) {
	if r.key != 0 {
		return r.set([]any{r.Account.Key, r.key}, "statement_lines x WHERE x.account_id = $1 AND x.statement_id = $2")
	}
	return r.set([]any{r.Account.Key}, associatedWith(""), "statement_lines x WHERE x.account_id = $1")
}

// listing is all lines of the statement.
func (r *statementReader) listing() (listing[StatementLine], error) {
	customers, err := r.customers()
	return listing[StatementLine]{r.tx, customers, r.lines, func(l *StatementLine) int64 { return l.Customer.Key }, 3}, err
}

// lines returns the statement's lines of some customers, in the order of the customers.
func (r *statementReader) lines(customers []namedCustomer) (lines []StatementLine, err error) {
	ids := keysOf(customers)
	read := r.openLines
	if r.key != 0 {
		read = r.closedLines
	}
	kept, err := read(ids)
	if err != nil {
		return nil, err
	}
	of := make([]int64, len(kept)) // not the customers' own: one that another customer has by now has lines too
	for k := range kept {
		of[k] = kept[k].Subscription
	}
	subscriptions, err := r.subscriptionIDs(of)
	if err != nil {
		return nil, err
	}
	place := make(map[int64]int, len(customers))
	for k, c := range customers {
		place[c.Key] = k
	}
	for _, l := range kept {
		of, err := r.of(l.Credit, l.Measure)
		if err != nil {
			return nil, err
		}
		route, _ := of.Programme.Route(l.Route)
		c := customers[place[l.Tenant]]
		lines = append(lines, StatementLine{StatementOf: of, Customer: c.CustomerRef, TenantID: c.tenantID,
			Subscription: subscriptions[l.Subscription], Month: l.Month, Route: route, Amount: l.Amount})
	}
	slices.SortStableFunc(lines, func(a, b StatementLine) int {
		return cmp.Or(cmp.Compare(place[a.Customer.Key], place[b.Customer.Key]), a.compare(b.StatementOf),
			cmp.Compare(a.Subscription, b.Subscription), cmp.Compare(a.Month, b.Month))
	})
	return lines, nil
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
