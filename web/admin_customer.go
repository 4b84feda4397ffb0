package web

import "shimei/views"

func init() {
	add(entry{path: views.CustomerDirectoryPath + "/:id", audience: views.Admin, section: "customers", get: adminCustomerPage})
	add(entry{path: views.AdminSubscriptionsPath + "/:id", audience: views.Admin, section: "customers", get: adminSubscriptionPage})
}

// adminCustomerPage shows an admin one customer.
func adminCustomerPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	a, err := r.Store.AdminCustomer(r.ctx(), r.id("id"))
	if err != nil {
		return nil, err
	}
	page := &views.AdminCustomerPage{Customer: customerEntry(a.Customer), Held: make([]views.SubscriptionRow, 0, len(a.Held.First))}
	for _, s := range a.Held.First {
		page.Held = append(page.Held, subscriptionRow(p, s, r.now(), false))
	}
	page.Things = r.thingsOf(p, a.People, a.Associations.First, a.Requests.First)
	page.Things.MoreAssociations, page.Things.MoreRequests = a.Associations.More, a.Requests.More
	return page, nil
}

// adminSubscriptionPage shows an admin one subscription.
func adminSubscriptionPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	d, of, err := r.Store.AdminSubscription(r.ctx(), r.id("id"))
	if err != nil {
		return nil, err
	}
	page := &views.AdminSubscriptionPage{Subscription: *subscription(p, d, r.now()), Customer: customerEntry(of)}
	for _, a := range d.Associations {
		page.Associations = append(page.Associations, associationRow(p, a, r.now()))
	}
	return page, nil
}
