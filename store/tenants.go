package store

import (
	"database/sql"
	"fmt"

	"shimei/store/programme"
)

// tenantsAtOnce is how many tenants are held in memory at a time.
const tenantsAtOnce = 500

// tenants loads customers as the rules see them, with the usage of the months from …
// through that their credits need. Tenants without subscriptions are left out.
func (t *tx) tenants(customers []int64, from, through programme.Month) ([]programme.Tenant, error) {
	l := tenantLoader{tx: t, at: map[int64]int{}, place: map[int64]place{}}
	for len(customers) > 0 {
		n := min(tenantsAtOnce, len(customers))
		if err := l.load(customers[:n], from-t.p.UsageReach(), through); err != nil {
			return nil, err
		}
		customers = customers[n:]
	}
	return l.tenants, nil
}

// place is where a subscription stands: its tenant, and its place there.
type place struct{ tenant, subscription int }

type tenantLoader struct {
	*tx
	tenants []programme.Tenant
	at      map[int64]int // by customer
	place   map[int64]place
}

func (l *tenantLoader) load(customers []int64, from, through programme.Month) error {
	in := keys(customers)
	subscriptions, err := l.subscriptions(in)
	if err != nil {
		return err
	}
	if err := l.associations(in); err != nil {
		return err
	}
	if err := l.sales(in); err != nil {
		return err
	}
	return l.usage(subscriptions, from, through)
}

func (l *tenantLoader) subscriptions(in string) (loaded []int64, err error) {
	err = l.each(func(scan func(...any) error) error {
		var customer int64
		var product string
		var end sql.NullInt64
		s := programme.Subscription{End: programme.NoEnd}
		if err := scan(&customer, &s.Key, &product, &s.Kind, &s.Start, &end); err != nil {
			return err
		}
		var known bool
		if s.Product, known = l.p.Product(product); !known && !l.past { // in the past it is -1, which nothing lists
			return fmt.Errorf("the programme does not know product %q of a subscription", product)
		}
		if end.Valid {
			s.End = programme.Instant(end.Int64)
		}
		at, found := l.at[customer]
		if !found {
			at = len(l.tenants)
			l.at[customer] = at
			l.tenants = append(l.tenants, programme.Tenant{Key: customer})
		}
		tenant := &l.tenants[at]
		l.place[s.Key] = place{at, len(tenant.Subscriptions)}
		tenant.Subscriptions = append(tenant.Subscriptions, s)
		loaded = append(loaded, s.Key)
		return nil
	}, `SELECT customer_id, id, product, kind, start_at, end_at FROM subscriptions
		WHERE customer_id IN `+in+` ORDER BY customer_id, id`)
	return loaded, err
}

func (l *tenantLoader) associations(in string) error {
	return l.each(func(scan func(...any) error) error {
		var customer int64
		var route string
		var to sql.NullInt64
		a := programme.Association{To: programme.NoEnd}
		if err := scan(&customer, &a.Key, &route, &a.Partner, &a.Account, &a.Suspended, &a.Subscription, &a.From, &to); err != nil {
			return err
		}
		var known bool
		if a.Route, known = l.p.Route(route); !known && l.past {
			return nil
		} else if !known {
			return fmt.Errorf("the programme does not know route %q of an association", route)
		}
		if to.Valid {
			a.To = programme.Instant(to.Int64)
		}
		if at, found := l.at[customer]; found {
			l.tenants[at].Associations = append(l.tenants[at].Associations, a)
		}
		return nil
	}, `SELECT a.customer_id, a.id, a.route, a.partner_id, coalesce(p.parent_id, p.id),
			p.suspended OR coalesce(g.suspended, FALSE), coalesce(a.subscription_id, 0), a.from_at, a.to_at
		FROM associations a JOIN partners p ON p.id = a.partner_id LEFT JOIN partners g ON g.id = p.parent_id
		WHERE a.customer_id IN `+in+` ORDER BY a.id`)
}

// sales errs where the seats of one subscription's records could add up beyond 2^63: the
// rules sum those of a month (R11).
func (l *tenantLoader) sales(in string) error {
	sold := map[int64]int64{}
	return l.each(func(scan func(...any) error) error {
		var subscription int64
		var sale programme.Sale
		if err := scan(&subscription, &sale.At, &sale.Seats); err != nil {
			return err
		}
		total, err := programme.Add(sold[subscription], max(sale.Seats, -sale.Seats))
		if err != nil {
			return fmt.Errorf("seats sold on a subscription: %w", err)
		}
		sold[subscription] = total
		s := l.subscription(subscription)
		s.Sales = append(s.Sales, sale)
		return nil
	}, `SELECT s.id, x.sold_at, x.seats FROM subscriptions s JOIN sales x ON x.subscription_id = s.id
		WHERE s.customer_id IN `+in)
}

// usage names the months one by one, so that the key (month, subscription) finds each row
// and no month is read through.
func (l *tenantLoader) usage(subscriptions []int64, from, through programme.Month) error {
	var first, last sql.NullInt64
	if _, err := l.one([]any{&first, &last}, "SELECT (SELECT min(month) FROM usage), (SELECT max(month) FROM usage)"); err != nil {
		return err
	}
	var months []int64
	for m := max(int64(from), first.Int64); m <= min(int64(through), last.Int64); m++ {
		months = append(months, m)
	}
	return l.each(func(scan func(...any) error) error {
		var subscription int64
		var active, consumed sql.NullInt64
		var u programme.Usage
		if err := scan(&subscription, &u.Month, &u.Workload, &active, &consumed); err != nil {
			return err
		}
		u.ActiveUsers, u.Consumed = pointer(active), pointer(consumed)
		s := l.subscription(subscription)
		s.Usage = append(s.Usage, u)
		return nil
	}, "SELECT subscription_id, month, workload, active, consumed FROM usage WHERE month IN "+
		keys(months)+" AND subscription_id IN "+keys(subscriptions))
}

func (l *tenantLoader) subscription(key int64) *programme.Subscription {
	at := l.place[key]
	return &l.tenants[at.tenant].Subscriptions[at.subscription]
}

func pointer(n sql.NullInt64) *int64 {
	if !n.Valid {
		return nil
	}
	return &n.Int64
}
