package report

import (
	"cmp"
	"database/sql"
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// workOf returns what there is to do of some kinds about some customers: customer by customer, the most
// urgent first.
func (r Reader) workOf(s directory.Scope, kinds []programme.WorkKind, customers []directory.NamedCustomer) ([]WorkItem, error) {
	all, err := r.reach(s, customers)
	if err != nil {
		return nil, err
	}
	requests, err := r.returnedOf(s, kinds, directory.KeysOf(customers))
	if err != nil {
		return nil, err
	}
	had, err := r.hadBy(all, kinds)
	var items []WorkItem
	for _, c := range all {
		its := append(r.subscriptionWork(c), requests[c.Key]...)
		if c.sees() {
			its = append(its, r.lackingWork(c, had[c.Key])...)
		}
		its = slices.DeleteFunc(its, func(x WorkItem) bool { return !slices.Contains(kinds, x.Kind) })
		slices.SortStableFunc(its, func(a, b WorkItem) int {
			return cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind))
		})
		items = append(items, its...)
	}
	return items, err
}

// sees reports whether a route brings usage data of one of the subscriptions.
func (c reached) sees() bool {
	return slices.ContainsFunc(c.subscriptions, func(s ReachedSubscription) bool { return s.Usage })
}

// item begins one about a customer.
func (c reached) item(kind programme.WorkKind) WorkItem {
	return WorkItem{Kind: kind, Customer: c.CustomerRef, TenantID: c.TenantID, Product: -1}
}

// subscriptionWork is what there is to do about the subscriptions that are reached, and about those together
// whose usage was reported so. What the account does not see of them is nil here already (withReached).
func (r Reader) subscriptionWork(c reached) (items []WorkItem) {
	for _, s := range c.subscriptions {
		seats := programme.UsedSeats{Bought: s.Seats, Assigned: s.Assigned, Active: s.Active, Renewal: s.Renewal, AutoRenew: s.AutoRenew}
		for _, kind := range r.p.SeatWork(seats, r.tx.Now) {
			x := c.item(kind)
			x.Subscription, x.Product, x.Seats = s.ID, s.Product, seats
			items = append(items, x)
		}
		items = append(items, r.nominationWork(c, s)...)
	}
	for _, t := range c.together() {
		seats := programme.UsedSeats{Bought: t.Available, Assigned: t.Assigned, Active: t.Active}
		for _, kind := range r.p.SeatWork(seats, r.tx.Now) {
			x := c.item(kind)
			x.Product, x.Seats = t.Product, seats
			items = append(items, x)
		}
	}
	return items
}

// nominationWork is what there is to do about nominations for a subscription.
func (r Reader) nominationWork(c reached, s ReachedSubscription) (items []WorkItem) {
	for _, a := range s.Reaches {
		if r.p.Routes[a.Route].ID != programme.DPOR {
			continue
		}
		for _, kind := range r.p.NominationWork(a.From, r.tx.Now, r.basis.Through) {
			x := c.item(kind)
			x.Subscription, x.Product, x.Partner, x.Since, x.Counts = s.ID, s.Product, a.Partner, a.From, r.p.CountsFrom(a.Route, a.From)
			items = append(items, x)
		}
	}
	return items
}

func (r Reader) lackingWork(c reached, had []int) []WorkItem {
	x := c.item(programme.WorkLacking)
	if x.Lacks = r.p.Lacking(had, r.counting()); len(x.Lacks) == 0 {
		return nil
	}
	return []WorkItem{x}
}

// hadBy returns the products that customers have, by place, of those that the account sees usage data of:
// it is told of the others nothing.
func (r Reader) hadBy(all []reached, kinds []programme.WorkKind) (map[int64][]int, error) {
	var customers []int64
	for _, c := range all {
		if c.sees() {
			customers = append(customers, c.Key)
		}
	}
	had := map[int64][]int{}
	if len(customers) == 0 || !slices.Contains(kinds, programme.WorkLacking) {
		return had, nil
	}
	args := []any{r.tx.Now}
	return had, r.tx.Each(func(scan db.Scan) error {
		var customer int64
		var id string
		err := scan(&customer, &id)
		if product, known := r.p.Product(id); known {
			had[customer] = append(had[customer], product)
		}
		return err
	}, "SELECT DISTINCT customer_id, product FROM subscriptions WHERE (end_at IS NULL OR end_at > $1) AND customer_id IN "+db.Among(customers, &args), args...)
}

// returnedOf are the requests about customers to which an account has to add something, in the order in
// which they were asked.
func (r Reader) returnedOf(s directory.Scope, kinds []programme.WorkKind, customers []int64) (map[int64][]WorkItem, error) {
	items := map[int64][]WorkItem{}
	if !slices.Contains(kinds, programme.WorkRequest) {
		return items, nil
	}
	args := []any{s.Account, r.tx.Now}
	return items, r.tx.Each(func(scan db.Scan) error {
		x := WorkItem{Kind: programme.WorkRequest, Product: -1}
		var product string
		var due sql.NullInt64
		err := scan(&x.Customer.Key, &x.Customer.Name, &x.TenantID, &x.Subscription, &product, &x.Reference, &x.Way, &due)
		x.Due = db.InstantOrNoEnd(due)
		if k, known := r.p.Product(product); known {
			x.Product = k
		}
		items[x.Customer.Key] = append(items[x.Customer.Key], x)
		return err
	}, `SELECT c.id, c.name, c.tenant_id, coalesce(s.subscription_id, ''), coalesce(s.product, ''), x.reference, x.way, x.due_at
		FROM (SELECT x.* FROM `+returned(s)+`) x JOIN customers c ON c.id = x.customer_id LEFT JOIN subscriptions s ON s.id = x.subscription_id
		WHERE x.customer_id IN `+db.Among(customers, &args)+" ORDER BY x.id", args...)
}
