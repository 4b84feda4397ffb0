package store

import (
	"context"

	"shimei/store/programme"
)

// FigureQuery names one figure of an account.
type FigureQuery struct {
	Account     int64 // key
	Month       programme.Month
	Competency  int // place in Programme.Competencies
	Requirement int // place in the requirements of the version in force in the month
}

// measure returns what the figure measures; ErrNotFound where the month has no such
// requirement.
func (q FigureQuery) measure(p *programme.Programme) (int, error) {
	v := p.Competencies[q.Competency].VersionAt(q.Month)
	if v == nil || q.Requirement < 0 || q.Requirement >= len(v.Requirements) {
		return 0, ErrNotFound
	}
	return v.Requirements[q.Requirement].Measure, nil
}

// ExplainedLine is one line of a figure: what a subscription, or a customer, adds to it.
type ExplainedLine struct {
	Customer     CustomerCursor
	TenantID     string
	Subscription string          // id, "" for a line of net new customers
	Month        programme.Month // the month that the fact is of
	Amount       int64           // whole numbers, or minor units where the metric is money
	Routes       []int           // that reach it, as places in Programme.Routes; the first one counted
	Locations    []Partner       // the account's locations that reach it (R7)
}

// ExplainedMiss is an amount that a figure does not hold, and why (R12).
type ExplainedMiss struct {
	Customer     CustomerCursor
	TenantID     string
	Subscription string // id, "" where it is of the customer
	Month        programme.Month
	Amount       int64
	Reason       programme.Reason
	Route        int // of the association that came nearest, or was already counted
}

// explainer turns the rules' lines into explained ones, for one figure.
type explainer struct {
	*tx
	q       FigureQuery
	measure int
	family  map[int64]Partner // the account and its locations
	names   map[int64]string  // subscription ids of the customers at hand
}

func (t *tx) explainer(q FigureQuery) (*explainer, error) {
	measure, err := q.measure(t.p)
	if err != nil {
		return nil, err
	}
	family, err := t.partners("WHERE p.id = $1 OR p.parent_id = $1", q.Account)
	x := &explainer{tx: t, q: q, measure: measure, family: map[int64]Partner{}}
	for _, p := range family {
		x.family[p.Key] = p
	}
	return x, err
}

// Explain calls line for every line of a figure, and miss for what it does not hold, customer
// by customer in the order of their names. Neither the lines nor the customers are held in
// memory all together. The amounts of the lines sum to the figure.
func (s *Store) Explain(ctx context.Context, q FigureQuery, line func(ExplainedLine) error, miss func(ExplainedMiss) error) error {
	return s.view(ctx, func(t *tx) error {
		x, err := t.explainer(q)
		if err != nil {
			return err
		}
		var after CustomerCursor
		for {
			customers, err := t.customersAfter(q.Account, after)
			if err != nil || len(customers) == 0 {
				return err
			}
			if err := x.explain(customers, line, miss); err != nil {
				return err
			}
			after = customers[len(customers)-1].cursor
		}
	})
}

// ExplainPage returns the lines and misses of the customers after a cursor, whole customers
// until there are limit of both together, and where the next page begins, nil for nowhere.
func (s *Store) ExplainPage(ctx context.Context, q FigureQuery, after CustomerCursor, limit int) (lines []ExplainedLine, misses []ExplainedMiss, next *CustomerCursor, err error) {
	err = s.view(ctx, func(t *tx) error {
		x, err := t.explainer(q)
		if err != nil {
			return err
		}
		for {
			customers, err := t.customersAfter(q.Account, after)
			if err != nil || len(customers) == 0 {
				return err
			}
			var ofLines []ExplainedLine
			var ofMisses []ExplainedMiss
			if err := x.explain(customers, func(l ExplainedLine) error { ofLines = append(ofLines, l); return nil },
				func(m ExplainedMiss) error { ofMisses = append(ofMisses, m); return nil }); err != nil {
				return err
			}
			for _, c := range customers {
				lineCount := countWhile(ofLines, func(l ExplainedLine) bool { return l.Customer == c.cursor })
				missCount := countWhile(ofMisses, func(m ExplainedMiss) bool { return m.Customer == c.cursor })
				had := len(lines) + len(misses)
				if had > 0 && had+lineCount+missCount > limit {
					next = &after
					return nil
				}
				lines, ofLines = append(lines, ofLines[:lineCount]...), ofLines[lineCount:]
				misses, ofMisses = append(misses, ofMisses[:missCount]...), ofMisses[missCount:]
				after = c.cursor
			}
		}
	})
	return lines, misses, next, err
}

// countWhile returns how many elements at the beginning satisfy is.
func countWhile[T any](list []T, is func(T) bool) int {
	for k := range list {
		if !is(list[k]) {
			return k
		}
	}
	return len(list)
}

// explain explains what some customers add to the figure.
func (x *explainer) explain(customers []accountCustomer, line func(ExplainedLine) error, miss func(ExplainedMiss) error) error {
	at := make(map[int64]accountCustomer, len(customers))
	ids := make([]int64, len(customers))
	for k, c := range customers {
		at[c.cursor.Key], ids[k] = c, c.cursor.Key
	}
	first, last := x.p.Window(x.measure, x.q.Month)
	tenants, err := x.tenants(ids, first-(last-first), last)
	if err != nil {
		return err
	}
	if err := x.nameSubscriptions(ids); err != nil {
		return err
	}
	byCustomer := make(map[int64]*programme.Tenant, len(tenants))
	for k := range tenants {
		byCustomer[tenants[k].Key] = &tenants[k]
	}
	for _, id := range ids {
		tenant := byCustomer[id]
		if tenant == nil {
			continue
		}
		var failed error
		keep := func(err error) {
			if failed == nil {
				failed = err
			}
		}
		x.p.Explain(tenant, x.q.Account, x.measure, x.q.Month,
			func(l programme.Line) { keep(line(x.line(at[id], l))) },
			func(m programme.Miss) { keep(miss(x.miss(at[id], m))) })
		if failed != nil {
			return failed
		}
	}
	return nil
}

func (x *explainer) nameSubscriptions(customers []int64) error {
	x.names = map[int64]string{}
	return x.each(func(scan func(...any) error) error {
		var key int64
		var id string
		err := scan(&key, &id)
		x.names[key] = id
		return err
	}, "SELECT id, subscription_id FROM subscriptions WHERE customer_id IN "+keys(customers))
}

func (x *explainer) line(c accountCustomer, l programme.Line) ExplainedLine {
	e := ExplainedLine{Customer: c.cursor, TenantID: c.tenantID, Subscription: x.names[l.Subscription], Month: l.Month, Amount: l.Amount}
	routes, locations := map[int]bool{}, map[int64]bool{x.q.Account: true}
	for _, a := range l.Reached {
		if !routes[a.Route] {
			routes[a.Route] = true
			e.Routes = append(e.Routes, a.Route)
		}
		if !locations[a.Partner] {
			locations[a.Partner] = true
			e.Locations = append(e.Locations, x.family[a.Partner])
		}
	}
	return e
}

func (x *explainer) miss(c accountCustomer, m programme.Miss) ExplainedMiss {
	return ExplainedMiss{Customer: c.cursor, TenantID: c.tenantID, Subscription: x.names[m.Subscription], Month: m.Month,
		Amount: m.Amount, Reason: m.Reason, Route: m.Association.Route}
}
