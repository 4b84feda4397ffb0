package web

import (
	"errors"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.NominateCheckPath, audience: views.Customer, section: "subscriptions", get: checkPage})
}

// checkPage is the last step: what the nomination means, to be confirmed.
func checkPage(r *request) (views.Page, error) {
	a := r.asked()
	if len(a.subscriptions) == 0 && a.partner != "" { // it was chosen first
		return SeeOther(views.NominateStep(views.NominatePath, nil, a.partner)), nil
	}
	return r.checkForm(a, nil, nil)
}

// checkForm shows the answers as they are now, with what was wrong with the last try: the
// rules' refusal, or the choices that somebody else changed in the meantime.
func (r *request) checkForm(a asked, refusal *programme.Refusal, seen []store.Choice) (views.Page, error) {
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
	page := checked(p, partner, found, r.now())
	page.Path = views.NominateStep(views.NominateCheckPath, a.subscriptions, a.partner) // of a refused POST too
	switch {
	case refusal == nil:
		return page, nil
	case refusal.Conflict():
		page.Conflicts, err = r.conflicts(p, found, seen)
		return Conflict(page), err
	}
	page.Errors = []views.FieldError{{Field: "s", Message: r.l.Refusal(r.naming(refusal, p, found...))}}
	return Invalid(page), nil
}

// checked is the page of a partner and subscriptions, of which those are left out that have the partner already.
func checked(p *programme.Programme, partner directory.Partner, found []directory.Subscription, now programme.Instant) *views.NominateCheckPage {
	page := &views.NominateCheckPage{Partner: partnerRef(partner)}
	for k, row := range chosenRows(p, found) {
		if x := found[k].Present; x != nil && x.Partner.Key == partner.Key && x.From <= now {
			page.Already = append(page.Already, row)
		} else {
			page.Subscriptions = append(page.Subscriptions, row)
		}
	}
	return page
}

// conflicts says of each subscription that has another partner of record than the person
// saw who changed it.
func (r *request) conflicts(p *programme.Programme, found []directory.Subscription, seen []store.Choice) ([]views.Conflict, error) {
	var conflicts []views.Conflict
	for k, s := range found {
		var key int64
		if s.Present != nil {
			key = s.Present.Key
		}
		if k < len(seen) && seen[k].Seen == key {
			continue
		}
		d, err := r.Store.Subscription(r.ctx(), r.who.Customer, s.ID)
		if err != nil {
			return nil, err
		}
		c := views.Conflict{Subscription: r.l.SubscriptionName(p.Products[s.Product].Name, s.ID), At: r.Store.Now()}
		if len(d.Timeline) > 0 {
			c.By, c.At = d.Timeline[0].By.Name, d.Timeline[0].At.In(p.Zone)
		}
		if s.Present != nil {
			c.Partner = optionalPartner(&s.Present.Partner)
		}
		conflicts = append(conflicts, c)
	}
	return conflicts, nil
}

// nominate does it, all of it or nothing.
func nominate(r *request) (views.Page, error) {
	values, err := r.FormParams()
	if err != nil {
		return nil, err
	}
	choices, err := choices(values["s"], values["seen"])
	if err != nil {
		return nil, err
	}
	a := r.asked()
	reference, err := r.Store.Nominate(r.ctx(), r.who, a.partner, choices)
	var refusal *programme.Refusal
	switch {
	case errors.As(err, &refusal) && !refusal.Role():
		return r.checkForm(a, refusal, choices)
	case err != nil:
		return nil, err
	}
	return SeeOther(views.NominationPath(reference)), nil
}

// choices joins the subscriptions that a form carries with what was seen of each.
func choices(ids, seen []string) (list []store.Choice, err error) {
	if len(ids) != len(seen) {
		return nil, echo.ErrBadRequest
	}
	for k, id := range ids {
		if slices.ContainsFunc(list, func(c store.Choice) bool { return c.ID == id }) {
			continue
		}
		key, err := strconv.ParseInt(seen[k], 10, 64)
		if err != nil {
			return nil, echo.ErrBadRequest.WithInternal(err)
		}
		list = append(list, store.Choice{ID: id, Seen: key})
	}
	return list, nil
}
