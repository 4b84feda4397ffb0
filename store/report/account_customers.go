package report

import (
	"cmp"
	"errors"
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// AccountCustomer is a customer that an account is associated with now, at whichever of its
// locations.
type AccountCustomer struct {
	Customer      directory.CustomerRef
	TenantID      string
	Routes        []int               // that reach it, as places in Programme.Routes and in their order
	Locations     []directory.Partner // the account's that it is associated with, by id
	Subscriptions int64               // that go on and are reached
	Usage         *SeenUsage          // nil where no route brings it on any of them
}

// SeenUsage is the usage data of a customer's subscriptions that show it to the account. What was reported
// of several together (R8) is in it once.
type SeenUsage struct {
	Subscriptions int64              // how many they are
	Seats         *int64             // bought; nil where none is reported. Of those together it is what was reported of them, if anything was
	Assigned      *int64             // in the month that figures are of
	Active        *int64             // likewise
	Unused        *int64             // bought and not active, of what reports both
	Renewal       *programme.Instant // the next one that is not automatic; nil for none
}

// AccountCustomerFilter narrows the list of an account's customers. Empty fields let all
// through.
type AccountCustomerFilter struct {
	Text  string // part of the name, or the tenant id
	Route string // id of one that reaches it
}

// AccountCustomers lists the customers that a scope is associated with now, in the order of
// their names.
func (r Reader) AccountCustomers(s directory.Scope, f AccountCustomerFilter) (directory.Listing[AccountCustomer], error) {
	customers, err := r.reachedSet(s, f)
	return directory.Listing[AccountCustomer]{Directory: r.dir, Customers: customers, PerEach: 1,
		Customer: func(c *AccountCustomer) int64 { return c.Customer.Key },
		Read: func(some []directory.NamedCustomer) (rows []AccountCustomer, err error) {
			all, err := r.reach(s, some)
			for k := 0; k < len(all) && err == nil; k++ {
				var row AccountCustomer
				row, err = all[k].row(r.tx.Now)
				rows = append(rows, row)
			}
			return rows, err
		}}, err
}

// reachedSet is the customers that the filter lets through.
func (r Reader) reachedSet(s directory.Scope, f AccountCustomerFilter) (directory.CustomerSet, error) {
	from, args := f.where(r, s)
	return r.dir.Set(args, from)
}

// where are the associations that the filter lets through.
func (f AccountCustomerFilter) where(r Reader, s directory.Scope) (string, []any) {
	from, args := inEffect(s)+" AND x.route IN "+db.Quoted(r.routeIDs(f.Route)), []any{s.Account, r.tx.Now}
	if f.Text != "" {
		args = append(args, db.Contains(f.Text), programme.KeyOf(f.Text), db.GUID(f.Text))
		from += named
	}
	return from, args
}

// named is the condition that a customer of the rows x has a text in its name, $3, or is of a tenant id, $4 or $5.
const named = ` AND x.customer_id IN (SELECT k.id FROM customers k WHERE k.found LIKE $3 ESCAPE '\' OR k.tenant_key IN ($4, $5))`

// routeIDs are the ids of the programme's routes, or of the one that is asked for, where there
// is one.
func (r Reader) routeIDs(only string) (ids []string) {
	for _, route := range r.p.Routes {
		if only == "" || route.ID == only {
			ids = append(ids, route.ID)
		}
	}
	return ids
}

// row sums up a customer. The error is of a sum beyond 2^63 (R11).
func (c reached) row(now programme.Instant) (AccountCustomer, error) {
	row := AccountCustomer{Customer: c.CustomerRef, TenantID: c.TenantID, Subscriptions: int64(len(c.subscriptions))}
	for _, a := range c.reaches {
		row.Routes = append(row.Routes, a.Route)
		row.Locations = append(row.Locations, a.Partner)
	}
	row.Routes = slices.Compact(row.Routes)
	slices.SortFunc(row.Locations, func(a, b directory.Partner) int { return cmp.Compare(a.ID, b.ID) })
	row.Locations = slices.CompactFunc(row.Locations, func(a, b directory.Partner) bool { return a.Key == b.Key })
	together := c.together()
	for _, s := range c.subscriptions {
		if !s.Usage {
			continue
		}
		if row.Usage == nil {
			row.Usage = &SeenUsage{}
		}
		if err := row.Usage.add(s.Subscription, together, now); err != nil {
			return row, err
		}
	}
	for _, x := range together {
		if err := row.Usage.addSeats(x.Available, x.Assigned, x.Active); err != nil {
			return row, err
		}
	}
	return row, nil
}

// together is what was reported of several subscriptions together, each product once.
func (c reached) together() (all []directory.Together) {
	for k := range c.subscriptions {
		all = c.subscriptions[k].AddTogether(all)
	}
	return all
}

// add adds a subscription. What is bought of those together stands for what each of them has.
func (u *SeenUsage) add(s directory.Subscription, together []directory.Together, now programme.Instant) error {
	u.Subscriptions++
	if s.Renewal != nil && *s.Renewal >= now && s.AutoRenew != nil && !*s.AutoRenew && (u.Renewal == nil || *s.Renewal < *u.Renewal) {
		u.Renewal = s.Renewal
	}
	if slices.ContainsFunc(together, func(x directory.Together) bool { return x.Product == s.Product && x.Available != nil }) {
		return nil
	}
	return u.addSeats(s.Seats, s.Assigned, s.Active)
}

func (u *SeenUsage) addSeats(bought, assigned, active *int64) error {
	var unused *int64
	if bought != nil && active != nil {
		n := max(0, *bought-*active)
		unused = &n
	}
	return errors.Join(addSeats(&u.Seats, bought), addSeats(&u.Assigned, assigned), addSeats(&u.Active, active), addSeats(&u.Unused, unused))
}

// addSeats adds a reported number to a sum, which is nil until a number is reported.
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
	Reached  []ReachedSubscription // by id
	Together []directory.Together  // what was reported of several of these together, each product once
	Uses     []Use                 // by month, of what is seen: the subscriptions, and then products together
	Orders   []directory.Order     // by which those of the scope sold to the customer, latest first
	LastLook *programme.Instant    // when somebody of the account last looked; nil for never
	Lacks    []int                 // products that the customer has no subscription of; nil where Usage is
}

// AccountCustomer returns a customer that a scope is associated with now, by its tenant id,
// or ErrNotFound.
func (r Reader) AccountCustomer(s directory.Scope, tenantID string) (detail AccountCustomerDetail, err error) {
	c := directory.NamedCustomer{}
	found, err := r.tx.One([]any{&c.Key, &c.Name, &c.TenantID}, "SELECT c.id, c.name, c.tenant_id FROM customers c WHERE c.tenant_key = $3 AND EXISTS (SELECT 1 FROM "+
		inEffect(s)+" AND x.route IN "+db.Quoted(r.routeIDs(""))+" AND x.customer_id = c.id)", s.Account, r.tx.Now, programme.KeyOf(tenantID))
	if err == nil && !found {
		err = db.ErrNotFound
	}
	if err != nil {
		return detail, err
	}
	all, err := r.reach(s, []directory.NamedCustomer{c})
	if err != nil {
		return detail, err
	}
	detail.Reached, detail.Together = all[0].subscriptions, all[0].together()
	if detail.LastLook, err = r.dir.LastLook(s.Account, c.Key); err != nil {
		return detail, err
	}
	if detail.Orders, err = r.dir.OrdersOf(s, c.Key); err != nil {
		return detail, err
	}
	if detail.AccountCustomer, err = all[0].row(r.tx.Now); err != nil || detail.Usage == nil {
		return detail, err
	}
	if detail.Uses, err = r.uses(s, c.Key, all[0].subscriptions); err != nil {
		return detail, err
	}
	detail.Lacks, err = r.lacking(c.Key)
	return detail, err
}

// lacking returns the products, by place, that no subscription of a customer which goes on is of.
func (r Reader) lacking(customer int64) (products []int, err error) {
	had := map[string]bool{}
	err = r.tx.Each(func(scan db.Scan) error {
		var id string
		err := scan(&id)
		had[id] = true
		return err
	}, "SELECT DISTINCT product FROM subscriptions WHERE customer_id = $1 AND (end_at IS NULL OR end_at > $2)", customer, r.tx.Now)
	for k, p := range r.p.Products {
		if !had[p.ID] {
			products = append(products, k)
		}
	}
	return products, err
}
