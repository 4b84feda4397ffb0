package store

import (
	"context"
	"slices"

	"shimei/store/programme"
)

// FigureQuery names one figure of an account.
type FigureQuery struct {
	Account     int64 // key
	Month       programme.Month
	Competency  int  // place in Programme.Competencies
	Requirement int  // place in the requirements of the version in force in the month
	Credited    bool // what the figure holds, without what it does not
}

// Explained is one line of a figure: what a subscription, or a customer, adds to it. With a
// reason it is an amount that the figure does not hold (R12).
type Explained struct {
	Customer     CustomerRef
	TenantID     string
	Subscription string           // id, "" for a line of net new customers
	Month        programme.Month  // the month that the fact is of
	Amount       int64            // whole numbers, or minor units where the metric is money
	Reason       programme.Reason // why the figure does not hold it, "" for what it holds
	Routes       []int            // that reach it, as places in Programme.Routes; the first one counted, or came nearest
	Locations    []Partner        // the account's locations that reach it (R7)
}

// Explain calls row for every line of a figure, and for what it does not hold, customer by
// customer in the order of their names. Neither rows nor customers are held in memory all
// together. The amounts of those without a reason sum to the figure. It is ErrNotFound where
// the month has no such requirement.
func (s *Store) Explain(ctx context.Context, q FigureQuery, row func(Explained) error) error {
	return s.view(ctx, func(t *tx) error {
		f, err := t.figure(q)
		if err != nil {
			return err
		}
		return f.lines().each(row)
	})
}

// ExplainPage returns those rows for the customers after one, by its key, of whole customers
// until there are limit rows, and after whom the next page begins, 0 for nobody.
func (s *Store) ExplainPage(ctx context.Context, q FigureQuery, after int64, limit int) (rows []Explained, next int64, err error) {
	err = s.view(brief(ctx), func(t *tx) error {
		f, err := t.figure(q)
		if err != nil {
			return err
		}
		rows, next, err = f.lines().page(after, limit)
		return err
	})
	return rows, next, err
}

// figureReader reads what one figure is made of.
type figureReader struct {
	*tx
	q          FigureQuery
	measure    int
	customers  customerSet
	family     map[int64]Partner // the account and its locations
	familyKeys []int64
}

func (t *tx) figure(q FigureQuery) (*figureReader, error) {
	v := t.p.Competencies[q.Competency].VersionAt(q.Month)
	if v == nil || q.Requirement < 0 || q.Requirement >= len(v.Requirements) {
		return nil, ErrNotFound
	}
	f := &figureReader{tx: t, q: q, measure: v.Requirements[q.Requirement].Measure, family: map[int64]Partner{}}
	family, err := t.partners("WHERE p.id = $1 OR p.parent_id = $1", q.Account)
	for _, p := range family {
		f.family[p.Key] = p
		f.familyKeys = append(f.familyKeys, p.Key)
	}
	if err != nil {
		return nil, err
	}
	f.customers, err = t.set([]any{q.Account}, associatedWith(""))
	f.customers.from = []string{associatedWith(` JOIN subscriptions s ON s.customer_id = x.customer_id AND s.id = coalesce(x.subscription_id, s.id)
		AND s.product IN ` + quoted(t.p.ProductIDs(f.measure)))}
	return f, err
}

// associatedWith are the rows that name the customers that an account's partners are, or
// were, associated with, joined to others. The account is the first argument.
func associatedWith(joined string) string {
	return "associations x" + joined + " WHERE x.partner_id IN (SELECT id FROM partners WHERE id = $1 OR parent_id = $1)"
}

func (f *figureReader) lines() listing[Explained] {
	return listing[Explained]{f.tx, f.customers, f.explain, func(r *Explained) int64 { return r.Customer.Key }, f.p.Metrics[f.p.Measures[f.measure].Metric].Months}
}

// explain explains what some customers add to the figure, in their order.
func (f *figureReader) explain(customers []namedCustomer) (rows []Explained, err error) {
	b, err := f.concerned(keysOf(customers))
	if err != nil {
		return nil, err
	}
	subscriptions := make(map[int64]string, len(b.ids))
	for id, s := range b.ids {
		subscriptions[s.key] = id
	}
	at := make(map[int64]namedCustomer, len(customers))
	for _, c := range customers {
		at[c.Key] = c
	}
	of := make(map[int64][]Explained, len(customers))
	b.each(0, len(b.subscriptions), func(t *programme.Tenant) {
		of[t.Key] = f.rows(t, at[t.Key], subscriptions)
	})
	lists := make([][]Explained, len(customers))
	for k, c := range customers {
		lists[k] = of[c.Key]
	}
	return slices.Concat(lists...), nil
}

// rows explains what one customer adds to the figure.
func (f *figureReader) rows(t *programme.Tenant, c namedCustomer, subscriptions map[int64]string) (rows []Explained) {
	f.p.Explain(t, f.q.Account, f.measure, f.q.Month, func(l programme.Line) {
		rows = append(rows, f.line(Explained{Customer: c.CustomerRef, TenantID: c.tenantID, Subscription: subscriptions[l.Subscription],
			Month: l.Month, Amount: l.Amount}, l.Reached))
	}, func(m programme.Miss) {
		if !f.q.Credited {
			rows = append(rows, Explained{Customer: c.CustomerRef, TenantID: c.tenantID, Subscription: subscriptions[m.Subscription],
				Month: m.Month, Amount: m.Amount, Reason: m.Reason, Routes: []int{m.Association.Route}})
		}
	})
	return rows
}

// line adds to a row which routes and locations reach it, each once.
func (f *figureReader) line(row Explained, reached []*programme.Association) Explained {
	routes, partners := map[int]bool{}, map[int64]bool{f.q.Account: true}
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

// subscriptionIDs returns the ids of subscriptions by their keys.
func (t *tx) subscriptionIDs(of []int64) (map[int64]string, error) {
	ids := map[int64]string{}
	var args []any
	in := among(of, &args)
	return ids, t.each(func(scan func(...any) error) error {
		var key int64
		var id string
		err := scan(&key, &id)
		ids[key] = id
		return err
	}, "SELECT id, subscription_id FROM subscriptions WHERE id IN "+in, args...)
}
