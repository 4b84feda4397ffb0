package store

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"shimei/store/programme"
)

// AccountCustomer is a customer that an account is associated with now, at whichever of its
// locations.
type AccountCustomer struct {
	Customer      CustomerRef
	TenantID      string
	Routes        []int      // that reach it, as places in Programme.Routes and in their order
	Locations     []Partner  // the account's that it is associated with, by id
	Subscriptions int64      // that go on and are reached
	Usage         *SeenUsage // nil where no route brings it on any of them
}

// SeenUsage is the usage data of a customer's subscriptions that show it to the account.
type SeenUsage struct {
	Subscriptions int64              // how many they are
	Seats         *int64             // bought; nil where none is reported
	Assigned      *int64             // in the latest month
	Active        *int64             // likewise
	Unused        *int64             // bought and not active, of subscriptions that report both
	Renewal       *programme.Instant // the next one that is not automatic; nil for none
}

// AccountCustomerFilter narrows the list of an account's customers. Empty fields let all
// through.
type AccountCustomerFilter struct {
	Text  string // part of the name, or the tenant id
	Route string // id of one that reaches it
}

// AccountCustomers returns the customers that an account is associated with now, in the order
// of their names: at most limit of them after one, by its key, after whom the next page begins,
// 0 for nobody, and how many the filter lets through.
func (s *Store) AccountCustomers(ctx context.Context, account int64, f AccountCustomerFilter, after int64, limit int) (page []AccountCustomer, next, count int64, err error) {
	err = s.view(ctx, func(t *tx) error {
		l, err := t.accountCustomers(account, f)
		if err != nil {
			return err
		}
		if count, err = t.howMany(l.customers); err != nil {
			return err
		}
		page, next, err = l.page(after, limit)
		return err
	})
	return page, next, count, err
}

// EachAccountCustomer calls row with every one of them.
func (s *Store) EachAccountCustomer(ctx context.Context, account int64, f AccountCustomerFilter, row func(AccountCustomer) error) error {
	return s.view(ctx, func(t *tx) error {
		l, err := t.accountCustomers(account, f)
		if err != nil {
			return err
		}
		return l.each(row)
	})
}

func (t *tx) accountCustomers(account int64, f AccountCustomerFilter) (l listing[AccountCustomer], err error) {
	from, args := f.where(t, account)
	customers, err := t.set(args, from)
	return listing[AccountCustomer]{t, customers, func(some []namedCustomer) (rows []AccountCustomer, err error) {
		all, err := t.reach(account, some)
		for k := 0; k < len(all) && err == nil; k++ {
			var row AccountCustomer
			row, err = all[k].row(t.now)
			rows = append(rows, row)
		}
		return rows, err
	}, func(c *AccountCustomer) int64 { return c.Customer.Key }, 1}, err
}

// where are the associations that the filter lets through.
func (f AccountCustomerFilter) where(t *tx, account int64) (string, []any) {
	from, args := inEffect+" AND x.route IN "+quoted(t.routeIDs(f.Route)), []any{account, t.now}
	if f.Text != "" {
		args = append(args, contains(f.Text), f.Text, usualWidth(f.Text))
		from += ` AND EXISTS (SELECT 1 FROM customers k WHERE k.id = x.customer_id AND (k.found LIKE $3 ESCAPE '\' OR k.tenant_id IN ($4, $5)))`
	}
	return from, args
}

// routeIDs are the ids of the programme's routes, or of the one that is asked for, where there
// is one.
func (t *tx) routeIDs(only string) (ids []string) {
	for _, r := range t.p.Routes {
		if only == "" || r.ID == only {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// row sums up a customer. The error is of a sum beyond 2^63 (R11).
func (c reached) row(now programme.Instant) (AccountCustomer, error) {
	row := AccountCustomer{Customer: c.CustomerRef, TenantID: c.tenantID, Subscriptions: int64(len(c.subscriptions))}
	for _, r := range c.reaches {
		row.Routes = append(row.Routes, r.Route)
		row.Locations = append(row.Locations, r.Partner)
	}
	row.Routes = slices.Compact(row.Routes)
	slices.SortFunc(row.Locations, func(a, b Partner) int { return cmp.Compare(a.ID, b.ID) })
	row.Locations = slices.CompactFunc(row.Locations, func(a, b Partner) bool { return a.Key == b.Key })
	for _, s := range c.subscriptions {
		if !s.Usage {
			continue
		}
		if row.Usage == nil {
			row.Usage = &SeenUsage{}
		}
		if err := row.Usage.add(s.Subscription, now); err != nil {
			return row, err
		}
	}
	return row, nil
}

func (u *SeenUsage) add(s Subscription, now programme.Instant) error {
	u.Subscriptions++
	if s.Renewal != nil && *s.Renewal >= now && s.AutoRenew != nil && !*s.AutoRenew && (u.Renewal == nil || *s.Renewal < *u.Renewal) {
		u.Renewal = s.Renewal
	}
	var unused *int64
	if s.Seats != nil && s.Active != nil {
		n := max(0, *s.Seats-*s.Active)
		unused = &n
	}
	return errors.Join(addSeats(&u.Seats, s.Seats), addSeats(&u.Assigned, s.Assigned), addSeats(&u.Active, s.Active), addSeats(&u.Unused, unused))
}

// addSeats adds what is reported to a sum, which is nil until anything is.
func addSeats(sum **int64, more *int64) error {
	if more == nil {
		return nil
	}
	if *sum == nil {
		*sum = new(int64)
	}
	n, err := programme.Add(**sum, *more)
	**sum = n
	return err
}

// AccountCustomerDetail is a customer of an account with the subscriptions that are reached.
type AccountCustomerDetail struct {
	AccountCustomer
	Reached []ReachedSubscription // by id
	Lacks   []int                 // products that the customer has no subscription of; nil where Usage is
}

// AccountCustomer returns a customer that an account is associated with now, by its tenant id,
// or ErrNotFound.
func (s *Store) AccountCustomer(ctx context.Context, account int64, tenantID string) (d AccountCustomerDetail, err error) {
	err = s.view(ctx, func(t *tx) error {
		c := namedCustomer{tenantID: tenantID}
		found, err := t.one([]any{&c.Key, &c.Name}, "SELECT c.id, c.name FROM customers c WHERE c.tenant_id = $3 AND EXISTS (SELECT 1 FROM "+
			inEffect+" AND x.route IN "+quoted(t.routeIDs(""))+" AND x.customer_id = c.id)", account, t.now, tenantID)
		if err == nil && !found {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		all, err := t.reach(account, []namedCustomer{c})
		if err != nil {
			return err
		}
		d.Reached = all[0].subscriptions
		if d.AccountCustomer, err = all[0].row(t.now); err == nil && d.Usage != nil {
			d.Lacks, err = t.lacking(c.Key)
		}
		return err
	})
	return d, err
}

// lacking returns the products, by place, that no subscription of a customer which goes on is of.
func (t *tx) lacking(customer int64) (products []int, err error) {
	had := map[string]bool{}
	err = t.each(func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		had[id] = true
		return err
	}, "SELECT DISTINCT product FROM subscriptions WHERE customer_id = $1 AND (end_at IS NULL OR end_at > $2)", customer, t.now)
	for k, p := range t.p.Products {
		if !had[p.ID] {
			products = append(products, k)
		}
	}
	return products, err
}
