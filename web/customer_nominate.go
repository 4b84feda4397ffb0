package web

import (
	"slices"
	"strings"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.NominatePath, audience: views.Customer, section: "subscriptions", get: choosePage, post: nominate})
}

// The most subscriptions that one nomination takes, and that its first step lists.
const (
	mostChosen = 500
	mostListed = 5000
)

// asked holds the answers that a person gave so far. All of them stand in the query, so that a
// step can be opened again, and sent on.
type asked struct {
	subscriptions []string // ids, each once
	partner       string   // partner id
}

func (r *request) asked() asked {
	values, err := r.FormParams()
	if err != nil {
		return asked{}
	}
	a := asked{partner: strings.TrimSpace(values.Get("partner"))}
	for _, id := range values["s"] {
		if !slices.Contains(a.subscriptions, id) {
			a.subscriptions = append(a.subscriptions, id)
		}
	}
	return a
}

// choosePage asks which subscriptions. The partner may be known before.
func choosePage(r *request) (views.Page, error) {
	if !r.who.Role.May(directory.ToNominate) {
		return nil, &programme.Refusal{Code: programme.RefusedRole}
	}
	a := r.asked()
	if a.partner != "" {
		if _, instead, err := r.candidate(a); err != nil || instead != nil {
			return instead, err
		}
	}
	return r.chooseForm(a)
}

func (r *request) chooseForm(a asked) (*views.NominateChoosePage, error) {
	rows, err := r.chooseRows(a)
	page := &views.NominateChoosePage{Rows: rows}
	if err != nil || a.partner == "" {
		return page, err
	}
	partner, err := r.Store.CheckPartner(r.ctx(), a.partner)
	if store.Refusal(err) != nil {
		return page, nil // it is asked for again
	}
	page.Partner = partnerRef(partner)
	return page, err
}

// chooseRows are the subscriptions to choose from, of which those that were chosen are ticked.
func (r *request) chooseRows(a asked) (rows []views.SubscriptionRow, err error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	found, _, err := r.Store.Subscriptions(r.ctx(), r.who.Customer, directory.SubscriptionFilter{},
		db.Part{Sort: directory.SubscriptionOrder.Parse(""), Limit: mostListed})
	for _, s := range found {
		rows = append(rows, subscriptionRow(p, s, r.now(), slices.Contains(a.subscriptions, s.ID)))
	}
	return rows, err
}

// chooseAgain is the choice with why the subscriptions that were chosen take no nomination.
func (r *request) chooseAgain(a asked, refusal *programme.Refusal) (views.Page, error) {
	page, err := r.chooseForm(a)
	if err != nil {
		return nil, err
	}
	page.Errors = []views.FieldError{{Field: "s", Message: r.l.Refusal(refusal)}}
	return Invalid(page), nil
}

// naming is a refusal that names a subscription as people know it, where it is of one of some.
func (r *request) naming(refusal *programme.Refusal, p *programme.Programme, found ...directory.Subscription) *programme.Refusal {
	for _, s := range found {
		if s.ID == refusal.Name {
			named := *refusal
			named.Name = r.l.SubscriptionName(p.Products[s.Product].Name, s.ID)
			return &named
		}
	}
	return refusal
}

// chosen returns the subscriptions of the flow, or the choice of them where they are none
// or one takes no nomination.
func (r *request) chosen(a asked) (found []directory.Subscription, instead views.Page, err error) {
	switch {
	case !r.who.Role.May(directory.ToNominate):
		return nil, nil, &programme.Refusal{Code: programme.RefusedRole}
	case len(a.subscriptions) == 0:
		instead, err = r.chooseAgain(a, &programme.Refusal{Code: programme.RefusedNothingChosen})
		return nil, instead, err
	case len(a.subscriptions) > mostChosen:
		return nil, nil, &programme.Refusal{Code: programme.RefusedTooMany}
	}
	p, err := r.Store.Programme(r.ctx())
	if err != nil {
		return nil, nil, err
	}
	if found, err = r.Store.Chosen(r.ctx(), r.who.Customer, a.subscriptions); err != nil {
		return nil, nil, err
	}
	for _, s := range found {
		if refusal := store.Refusal(s.Nominable(p, r.now())); refusal != nil {
			instead, err = r.chooseAgain(a, r.naming(refusal, p, s))
			return nil, instead, err
		}
	}
	return found, nil, nil
}

func chosenRows(p *programme.Programme, found []directory.Subscription) []views.ChosenSubscription {
	var rows []views.ChosenSubscription
	for _, s := range found {
		rows = append(rows, views.ChosenSubscription{ID: s.ID, Product: p.Products[s.Product].Name, Bought: s.Seats, Start: s.Start.In(p.Zone), Present: present(p, s.Present)})
	}
	return rows
}
