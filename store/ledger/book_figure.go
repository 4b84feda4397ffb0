package ledger

import (
	"errors"
	"slices"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// Figure names one figure of an account: it tells which facts the figure hangs on.
type Figure struct {
	Account   int64                                           // key
	Family    []int64                                         // keys of the account and of those that ever were its locations
	Standings map[int64]programme.History[programme.Standing] // of these
	Measure   int                                             // place in Programme.Measures
	Month     programme.Month
	Credited  bool            // only the amounts that the figure holds, not the missed ones
	Before    programme.Month // how many months before Month are credited too
}

// IDs returns the ids of the book's subscriptions by their keys. A book that was loaded without ids
// has none.
func (b *Book) IDs() map[int64]string { return b.ids }

// Concerned loads the customers, by their keys, as far as the figure hangs on them: by the rule of
// programme.NeedsToExplain. Of a customer with many subscriptions that is little.
func (d Deriver) Concerned(customers []int64, f Figure) (*Book, error) {
	b := &Book{d: d, ids: map[int64]string{}}
	held, err := history.Having(d.tx, history.Tenant, customers)
	if err != nil {
		return nil, err
	}
	if err := b.loadAssociationsFor(f, customers, held); err != nil {
		return nil, err
	}
	metric := &d.p.Metrics[d.p.Measures[f.Measure].Metric]
	those := orAmong("customer_id IN "+db.Keys(customers), "id", held)
	if metric.Fact != programme.FactCustomers { // of those any subscription tells since when they are
		those = b.reached(f, held)
	}
	if err := b.loadSubscriptions(among(customers), "product IN "+db.Quoted(d.p.ProductIDs(f.Measure))+" AND "+those); err != nil {
		return nil, err
	}
	b.spreadAssociations(b.moved)
	switch metric.Fact {
	case programme.FactSeatsSold:
		return b, b.loadSales("subscription_id IN " + db.Keys(b.keys()))
	case programme.FactActiveUsers, programme.FactConsumed:
		if err := b.loadTenantProducts("product IN " + db.Quoted(d.p.ProductIDs(f.Measure)) + " AND customer_id IN " + db.Keys(customers)); err != nil {
			return nil, err
		}
		from := d.p.NeedsToExplain(f.Measure, f.Month)
		if f.Credited { // nothing that has left the window
			from = f.Month - programme.Month(metric.Months) + 1
		}
		return b, b.loadUsageOf(from-f.Before, f.Month)
	}
	return b, nil
}

// loadAssociationsFor loads the associations of the account's partners with customers, and with what
// these held of subscriptions that moved, and those that may have taken the place of one that ended.
func (b *Book) loadAssociationsFor(f Figure, customers, held []int64) error {
	var args []any
	where := orAmong("customer_id IN "+db.Among(customers, &args), "subscription_id", held) + " AND partner_id IN " + db.Among(f.Family, &args)
	if err := b.loadAssociations(where, args...); err != nil {
		return err
	}
	var some, whole []int64 // subscriptions, and customers
	for k := range b.associations {
		a := &b.associations[k]
		switch {
		case a.To == programme.NoEnd && !b.d.elsewhere() || !b.d.p.Routes[a.Route].Exclusive:
		case a.Subscription == 0:
			whole = append(whole, a.customer)
		default:
			some = append(some, a.Subscription)
		}
	}
	if err := errors.Join(b.loadLater(f, "subscription_id IN ", some),
		b.loadLater(f, "subscription_id + 0 IS NULL AND customer_id IN ", whole)); err != nil {
		return err
	}
	b.settle()
	for k := range b.associations { // of others it only counts that they are others
		a := &b.associations[k]
		a.Standings = f.Standings[a.Partner]
	}
	return nil
}

// loadLater loads the exclusive associations of other partners. The + 0 of a condition keeps SQLite
// from the index of all associations with whole customers.
func (b *Book) loadLater(f Figure, where string, keys []int64) error {
	if len(keys) == 0 {
		return nil
	}
	var exclusive []string
	for _, r := range b.d.p.Routes {
		if r.Exclusive {
			exclusive = append(exclusive, r.ID)
		}
	}
	var args []any
	where += db.Among(keys, &args)
	return b.loadAssociations(where+" AND partner_id NOT IN "+db.Among(f.Family, &args)+" AND route IN "+db.Quoted(exclusive), args...)
}

// reached is the condition that an association of the account covers a subscription. Of those that moved
// and were held by a customer it lets all through.
func (b *Book) reached(f Figure, held []int64) string {
	var some, whole []int64 // subscriptions, and customers
	for k := range b.associations {
		a := &b.associations[k]
		switch {
		case !slices.Contains(f.Family, a.Partner):
		case a.Subscription == 0:
			whole = append(whole, a.customer)
		default:
			some = append(some, a.Subscription)
		}
	}
	if len(whole) == 0 {
		return "id IN " + db.Keys(some)
	}
	return orAmong("customer_id IN "+db.Keys(whole), "id", slices.Concat(some, held))
}
