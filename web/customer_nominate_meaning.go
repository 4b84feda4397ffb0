package web

import "shimei/views"

func init() {
	add(entry{path: views.NominateMeaningPath, audience: views.Customer, section: "subscriptions", get: meaningPage})
}

// meaningPage is step 3: what the nomination means.
func meaningPage(r *request) (views.Page, error) { return r.meaning(r.asked()) }

func (r *request) meaning(a asked) (views.Page, error) {
	if len(a.subscriptions) == 0 {
		return r.meaningOfLink(a)
	}
	found, instead, err := r.chosen(a)
	if err != nil || instead != nil {
		return instead, err
	}
	partner, instead, err := r.candidate(a)
	if err != nil || instead != nil {
		return instead, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	return &views.NominateMeaningPage{Partner: partnerRef(partner), Subscriptions: chosenRows(p, found)}, nil
}

// meaningOfLink is step 3 before any subscription is chosen: a link that a partner sends opens
// here.
func (r *request) meaningOfLink(a asked) (views.Page, error) {
	partner, err := r.Store.CheckPartner(r.ctx(), a.partner)
	return &views.NominateMeaningPage{Partner: partnerRef(partner)}, err
}
