package statement

import (
	"cmp"
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// customers returns the customers that the statement may have lines of.
func (r *reader) customers() (directory.CustomerSet, error) {
	if r.key != 0 {
		return r.s.dir.Set([]any{r.statement.Account.Key, r.key}, "statement_lines x WHERE x.account_id = $1 AND x.statement_id = $2")
	}
	return r.s.dir.Set([]any{r.statement.Account.Key}, append(directory.Whole(r.statement.Account.Key).AssociatedWith(""), "statement_lines x WHERE x.account_id = $1")...)
}

// listing is all lines of the statement.
func (r *reader) listing() (directory.Listing[Line], error) {
	customers, err := r.customers()
	return directory.Listing[Line]{Directory: r.s.dir, Customers: customers, Read: r.namedLines,
		Customer: func(l *Line) int64 { return l.Customer.Key }, PerEach: 3}, err
}

// namedLines returns the statement's lines of some customers by the names that it shows.
func (r *reader) namedLines(customers []directory.NamedCustomer) ([]Line, error) {
	customers, err := r.named(customers)
	if err != nil {
		return nil, err
	}
	return r.lines(customers)
}

// lines returns the statement's lines of some customers, in the order of the customers.
func (r *reader) lines(customers []directory.NamedCustomer) (lines []Line, err error) {
	ids := directory.KeysOf(customers)
	read := r.openLines
	if r.key != 0 {
		read = r.closedLines
	}
	kept, err := read(ids)
	if err != nil {
		return nil, err
	}
	keys := make([]int64, len(kept)) // not the customers' own: one that another customer has by now has lines too
	for k := range kept {
		keys[k] = kept[k].Subscription
	}
	subscriptions, err := r.s.dir.SubscriptionIDs(keys)
	if err != nil {
		return nil, err
	}
	products, err := r.s.dir.TenantProducts(keys)
	if err != nil {
		return nil, err
	}
	place := make(map[int64]int, len(customers))
	for k, c := range customers {
		place[c.Key] = k
	}
	for _, l := range kept {
		subject, err := r.subject(l.Credit, l.Measure)
		if err != nil {
			return nil, err
		}
		route, _ := subject.Programme.Route(l.Route)
		c := customers[place[l.Tenant]]
		lines = append(lines, Line{Subject: subject, Customer: c.CustomerRef, TenantID: c.TenantID,
			Subscription: subscriptions[l.Subscription], Product: products[l.Subscription], Month: l.Month, Route: route, Amount: l.Amount})
	}
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(place[a.Customer.Key], place[b.Customer.Key]), a.compare(b.Subject),
			cmp.Compare(a.Subscription, b.Subscription), cmp.Compare(a.Product, b.Product), cmp.Compare(a.Month, b.Month))
	})
	return lines, nil
}

func (r *reader) closedLines(customers []int64) (lines []programme.StatementLine, err error) {
	err = r.s.tx.Each(func(scan db.Scan) error {
		l := programme.StatementLine{Account: r.statement.Account.Key}
		err := scan(&l.Credit, &l.Measure, &l.Tenant, &l.Subscription, &l.Month, &l.Route, &l.Amount)
		lines = append(lines, l)
		return err
	}, `SELECT credit_month, measure, customer_id, subscription_id, month, route, amount FROM statement_lines
		WHERE statement_id = $1 AND account_id = $2 AND customer_id IN `+db.Keys(customers), r.key, r.statement.Account.Key)
	return lines, err
}

// openLines returns the lines of a month that is open as the facts give them now, and where
// it is the next to be closed the corrections that it will hold.
func (r *reader) openLines(customers []int64) (lines []programme.StatementLine, err error) {
	if r.statement.Facts {
		if lines, err = r.s.ownLines(customers, r.statement.Month); err != nil {
			return nil, err
		}
	}
	if r.statement.Next {
		corrections, err := r.s.corrections(customers, r.closed)
		if err != nil {
			return nil, err
		}
		lines = append(lines, corrections...)
	}
	return slices.DeleteFunc(lines, func(l programme.StatementLine) bool { return l.Account != r.statement.Account.Key }), nil
}
