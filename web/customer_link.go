package web

import (
	"net/http"

	"shimei/store"
	"shimei/views"
)

func init() {
	add(entry{path: views.OpenLinkPath(":token"), audience: views.Customer, secret: true, section: "subscriptions", get: openLink})
}

// openLink is the last step of a nomination as a partner's link asks for it. Nothing is nominated before somebody
// confirms it.
func openLink(r *request) (views.Page, error) {
	l, partner, err := r.Store.OpenLink(r.ctx(), r.who, r.id("token"))
	if isGlobal(err) { // since it was sent
		return SeeOther(views.NominateStep(views.NominatePartnerPath, l.Subscriptions, partner.ID)), nil
	}
	if refusal := store.Refusal(err); refusal != nil {
		page := &views.LinkRefusedPage{Code: refusal.Code, Why: r.l.Refusal(refusal)}
		if refusal.Role() {
			return stated{framed: page, status: http.StatusForbidden}, nil
		}
		return Invalid(page), nil
	}
	if err != nil {
		return nil, err
	}
	return r.opened(asked{subscriptions: l.Subscriptions, partner: partner.ID})
}

// opened is the page of a link, which says who sent it.
func (r *request) opened(a asked) (page views.Page, err error) {
	if len(a.subscriptions) == 0 {
		page, err = r.meaning(a)
	} else {
		page, err = r.checkForm(a, nil, nil)
	}
	switch shown := page.(type) {
	case *views.NominateMeaningPage:
		shown.Sent = true
	case *views.NominateCheckPage:
		shown.Sent = true
	}
	return page, err
}
