package web

import (
	"net/http"

	"shimei/store"
	"shimei/views"
)

func init() {
	add(entry{path: views.OpenLinkPath(":token"), audience: views.Customer, secret: true, section: "subscriptions", get: openLink})
}

// openLink is step 3 of a nomination as a partner's link asks for it. Nothing is nominated before somebody
// confirms it in step 4.
func openLink(r *request) (views.Page, error) {
	l, partner, err := r.Store.OpenLink(r.ctx(), r.who, r.id("token"))
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
	page, err := r.meaning(asked{subscriptions: l.Subscriptions, partner: partner.ID})
	if shown, is := page.(*views.NominateMeaningPage); is {
		shown.Sent = true
	}
	return page, err
}
