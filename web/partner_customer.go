package web

import (
	"github.com/a-h/templ"

	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// customerPage shows one customer of the account, and what its associations reach there.
func customerPage(r *request) (templ.Component, error) {
	d, err := r.Store.AccountCustomer(r.Request().Context(), r.who.Account, r.id("id"))
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.CustomerPage{Frame: f, Name: d.Customer.Name, TenantID: d.TenantID}
	if page.Link, err = r.nominationLink(); err != nil {
		return nil, err
	}
	for _, s := range d.Reached {
		page.Subscriptions = append(page.Subscriptions, reachedSubscription(f.Programme, s))
	}
	for _, k := range d.Lacks {
		page.Lacks = append(page.Lacks, f.Programme.Products[k].Name)
	}
	return page.Page(), nil
}

func reachedSubscription(p *programme.Programme, s report.ReachedSubscription) views.ReachedSubscription {
	v := views.ReachedSubscription{ID: s.ID, Product: p.Products[s.Product].Name, Kind: s.Kind, Usage: s.Usage,
		Seats: seats(s.Subscription), Renewal: timeOf(s.Renewal, p.Zone), AutoRenew: s.AutoRenew}
	for _, r := range s.Reaches {
		v.Reaches = append(v.Reaches, views.Reach{Route: p.Routes[r.Route].Name, Partner: partnerRef(r.Partner), Since: r.From.In(p.Zone)})
	}
	return v
}
