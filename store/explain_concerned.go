package store

import (
	"slices"

	"shimei/store/programme"
)

// concerned loads the customers as far as the figure hangs on them. Of a customer with many
// subscriptions that is little: products that the figure does not count, subscriptions that
// the account's partners never had to do with, and who else is associated with those, neither
// add to it nor say why something is not in it.
func (f *figureReader) concerned(customers []int64) (*book, error) {
	b := &book{tx: f.tx}
	if err := f.loadAssociations(b, customers); err != nil {
		return nil, err
	}
	if err := b.loadStandingsOfThem(); err != nil {
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

// loadAssociations loads the associations of the subscriptions that one of the account's
// partners is associated with, and of the customers that one is with as a whole. A column
// + 0 keeps SQLite from an index that would find far too many.
func (f *figureReader) loadAssociations(b *book, customers []int64) error {
	var args []any
	those := among(customers, &args)
	theirs := " FROM associations WHERE partner_id IN " + among(f.familyKeys, &args) + " AND customer_id IN " + those + " AND subscription_id IS "
	if err := b.loadAssociations("subscription_id IN (SELECT subscription_id"+theirs+"NOT NULL) AND customer_id + 0 IN "+those, args...); err != nil {
		return err
	}
	return b.loadAssociations("subscription_id + 0 IS NULL AND customer_id IN (SELECT customer_id"+theirs+"NULL)", args...)
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
