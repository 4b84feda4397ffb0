package report

import (
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// FigureQuery names one figure of an account, and whose lines of it.
type FigureQuery struct {
	Scope       directory.Scope // whose lines: of a chosen one those that an association of it reaches
	Month       programme.Month
	Competency  int  // place in Programme.Competencies
	Requirement int  // place in the requirements of the version in force in the month
	Credited    bool // only the lines of the figure, without its misses
}

// Explained is one line of a figure: the amount that a subscription, or a customer, adds to it. With
// a reason it is a miss, an amount that the figure does not hold (R12).
type Explained struct {
	Customer     directory.CustomerRef
	TenantID     string
	Subscription string              // id, "" for a line of net new customers
	Product      string              // id, of a line of the usage of a tenant and a product (R8); "" for the others
	Of           string              // id of the product of the subscription, or of that usage; "" for a line of net new customers
	Key          int64               // of the subscription, or below 0 of the tenant and product; 0 for none
	Month        programme.Month     // the month that the fact is of
	Amount       int64               // whole numbers, or minor units where the metric is money
	Reason       programme.Reason    // of a miss; "" for a line of the figure
	Routes       []int               // that reach it, as places in Programme.Routes; the first one counted, or came nearest
	Locations    []directory.Partner // the account's locations that reach it (R7)
	Sources      []Source            // of a line of usage or of sales: where its facts came from
	Originals    []Original          // of consumption: the amounts as they came, by currency, where any was converted
}

// Explain lists every line of a figure and every miss, customer by customer in the order of their
// names. The amounts without a reason sum to the figure. It is ErrNotFound where the month has no
// such requirement.
func (r Reader) Explain(q FigureQuery) (directory.Listing[Explained], error) {
	f, err := r.figure(q)
	if err != nil {
		return directory.Listing[Explained]{}, err
	}
	return f.lines(), nil
}

// figureReader reads the lines and misses of one figure.
type figureReader struct {
	r         Reader
	q         FigureQuery
	measure   int
	customers directory.CustomerSet
	family    map[int64]directory.Partner // the account and its locations
	scope     ledger.Figure
}

func (r Reader) figure(q FigureQuery) (*figureReader, error) {
	v := r.p.Competencies[q.Competency].VersionAt(q.Month)
	if v == nil || q.Requirement < 0 || q.Requirement >= len(v.Requirements) {
		return nil, db.ErrNotFound
	}
	measure := v.Requirements[q.Requirement].Measure
	f := &figureReader{r: r, q: q, measure: measure, family: map[int64]directory.Partner{},
		scope: ledger.Figure{Account: q.Scope.Account, Measure: measure, Month: q.Month, Credited: q.Credited}}
	family, err := r.dir.FamilyEver(q.Scope.Account)
	if err != nil {
		return nil, err
	}
	for _, p := range family {
		f.family[p.Key] = p
		f.scope.Family = append(f.scope.Family, p.Key)
	}
	if f.scope.Standings, err = r.ledger.Facts().Standings("p.id IN " + db.Keys(f.scope.Family)); err != nil {
		return nil, err
	}
	f.customers, err = r.dir.Set([]any{q.Scope.Account}, q.Scope.AssociatedWith("")...)
	f.customers = f.customers.Naming(q.Scope.OfProducts(r.p.ProductIDs(measure))...)
	return f, err
}

func (f *figureReader) lines() directory.Listing[Explained] {
	return directory.Listing[Explained]{Directory: f.r.dir, Customers: f.customers, Read: f.explained,
		Customer: func(x *Explained) int64 { return x.Customer.Key }, PerEach: f.r.p.Metrics[f.r.p.Measures[f.measure].Metric].Months}
}

// explained returns the lines and misses of some customers, in their order, with where they came from.
func (f *figureReader) explained(customers []directory.NamedCustomer) ([]Explained, error) {
	rows, err := f.explain(customers)
	if err != nil {
		return nil, err
	}
	return rows, f.addSources(rows)
}

// explain returns the lines and misses of some customers, in their order.
func (f *figureReader) explain(customers []directory.NamedCustomer) (rows []Explained, err error) {
	book, err := f.r.ledger.Facts().Concerned(directory.KeysOf(customers), f.scope)
	if err != nil {
		return nil, err
	}
	subscriptions := book.IDs()
	named := make(map[int64]directory.NamedCustomer, len(customers))
	for _, c := range customers {
		named[c.Key] = c
	}
	rowsOf := make(map[int64][]Explained, len(customers))
	book.Each(func(t *programme.Tenant) { rowsOf[t.Key] = f.rows(t, named[t.Key], subscriptions) })
	lists := make([][]Explained, len(customers))
	for k, c := range customers {
		lists[k] = rowsOf[c.Key]
	}
	return slices.Concat(lists...), nil
}

// rows returns the lines and misses of one customer.
func (f *figureReader) rows(t *programme.Tenant, c directory.NamedCustomer, subscriptions map[int64]string) (rows []Explained) {
	products, of := map[int64]string{}, map[int64]string{}
	for _, u := range t.Usage {
		products[u.Key] = f.r.p.Products[u.Product].ID
	}
	maps.Copy(of, products)
	for k := range t.Subscriptions {
		of[t.Subscriptions[k].Key] = f.r.p.Products[t.Subscriptions[k].Product].ID
	}
	if f.r.basis.Through != nil {
		t.Present = programme.Present{Now: f.r.tx.Now, Through: *f.r.basis.Through}
	}
	f.r.p.Explain(t, f.q.Scope.Account, f.measure, f.q.Month, func(l programme.Line) {
		if reached := f.own(l.Reached); len(reached) > 0 {
			rows = append(rows, f.line(Explained{Customer: c.CustomerRef, TenantID: c.TenantID, Subscription: subscriptions[l.Subscription],
				Product: products[l.Subscription], Of: of[l.Subscription], Key: l.Subscription, Month: l.Month, Amount: l.Amount}, reached))
		}
	}, func(m programme.Miss) {
		if !f.q.Credited && len(f.own([]*programme.Association{m.Association})) > 0 {
			rows = append(rows, Explained{Customer: c.CustomerRef, TenantID: c.TenantID, Subscription: subscriptions[m.Subscription],
				Product: products[m.Subscription], Of: of[m.Subscription], Key: m.Subscription, Month: m.Month, Amount: m.Amount, Reason: m.Reason, Routes: []int{m.Association.Route}})
		}
	})
	return rows
}

// own are those of the associations of an account that are of the scope.
func (f *figureReader) own(reached []*programme.Association) []*programme.Association {
	if !f.q.Scope.Chosen {
		return reached
	}
	return slices.DeleteFunc(slices.Clone(reached), func(a *programme.Association) bool { return !slices.Contains(f.q.Scope.Locations, a.Partner) })
}

// line adds to a row the routes and locations that reach it, each once.
func (f *figureReader) line(row Explained, reached []*programme.Association) Explained {
	routes, partners := map[int]bool{}, map[int64]bool{f.q.Scope.Account: true}
	for _, a := range reached {
		if !routes[a.Route] {
			routes[a.Route] = true
			row.Routes = append(row.Routes, a.Route)
		}
		if !partners[a.Partner] {
			partners[a.Partner] = true
			row.Locations = append(row.Locations, f.family[a.Partner])
		}
	}
	return row
}
