package store

import (
	"cmp"
	"context"
	"slices"

	"shimei/store/programme"
)

// CreditRow is what one customer adds to a figure by the route that counted.
type CreditRow struct {
	Customer  CustomerRef
	TenantID  string
	Route     int       // that counted, as a place in Programme.Routes
	Others    []int     // routes that reach it too, in the programme's order (R2)
	Locations []Partner // the account's locations that reach it (R7), by id
	Amount    int64     // whole numbers, or minor units where the metric is money
}

// CreditRows returns what a figure holds by customer and route: for the customers after one,
// by its key, in the order of their names, the rows of whole customers until there are limit of
// them, and after whom the next page begins, 0 for nobody. It is ErrNotFound where the month
// has no such requirement.
func (s *Store) CreditRows(ctx context.Context, q FigureQuery, after int64, limit int) (rows []CreditRow, next int64, err error) {
	q.Credited = true
	err = s.view(ctx, func(t *tx) error {
		f, err := t.figure(q)
		if err != nil {
			return err
		}
		rows, next, err = f.byRoute().page(after, limit)
		return err
	})
	return rows, next, err
}

// EachCreditRow calls row with all of them.
func (s *Store) EachCreditRow(ctx context.Context, q FigureQuery, row func(CreditRow) error) error {
	q.Credited = true
	return s.view(ctx, func(t *tx) error {
		f, err := t.figure(q)
		if err != nil {
			return err
		}
		return f.byRoute().each(row)
	})
}

func (f *figureReader) byRoute() listing[CreditRow] {
	return listing[CreditRow]{f.tx, f.customers, f.creditRows, func(r *CreditRow) int64 { return r.Customer.Key }, 1}
}

// creditRows adds up the lines of some customers by the route that counted.
func (f *figureReader) creditRows(customers []namedCustomer) (rows []CreditRow, err error) {
	lines, err := f.explain(customers)
	for len(lines) > 0 && err == nil {
		n := f.lines().ofFirst(lines)
		slices.SortStableFunc(lines[:n], func(a, b Explained) int { return cmp.Compare(a.Routes[0], b.Routes[0]) })
		for of := lines[:n]; len(of) > 0 && err == nil; {
			n := countWhile(of, func(l *Explained) bool { return l.Routes[0] == of[0].Routes[0] })
			var row CreditRow
			row, err = creditRow(of[:n])
			rows, of = append(rows, row), of[n:]
		}
		lines = lines[n:]
	}
	return rows, err
}

// creditRow adds up one customer's lines that one route counted. The error is of a sum beyond
// 2^63 (R11).
func creditRow(lines []Explained) (CreditRow, error) {
	row := CreditRow{Customer: lines[0].Customer, TenantID: lines[0].TenantID, Route: lines[0].Routes[0]}
	for _, l := range lines {
		var err error
		if row.Amount, err = programme.Add(row.Amount, l.Amount); err != nil {
			return row, err
		}
		row.Others = append(row.Others, l.Routes[1:]...)
		row.Locations = append(row.Locations, l.Locations...)
	}
	slices.Sort(row.Others)
	row.Others = slices.Compact(row.Others)
	slices.SortFunc(row.Locations, func(a, b Partner) int { return cmp.Compare(a.ID, b.ID) })
	row.Locations = slices.CompactFunc(row.Locations, func(a, b Partner) bool { return a.Key == b.Key })
	return row, nil
}
