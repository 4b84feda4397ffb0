package report

import (
	"cmp"
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
)

// CreditRow is the amount that one customer adds to a figure by the route that counted.
type CreditRow struct {
	Customer  directory.CustomerRef
	TenantID  string
	Route     int                 // that counted, as a place in Programme.Routes
	Others    []int               // routes that reach it too, in the programme's order (R2)
	Locations []directory.Partner // the account's locations that reach it (R7), by id
	Amount    int64               // whole numbers, or minor units where the metric is money
}

// CreditRows lists a figure's amounts by customer and route, in the order of the customers' names. It
// is ErrNotFound where the month has no such requirement.
func (r Reader) CreditRows(q FigureQuery) (directory.Listing[CreditRow], error) {
	q.Credited = true
	f, err := r.figure(q)
	if err != nil {
		return directory.Listing[CreditRow]{}, err
	}
	return directory.Listing[CreditRow]{Directory: r.dir, Customers: f.customers, Read: f.creditRows,
		Customer: func(x *CreditRow) int64 { return x.Customer.Key }, PerEach: 1}, nil
}

// creditRows adds up the lines of some customers by the route that counted.
func (f *figureReader) creditRows(customers []directory.NamedCustomer) (rows []CreditRow, err error) {
	lines, err := f.explain(customers)
	for len(lines) > 0 && err == nil {
		n := f.lines().OfFirst(lines)
		slices.SortStableFunc(lines[:n], func(a, b Explained) int { return cmp.Compare(a.Routes[0], b.Routes[0]) })
		for its := lines[:n]; len(its) > 0 && err == nil; {
			n := directory.CountWhile(its, func(l *Explained) bool { return l.Routes[0] == its[0].Routes[0] })
			var row CreditRow
			row, err = creditRow(its[:n])
			rows, its = append(rows, row), its[n:]
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
	slices.SortFunc(row.Locations, func(a, b directory.Partner) int { return cmp.Compare(a.ID, b.ID) })
	row.Locations = slices.CompactFunc(row.Locations, func(a, b directory.Partner) bool { return a.Key == b.Key })
	return row, nil
}
