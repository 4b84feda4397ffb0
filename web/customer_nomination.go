package web

import (
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.NominationsPath + "/:reference", audience: views.Customer, section: "subscriptions", get: nominationPage})
}

// nominationPage confirms a nomination, and is true again whenever it is opened.
func nominationPage(r *request) (views.Page, error) {
	n, err := r.Store.Nomination(r.ctx(), r.who.Customer, r.id("reference"))
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.NominationPage{Reference: n.Reference, Partner: partnerRef(n.Partner), By: n.By, At: n.At.In(p.Zone)}
	for _, s := range n.Subscriptions {
		page.Subscriptions = append(page.Subscriptions, nominatedSubscription(p, s, r.now()))
	}
	pending, err := r.Store.PendingNomination(r.ctx(), r.who.Customer, n.Reference)
	page.Pending = pendingOf(p, pending)
	return page, err
}

// nominatedSubscription says what became of a subscription since it was nominated for.
func nominatedSubscription(p *programme.Programme, s directory.NominatedSubscription, now programme.Instant) views.NominatedSubscription {
	row := views.NominatedSubscription{ID: s.ID, Product: p.Products[s.Product].Name, State: views.StateInEffect,
		Replaced: optionalPartner(s.Replaced), Until: views.TimeOf(s.Until, p.Zone)}
	switch {
	case s.Moved:
		row.State = views.StateMoved
	case s.Away && s.Until <= now:
		row.State = views.StateEnded
	case s.Until <= now && s.Present != nil:
		row.State, row.Now = views.StateChanged, optionalPartner(&s.Present.Partner)
	case s.Until <= now:
		row.State = views.StateRemoved
	case s.End <= now:
		row.State, row.Until = views.StateExpired, views.TimeOf(s.End, p.Zone)
	}
	return row
}
