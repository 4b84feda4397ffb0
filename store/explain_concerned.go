package store

import (
	"errors"
	"slices"

	"shimei/store/programme"
)

// concerned loads the customers as far as the figure hangs on them. Of a customer with many
// subscriptions that is little: products that the figure does not count, subscriptions that
// the account's partners never had to do with, and who else is associated, unless in place of
// one of them, neither add to it nor say why something is not in it.
func (f *figureReader) concerned(customers []int64) (*book, error) {
	b := &book{tx: f.tx, ids: map[string]found{}}
	if err := f.loadAssociations(b, customers); err != nil {
		return nil, err
	}
	metric := &f.p.Metrics[f.p.Measures[f.measure].Metric]
	those := "customer_id IN " + keys(customers)
	if metric.Fact != programme.FactCustomers { // of those any subscription tells since when they are
		those = f.reached(b)
	}
	if err := b.loadSubscriptions("product IN " + quoted(f.p.ProductIDs(f.measure)) + " AND " + those); err != nil {
		return nil, err
	}
	switch metric.Fact {
	case programme.FactSeatsSold:
		return b, b.loadSales("subscription_id IN " + keys(b.keys()))
	case programme.FactActiveUsers, programme.FactConsumed:
		months := programme.Month(metric.Months)
		if months > 1 && !f.q.Credited {
			months *= 2 // what has left the window is looked at too
		}
		return b, b.loadUsageOf(f.q.Month-months+1, f.q.Month)
	}
	return b, nil
}

// loadAssociations loads the associations of the account's partners, and those that may have
// taken the place of one that ended.
func (f *figureReader) loadAssociations(b *book, customers []int64) error {
	var args []any
	where := "customer_id IN " + among(customers, &args)
	where += " AND partner_id IN " + among(f.familyKeys, &args)
	if err := b.loadAssociations(where, args...); err != nil {
		return err
	}
	var one, all []int64 // subscriptions, and customers as a whole
	for k := range b.associations {
		a := &b.associations[k]
		switch {
		case a.To == programme.NoEnd || !f.p.Routes[a.Route].Exclusive:
		case a.Subscription == 0:
			all = append(all, a.customer)
		default:
			one = append(one, a.Subscription)
		}
	}
	if err := errors.Join(f.loadLater(b, "subscription_id IN ", one),
		f.loadLater(b, "subscription_id + 0 IS NULL AND customer_id IN ", all)); err != nil {
		return err
	}
	for k := range b.associations { // of others it only counts that they are others
		a := &b.associations[k]
		if p, theirs := f.family[a.Partner]; theirs {
			a.Account, a.Suspended = f.q.Account, p.Suspended
		}
	}
	return nil
}

// loadLater loads the exclusive associations of others. The + 0 keeps SQLite from the index of
// all that are with whole customers.
func (f *figureReader) loadLater(b *book, where string, of []int64) error {
	if len(of) == 0 {
		return nil
	}
	var exclusive []string
	for _, r := range f.p.Routes {
		if r.Exclusive {
			exclusive = append(exclusive, r.ID)
		}
	}
	var args []any
	where += among(of, &args)
	return b.loadAssociations(where+" AND partner_id NOT IN "+among(f.familyKeys, &args)+" AND route IN "+quoted(exclusive), args...)
}

// reached is the condition that a subscription is one that an association of the account's
// covers.
func (f *figureReader) reached(b *book) string {
	var one, all []int64 // subscriptions, and customers as a whole
	for k := range b.associations {
		a := &b.associations[k]
		switch {
		case !slices.Contains(f.familyKeys, a.Partner):
		case a.Subscription == 0:
			all = append(all, a.customer)
		default:
			one = append(one, a.Subscription)
		}
	}
	if len(all) == 0 {
		return "id IN " + keys(one)
	}
	return "(id IN " + keys(one) + " OR customer_id IN " + keys(all) + ")"
}
