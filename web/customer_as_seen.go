package web

import "shimei/views"

func init() {
	add(entry{path: views.AccessPath + "/:partner/as-seen", audience: views.Customer, section: "access", get: asSeenPage})
}

// asSeenPage shows a customer the page that a partner sees of it.
func asSeenPage(r *request) (views.Page, error) {
	x, err := r.Store.AsSeen(r.ctx(), r.who.Customer, r.id("partner"))
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.AsSeenPage{Partner: partnerRef(x.Partner), Account: partnerRef(x.Account), Looked: timeOf(x.LastLook, p.Zone)}
	if x.Detail != nil {
		seen := customerView(p, *x.Detail)
		seen.Link, err = r.nominationLink(x.Partner.ID)
		page.Seen = &seen
	}
	return page, err
}
