package store

import (
	"cmp"
	"slices"

	"shimei/store/programme"
)

// usageData is the benefit of a route that lets its partner see a customer's usage.
const usageData = "usage_data"

// ReachedSubscription is one that goes on and that associations of an account reach now. What
// is usage data in it is there only where one of them brings it: else Seats, Assigned, Active,
// Renewal and AutoRenew are nil.
type ReachedSubscription struct {
	Subscription // without its partner of record
	Reaches      []Reach
	Usage        bool // a route brings usage data
}

// Reach is one association of an account, in effect now.
type Reach struct {
	Route   int     // place in Programme.Routes
	Partner Partner // of the account
	From    programme.Instant

	suspended    bool
	subscription int64 // 0 for the whole tenant
}

// reached is a customer with what an account is associated with.
type reached struct {
	namedCustomer
	reaches       []Reach // in the programme's order of routes, then by partner id and beginning
	subscriptions []ReachedSubscription
}

// inEffect is the condition that an association x of an account is in effect now, with a
// subscription that goes on or with the whole tenant. Its arguments are the account and now.
const inEffect = `associations x LEFT JOIN subscriptions xs ON xs.id = x.subscription_id
	WHERE x.partner_id IN (SELECT id FROM partners WHERE id = $1 OR parent_id = $1) AND x.from_at <= $2
		AND (x.to_at IS NULL OR x.to_at > $2) AND (xs.end_at IS NULL OR xs.end_at > $2)`

// reach fills in what an account is associated with at some customers, in their order.
func (t *tx) reach(account int64, customers []namedCustomer) ([]reached, error) {
	all, at := make([]reached, len(customers)), make(map[int64]*reached, len(customers))
	for k, c := range customers {
		all[k].namedCustomer = c
		at[c.Key] = &all[k]
	}
	err := t.withReaches(account, at, keysOf(customers))
	if err == nil {
		err = t.withReached(at, keysOf(customers))
	}
	return all, err
}

func (t *tx) withReaches(account int64, at map[int64]*reached, customers []int64) error {
	family, err := t.partners("WHERE p.id = $1 OR p.parent_id = $1", account)
	if err != nil {
		return err
	}
	of := map[int64]Partner{}
	for _, p := range family {
		of[p.Key] = p
	}
	args := []any{account, t.now}
	err = t.each(func(scan func(...any) error) error {
		var customer, partner int64
		var route string
		var r Reach
		err := scan(&customer, &route, &partner, &r.From, &r.subscription)
		r.Partner = of[partner]
		r.suspended = r.Partner.Suspended
		var known bool
		if r.Route, known = t.p.Route(route); known {
			at[customer].reaches = append(at[customer].reaches, r)
		}
		return err
	}, "SELECT x.customer_id, x.route, x.partner_id, x.from_at, coalesce(x.subscription_id, 0) FROM "+inEffect+
		" AND x.customer_id IN "+among(customers, &args), args...)
	for _, c := range at {
		slices.SortFunc(c.reaches, func(a, b Reach) int {
			return cmp.Or(cmp.Compare(a.Route, b.Route), cmp.Compare(a.Partner.ID, b.Partner.ID), cmp.Compare(a.From, b.From))
		})
	}
	return err
}

// withReached fills in the subscriptions that the associations reach.
func (t *tx) withReached(at map[int64]*reached, customers []int64) error {
	args := []any{t.now}
	found, err := t.plainSubscriptions("WHERE (s.end_at IS NULL OR s.end_at > $1) AND s.customer_id IN "+among(customers, &args)+
		" ORDER BY s.subscription_id", args...)
	if err != nil {
		return err
	}
	open := slices.DeleteFunc(slices.Clone(found), func(s Subscription) bool { return !t.brings(usageData, at[s.Customer].reaches, s) })
	if err := t.withSeats(open); err != nil {
		return err
	}
	seen := make(map[int64]Subscription, len(open))
	for _, s := range open {
		seen[s.Key] = s
	}
	for _, s := range found {
		c, x := at[s.Customer], ReachedSubscription{}
		for _, r := range c.reaches {
			if r.covers(s) {
				x.Reaches = append(x.Reaches, r)
			}
		}
		if x.Subscription, x.Usage = seen[s.Key]; !x.Usage {
			x.Subscription = s.withoutUsage()
		}
		if len(x.Reaches) > 0 {
			c.subscriptions = append(c.subscriptions, x)
		}
	}
	return nil
}

func (r Reach) covers(s Subscription) bool { return r.subscription == 0 || r.subscription == s.Key }

// brings reports whether one of the associations brings a benefit at a subscription: by a route
// that brings it for the product by now, and not to a partner that is suspended.
func (t *tx) brings(benefit string, reaches []Reach, s Subscription) bool {
	return slices.ContainsFunc(reaches, func(r Reach) bool {
		route := &t.p.Routes[r.Route]
		return r.covers(s) && !r.suspended && route.Brings(benefit) && slices.Contains(route.Products, s.Product) &&
			(route.From == 0 || t.now >= t.p.First(route.From))
	})
}

// withoutUsage is a subscription as it is shown to whom no route brings its usage.
func (s Subscription) withoutUsage() Subscription {
	s.Seats, s.Assigned, s.Active, s.Renewal, s.AutoRenew = nil, nil, nil, nil, nil
	return s
}
