package web

import (
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.SubscriptionsPath + "/:id", audience: views.Customer, section: "subscriptions", get: subscriptionPage})
}

func subscriptionPage(r *request) (views.Page, error) {
	d, err := r.Store.Subscription(r.ctx(), r.who.Customer, r.id("id"))
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := subscription(p, d, r.now())
	if page.Uses, err = r.ownUse(p, d); err != nil {
		return nil, err
	}
	page.MayNominate = r.who.Role.May(directory.ToNominate)
	if route, known := p.Route(programme.DPOR); d.Present != nil && known && p.Routes[route].Brings(programme.SupportContact) {
		contacts, err := r.contactsOf()
		if err != nil {
			return nil, err
		}
		page.Support = contacts(d.Present.Partner.Key)
	}
	return page, nil
}

// ownUse is how a subscription that the customer holds was used month by month.
func (r *request) ownUse(p *programme.Programme, d directory.SubscriptionDetail) (shown []views.Use, err error) {
	if d.Moved != nil {
		return nil, nil
	}
	uses, err := r.Store.OwnUse(r.ctx(), r.who.Customer, d.Subscription)
	for _, u := range uses {
		shown = append(shown, useView(p, u))
	}
	return shown, err
}

func subscription(p *programme.Programme, d directory.SubscriptionDetail, now programme.Instant) *views.SubscriptionPage {
	page := &views.SubscriptionPage{ID: d.ID, Product: p.Products[d.Product].Name, Kind: d.Kind, Licensing: d.Licensing,
		Seats: seats(d.Subscription), Start: d.Start.In(p.Zone), End: views.TimeOf(d.End, p.Zone), Renewal: timeOf(d.Renewal, p.Zone),
		AutoRenew: d.AutoRenew, Ended: d.End <= now, Present: present(p, d.Present), Nominable: d.Moved == nil && d.Nominable(p, now) == nil,
		Timeline: timeline(p, d.Timeline), Moved: timeOf(d.Moved, p.Zone), Together: togetherRows(p, d.AddTogether(nil))}
	for _, a := range d.Associations {
		page.Associations = append(page.Associations, association(p, a, now))
	}
	return page
}

func association(p *programme.Programme, a directory.Association, now programme.Instant) views.Association {
	route := &p.Routes[a.Route]
	return views.Association{Partner: partnerRef(a.Partner), Route: route.Name, Scope: route.Scope, Since: a.From.In(p.Zone),
		Until: views.TimeOf(a.To, p.Zone), State: stands(a, now), Benefits: route.Benefits}
}
