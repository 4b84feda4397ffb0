package web

import (
	"slices"

	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

func init() {
	add(entry{path: views.CustomersPath + "/:id", audience: views.Partner, section: "customers", get: customerPage})
}

// customerPage shows one customer of the account, with the subscriptions that the account
// reaches.
func customerPage(r *request) (views.Page, error) {
	d, err := r.Store.AccountCustomer(r.ctx(), r.who.Scope(), r.id("id"))
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := customerView(p, d)
	page.Askable, page.Ending = r.askable(p, d), r.imported(p, d)
	if page.Link, err = r.ownLink(); err != nil {
		return nil, err
	}
	r.looked(d)
	return &page, nil
}

// customerView is what an account sees of a customer, as its page and the customer's page of it show it.
func customerView(p *programme.Programme, d report.AccountCustomerDetail) views.CustomerPage {
	page := views.CustomerPage{Name: d.Customer.Name, TenantID: d.TenantID, Together: togetherRows(p, d.Together)}
	for _, s := range d.Reached {
		page.Subscriptions = append(page.Subscriptions, reachedSubscription(p, s))
	}
	for _, u := range d.Uses {
		page.Uses = append(page.Uses, useView(p, u))
	}
	page.Orders = orderRows(p, d.Orders)
	for _, k := range d.Lacks {
		page.Lacks = append(page.Lacks, p.Products[k].Name)
	}
	return page
}

func useView(p *programme.Programme, u report.Use) views.Use {
	v := views.Use{ID: u.Subscription, Product: p.Products[u.Product].Name}
	for _, m := range u.Months {
		v.Months = append(v.Months, views.MonthUse{Month: m.Month, Seats: views.Seats{Bought: m.Bought, Assigned: m.Assigned, Active: m.Active}, Consumed: m.Consumed})
	}
	return v
}

// askable reports whether the account may ask a customer for a delegation: the programme takes that, and no
// delegation reaches the customer yet.
func (r *request) askable(p *programme.Programme, d report.AccountCustomerDetail) bool {
	takes := func(route int) bool { return p.Takes(programme.WayDelegation, route, r.now()) }
	for _, s := range d.Reached {
		if slices.ContainsFunc(s.Reaches, func(x report.ReachingAssociation) bool { return takes(x.Route) }) {
			return false
		}
	}
	for k := range p.Routes {
		if takes(k) {
			return true
		}
	}
	return false
}

// imported are the delegations of the account that a file brought, and that can be made longer.
func (r *request) imported(p *programme.Programme, d report.AccountCustomerDetail) (all []views.EndingDelegation) {
	seen := map[int64]bool{}
	for _, s := range d.Reached {
		for _, x := range s.Reaches {
			if seen[x.Key] || x.Source != "import" || x.To == programme.NoEnd || !p.Takes(programme.WayExtension, x.Route, r.now()) {
				continue
			}
			seen[x.Key] = true
			all = append(all, views.EndingDelegation{Route: p.Routes[x.Route].Name, Partner: partnerRef(x.Partner), LastDay: *lastDay(p, x.To), Path: views.ExtendImportedPath(x.Key)})
		}
	}
	return all
}

func reachedSubscription(p *programme.Programme, s report.ReachedSubscription) views.ReachedSubscription {
	v := views.ReachedSubscription{ID: s.ID, Product: p.Products[s.Product].Name, Kind: s.Kind, Usage: s.Usage,
		Seats: seats(s.Subscription), Renewal: timeOf(s.Renewal, p.Zone), AutoRenew: s.AutoRenew}
	for _, r := range s.Reaches {
		v.Reaches = append(v.Reaches, views.Reach{Route: p.Routes[r.Route].Name, Partner: partnerRef(r.Partner), Since: r.From.In(p.Zone)})
	}
	return v
}
