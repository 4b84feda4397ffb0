package web

import (
	"shimei/store"
	"shimei/views"
)

func init() {
	add(entry{path: views.NominateMeaningPath, audience: views.Customer, section: "subscriptions", get: meaningPage})
}

// meaningPage is step 3: what the nomination means. A link that a partner sends opens here,
// before any subscription is chosen.
func meaningPage(r *request) (views.Page, error) {
	a := r.asked()
	var found []store.Subscription
	if len(a.subscriptions) > 0 {
		var instead views.Page
		var err error
		if found, instead, err = r.chosen(a); err != nil || instead != nil {
			return instead, err
		}
	}
	partner, refused, err := r.candidate(a)
	switch {
	case err != nil:
		return nil, err
	case refused != nil && len(found) == 0:
		return nil, refused
	case refused != nil:
		return nil, r.backToPartner(a)
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	return &views.NominateMeaningPage{Partner: partnerRef(partner), Subscriptions: chosenRows(p, found)}, nil
}
