package report

import (
	"cmp"
	"database/sql"
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// ReachedSubscription is a subscription that goes on and that associations of an account reach now.
// Unless one of the associations brings usage data, Seats, Assigned, Active, Renewal and AutoRenew
// are nil, and so is Together; Assigned, Active and Together also unless one brought it in the month
// that they are of.
type ReachedSubscription struct {
	directory.Subscription // without its partner of record
	Reaches                []ReachingAssociation
	Usage                  bool // a route brings usage data
}

// ReachingAssociation is one association of an account, in effect now.
type ReachingAssociation struct {
	Route   int               // place in Programme.Routes
	Partner directory.Partner // of the account
	From    programme.Instant
	To      programme.Instant // NoEnd while it goes on
	Key     int64
	Source  string // "nomination", "request", "import" or "sale"

	suspended    bool
	subscription int64 // 0 for the whole tenant
}

// reached is a customer with the associations of an account and the subscriptions that they reach.
type reached struct {
	directory.NamedCustomer
	reaches       []ReachingAssociation // in the programme's order of routes, then by partner id and beginning
	subscriptions []ReachedSubscription
}

// inEffect is the condition that an association x of a scope is in effect now, with a subscription
// that goes on and that its customer holds (R5a), or with the whole tenant. Its arguments are the account and now.
func inEffect(s directory.Scope) string {
	return `associations x LEFT JOIN subscriptions xs ON xs.id = x.subscription_id
		WHERE x.partner_id IN ` + s.Partners("$1") + ` AND x.from_at <= $2
			AND (x.to_at IS NULL OR x.to_at > $2) AND (xs.end_at IS NULL OR xs.end_at > $2)
			AND (xs.id IS NULL OR xs.customer_id = x.customer_id)`
}

// reach returns some customers, in their order, with the associations of a scope.
func (r Reader) reach(s directory.Scope, customers []directory.NamedCustomer) ([]reached, error) {
	all, byKey := make([]reached, len(customers)), make(map[int64]*reached, len(customers))
	for k, c := range customers {
		all[k].NamedCustomer = c
		byKey[c.Key] = &all[k]
	}
	err := r.withReaches(s, byKey, inEffect(s), directory.KeysOf(customers))
	if err == nil {
		err = r.withReached(byKey, directory.KeysOf(customers))
	}
	return all, err
}

// withReaches fills in those associations x of customers that rows are of, by the account and now.
func (r Reader) withReaches(s directory.Scope, byKey map[int64]*reached, rows string, customers []int64) error {
	family, err := r.dir.Family(s.Account)
	if err != nil {
		return err
	}
	partners := map[int64]directory.Partner{}
	for _, p := range family {
		partners[p.Key] = p
	}
	args := []any{s.Account, r.tx.Now}
	err = r.tx.Each(func(scan db.Scan) error {
		var customer, partner int64
		var route string
		var a ReachingAssociation
		var to sql.NullInt64
		err := scan(&customer, &route, &partner, &a.From, &to, &a.subscription, &a.Key, &a.Source)
		a.To = db.InstantOrNoEnd(to)
		a.Partner = partners[partner]
		a.suspended = a.Partner.Suspended
		var known bool
		if a.Route, known = r.p.Route(route); known {
			byKey[customer].reaches = append(byKey[customer].reaches, a)
		}
		return err
	}, "SELECT x.customer_id, x.route, x.partner_id, x.from_at, x.to_at, coalesce(x.subscription_id, 0), x.id, x.source FROM "+rows+
		" AND x.customer_id IN "+db.Among(customers, &args), args...)
	for _, c := range byKey {
		slices.SortFunc(c.reaches, func(a, b ReachingAssociation) int {
			return cmp.Or(cmp.Compare(a.Route, b.Route), cmp.Compare(a.Partner.ID, b.Partner.ID), cmp.Compare(a.From, b.From))
		})
	}
	return err
}

// withReached fills in the subscriptions that the associations reach.
func (r Reader) withReached(byKey map[int64]*reached, customers []int64) error {
	args := []any{r.tx.Now}
	found, err := r.dir.SubscriptionsWhere("WHERE (s.end_at IS NULL OR s.end_at > $1) AND s.customer_id IN "+db.Among(customers, &args)+
		" ORDER BY s.subscription_id", args...)
	if err != nil {
		return err
	}
	open := slices.DeleteFunc(slices.Clone(found), func(s directory.Subscription) bool {
		return !r.brings(programme.UsageData, byKey[s.Customer].reaches, s)
	})
	if err := r.dir.WithSeats(open); err != nil {
		return err
	}
	seen := make(map[int64]directory.Subscription, len(open))
	for _, s := range open {
		if m := r.basis.Through; m != nil && !r.brings(programme.UsageData, byKey[s.Customer].inEffect(r.p.Decides(s.End, *m)), s) {
			s.Assigned, s.Active, s.Together = nil, nil, nil
		}
		seen[s.Key] = s
	}
	for _, s := range found {
		c, x := byKey[s.Customer], ReachedSubscription{}
		for _, a := range c.reaches {
			if a.covers(s) {
				x.Reaches = append(x.Reaches, a)
			}
		}
		if x.Subscription, x.Usage = seen[s.Key]; !x.Usage {
			x.Subscription = withoutUsage(s)
		}
		if len(x.Reaches) > 0 {
			c.subscriptions = append(c.subscriptions, x)
		}
	}
	return nil
}

func (a ReachingAssociation) covers(s directory.Subscription) bool {
	return a.subscription == 0 || a.subscription == s.Key
}

// inEffect returns the associations that are in effect at the instant that decides for a month (R4).
func (c *reached) inEffect(decides programme.Instant) (those []ReachingAssociation) {
	for _, a := range c.reaches {
		if programme.InEffect(a.From, a.To, decides) {
			those = append(those, a)
		}
	}
	return those
}

// brings reports whether one of the associations brings a benefit at a subscription: by a route
// that brings it for the product by now, and not to a partner that is suspended.
func (r Reader) brings(benefit string, reaches []ReachingAssociation, s directory.Subscription) bool {
	return slices.ContainsFunc(reaches, func(a ReachingAssociation) bool {
		route := &r.p.Routes[a.Route]
		return a.covers(s) && !a.suspended && route.Brings(benefit) && slices.Contains(route.Products, s.Product) &&
			(route.From == 0 || r.tx.Now >= r.p.First(route.From))
	})
}

// withoutUsage returns a subscription as an account sees it that no route brings its usage.
func withoutUsage(s directory.Subscription) directory.Subscription {
	s.Seats, s.Assigned, s.Active, s.Together, s.Renewal, s.AutoRenew = nil, nil, nil, nil, nil, nil
	return s
}
