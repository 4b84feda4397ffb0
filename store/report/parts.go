package report

import (
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Parts are what the figures of a trend's months are made of. Both ways they sum to the figures: an amount is
// credited once (R2), by the route that comes first, and of one product.
type Parts struct {
	First     programme.Month // of the months; the evaluated one is the last
	ByRoute   []Part          // in the programme's order: of the routes that counted
	ByProduct []Part          // likewise; nil for customers, who count once whatever they have of the products
	Beyond    bool            // the customers are too many to be read for a page; there are no parts
}

// Part is what one route, or one product, adds to each month's figure.
type Part struct {
	Place   int // in Programme.Routes or Programme.Products
	Figures []int64
}

// partsCustomers is how many customers a figure may have whose parts are read for a page.
const partsCustomers = 2 * directory.AtOnce

// Parts returns what a figure of an account, and those of the months before it, are made of. It is ErrNotFound
// where the month has no such requirement.
func (r Reader) Parts(q FigureQuery) (Parts, error) {
	q.Credited = true
	parts := Parts{First: q.Month - trendMonths + 1}
	f, err := r.figure(q)
	if err != nil {
		return parts, err
	}
	first, _ := r.p.Window(f.measure, parts.First)
	f.scope.Before = q.Month - first
	routes, products := credited{}, credited{}
	seen := 0
	err = r.dir.Walk(f.customers, 0, directory.AtOnce, func(customers []directory.NamedCustomer) (int, error) {
		if seen += len(customers); seen > partsCustomers {
			parts.Beyond = true
			return 0, nil
		}
		return directory.AtOnce, f.credit(customers, first, routes, products)
	})
	if err != nil || parts.Beyond {
		return parts, err
	}
	if parts.ByRoute, err = routes.parts(r.p, len(r.p.Routes), f.measure, q.Month); err != nil {
		return parts, err
	}
	if r.p.Metrics[r.p.Measures[f.measure].Metric].Fact != programme.FactCustomers {
		parts.ByProduct, err = products.parts(r.p, len(r.p.Products), f.measure, q.Month)
	}
	return parts, err
}

// credited are the amounts of months by the place of a route or product.
type credited map[int]map[programme.Month]int64

func (c credited) add(place int, m programme.Month, amount int64) (err error) {
	if c[place] == nil {
		c[place] = map[programme.Month]int64{}
	}
	c[place][m], err = programme.Add(c[place][m], amount)
	return err
}

// credit adds what some customers are credited for in the months from first on.
func (f *figureReader) credit(customers []directory.NamedCustomer, first programme.Month, routes, products credited) (err error) {
	book, err := f.r.ledger.Facts().Concerned(directory.KeysOf(customers), f.scope)
	if err != nil {
		return err
	}
	book.Each(func(t *programme.Tenant) {
		product := productsOf(t)
		for m := first; m <= f.q.Month; m++ {
			f.r.p.Credit(t, m, func(l programme.Line) {
				if l.Account != f.q.Scope.Account || l.Measure != f.measure || err != nil {
					return
				}
				if err = routes.add(l.Reached[0].Route, m, l.Amount); err == nil {
					err = products.add(product[l.Subscription], m, l.Amount)
				}
			})
		}
	})
	return err
}

// productsOf are the products of a tenant's subscriptions, and of its usage by product, by their keys.
func productsOf(t *programme.Tenant) map[int64]int {
	products := map[int64]int{}
	for k := range t.Subscriptions {
		products[t.Subscriptions[k].Key] = t.Subscriptions[k].Product
	}
	for k := range t.Usage {
		products[t.Usage[k].Key] = t.Usage[k].Product
	}
	return products
}

// parts are those with an amount, with the figures of the months of a trend.
func (c credited) parts(p *programme.Programme, places, measure int, e programme.Month) (list []Part, err error) {
	for place := range places {
		if c[place] == nil {
			continue
		}
		part := Part{Place: place}
		its := ledger.Amounts(func(_ int, m programme.Month) int64 { return c[place][m] })
		for m := e - trendMonths + 1; m <= e; m++ {
			figure, err := its.Figure(p, measure, m)
			if err != nil {
				return nil, err
			}
			part.Figures = append(part.Figures, figure)
		}
		list = append(list, part)
	}
	return list, nil
}
