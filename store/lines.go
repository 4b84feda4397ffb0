package store

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"shimei/store/programme"
)

// CreditQuery asks what one figure of an account is made of.
type CreditQuery struct {
	Account     int64 // key
	Month       programme.Month
	Competency  int // place in Programme.Competencies
	Requirement int // place in the requirements of the version in force in the month
	After       CustomerCursor
	Limit       int // rows
}

// CustomerCursor is where a page begins: after the customer with this name and key.
type CustomerCursor struct {
	Name string
	Key  int64
}

// CreditRow is what one customer adds to a figure by the route that counted.
type CreditRow struct {
	Customer  CustomerCursor
	TenantID  string
	Route     int       // that counted, as a place in Programme.Routes
	Others    []int     // routes that reach it too, in the programme's order (R2)
	Locations []Partner // the account's locations that reach it (R7), by id
	Amount    int64     // whole numbers, or minor units where the metric is money
}

// CreditRows returns what a figure is made of, by the customer's name and route: the rows
// of whole customers until there are Limit of them, and whether there are more. It is
// ErrNotFound where the month has no such requirement.
func (s *Store) CreditRows(ctx context.Context, q CreditQuery) (rows []CreditRow, more bool, err error) {
	err = s.view(ctx, func(t *tx) error {
		v := t.p.Competencies[q.Competency].VersionAt(q.Month)
		if v == nil || q.Requirement < 0 || q.Requirement >= len(v.Requirements) {
			return ErrNotFound
		}
		after := q.After
		for {
			customers, err := t.customersAfter(q.Account, after)
			if err != nil {
				return err
			}
			for _, c := range customers {
				added, err := t.creditRows(q, v.Requirements[q.Requirement].Measure, c)
				if err != nil {
					return err
				}
				if more = len(rows) > 0 && len(rows)+len(added) > q.Limit; more {
					return nil
				}
				rows = append(rows, added...)
				after = c.cursor
			}
			if len(customers) < customersAtOnce {
				return nil
			}
		}
	})
	return rows, more, err
}

// customersAtOnce is how many customers of an account are looked at together.
const customersAtOnce = 100

type accountCustomer struct {
	cursor   CustomerCursor
	tenantID string
}

// customersAfter returns the next customers that the account's partners are, or were,
// associated with.
func (t *tx) customersAfter(account int64, after CustomerCursor) (found []accountCustomer, err error) {
	err = t.each(func(scan func(...any) error) error {
		var c accountCustomer
		err := scan(&c.cursor.Key, &c.cursor.Name, &c.tenantID)
		found = append(found, c)
		return err
	}, `SELECT c.id, c.name, c.tenant_id FROM customers c WHERE c.id IN (SELECT a.customer_id FROM associations a
			WHERE a.partner_id IN (SELECT id FROM partners WHERE id = $1 OR parent_id = $1))
		AND (c.name, c.id) > ($2, $3) ORDER BY c.name, c.id LIMIT `+strconv.Itoa(customersAtOnce), account, after.Name, after.Key)
	return found, err
}

func (t *tx) creditRows(q CreditQuery, measure int, c accountCustomer) ([]CreditRow, error) {
	first, last := t.p.Window(measure, q.Month)
	tenants, err := t.tenants([]int64{c.cursor.Key}, first, last)
	if err != nil {
		return nil, err
	}
	byRoute := map[int]*rowSum{}
	for k := range tenants {
		for m := first; m <= last; m++ {
			t.p.Credit(&tenants[k], m, func(l programme.Line) {
				if l.Account != q.Account || l.Measure != measure {
					return
				}
				route := l.Reached[0].Route
				if byRoute[route] == nil {
					byRoute[route] = &rowSum{routes: map[int]bool{}, partners: map[int64]bool{}}
				}
				byRoute[route].add(l)
			})
		}
	}
	var rows []CreditRow
	for _, route := range slices.Sorted(maps.Keys(byRoute)) {
		sum := byRoute[route]
		delete(sum.routes, route)
		delete(sum.partners, q.Account)
		row := CreditRow{Customer: c.cursor, TenantID: c.tenantID, Route: route,
			Others: slices.Sorted(maps.Keys(sum.routes)), Amount: sum.amount}
		if len(sum.partners) > 0 {
			if row.Locations, err = t.partners("WHERE p.id IN " + keys(slices.Sorted(maps.Keys(sum.partners))) + " ORDER BY p.partner_id"); err != nil {
				return nil, err
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// rowSum gathers the lines of one row.
type rowSum struct {
	amount   int64
	routes   map[int]bool
	partners map[int64]bool
}

func (r *rowSum) add(l programme.Line) {
	r.amount += l.Amount
	for _, a := range l.Reached {
		r.routes[a.Route] = true
		r.partners[a.Partner] = true
	}
}
