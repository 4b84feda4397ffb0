package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
	"golang.org/x/text/width"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

// The most subscriptions that one nomination takes and that its first step lists, and
// partners that a search shows.
const (
	mostChosen  = 500
	mostListed  = 5000
	mostResults = 20
)

// asked is what a nomination has been told so far: everything stands in the query, so that
// a step can be opened again, and sent on.
type asked struct {
	subscriptions []string // ids, each once
	partner       string   // partner id
}

func (r *request) asked() asked {
	values, err := r.FormParams()
	if err != nil {
		return asked{}
	}
	var a asked
	once := map[string]bool{}
	for _, id := range values["s"] {
		if !once[id] {
			once[id] = true
			a.subscriptions = append(a.subscriptions, id)
		}
	}
	a.partner = typed(values.Get("partner"))
	return a
}

// typed is a partner id as it was meant: without spaces around it, and with full-width
// letters and digits, as a Japanese keyboard gives them, made plain.
func typed(s string) string { return strings.TrimSpace(width.Fold.String(s)) }

// choosePage is step 1: which subscriptions.
func choosePage(r *request) (templ.Component, error) { return r.chooseForm(nil) }

func (r *request) chooseForm(refusal *programme.Refusal) (templ.Component, error) {
	if !r.who.Role.MayNominate() {
		return nil, &programme.Refusal{Code: programme.RefusedRole}
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	a := r.asked()
	found, _, err := r.Store.Subscriptions(r.Request().Context(), r.who.Customer, store.SubscriptionFilter{},
		store.Part{Sort: store.SubscriptionOrder.Parse(""), Limit: mostListed})
	if err != nil {
		return nil, err
	}
	page := views.NominateChoosePage{Frame: f, Partner: a.partner}
	for _, s := range found {
		page.Rows = append(page.Rows, subscriptionRow(f.Programme, s, r.now(), slices.Contains(a.subscriptions, s.ID)))
	}
	if refusal != nil {
		r.code = http.StatusUnprocessableEntity
		page.Errors = []views.FieldError{{Field: "s", Message: r.l.Refusal(refusal)}}
	}
	return page.Page(), nil
}

// chosen returns the subscriptions of the flow, or the form of step 1 where they are none
// or one takes no nomination.
func (r *request) chosen(a asked) (found []store.Subscription, instead templ.Component, err error) {
	if !r.who.Role.MayNominate() {
		return nil, nil, &programme.Refusal{Code: programme.RefusedRole}
	}
	if len(a.subscriptions) == 0 {
		instead, err = r.chooseForm(&programme.Refusal{Code: programme.RefusedNothingChosen})
		return nil, instead, err
	}
	if len(a.subscriptions) > mostChosen {
		return nil, nil, &programme.Refusal{Code: programme.RefusedTooMany}
	}
	p, err := r.Store.Programme(r.Request().Context())
	if err != nil {
		return nil, nil, err
	}
	if found, err = r.Store.Chosen(r.Request().Context(), r.who.Customer, a.subscriptions); err != nil {
		return nil, nil, err
	}
	for _, s := range found {
		if refusal := store.Refusal(s.Nominable(p, r.now())); refusal != nil {
			instead, err = r.chooseForm(refusal)
			return nil, instead, err
		}
	}
	return found, nil, nil
}

// partnerPage is step 2: which partner, by its id or by a search.
func partnerPage(r *request) (templ.Component, error) {
	a := r.asked()
	_, instead, err := r.chosen(a)
	if err != nil || instead != nil {
		return instead, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	ctx := r.Request().Context()
	page := views.NominatePartnerPage{Frame: f, Subscriptions: a.subscriptions, Partner: a.partner, Query: strings.TrimSpace(r.QueryParam("q"))}
	if a.partner != "" {
		partner, err := r.Store.CheckPartner(ctx, a.partner)
		refusal := store.Refusal(err)
		if err != nil && refusal == nil {
			return nil, err
		}
		page.Checked = &views.CheckedPartner{Partner: partnerRef(partner), Locations: partnerRefs(partner.Locations)}
		if refusal != nil {
			page.Checked.Refusal, page.Checked.Partner.ID = refusal.Code, a.partner
		}
	}
	if page.Query != "" {
		found, err := r.Store.SearchPartners(ctx, page.Query, mostResults+1)
		if err != nil {
			return nil, err
		}
		page.More = len(found) > mostResults
		page.Results = partnerRefs(found[:min(len(found), mostResults)])
	}
	return page.Page(), nil
}

// candidate returns the partner of the flow, or why it cannot be nominated, which step 2
// says.
func (r *request) candidate(a asked) (partner store.Partner, refused *programme.Refusal, err error) {
	partner, err = r.Store.CheckPartner(r.Request().Context(), a.partner)
	if refused = store.Refusal(err); refused != nil {
		return partner, refused, nil
	}
	return partner, nil, err
}

// meaningPage is step 3: what the nomination means. A link that a partner sends opens here,
// before any subscription is chosen.
func meaningPage(r *request) (templ.Component, error) {
	a := r.asked()
	var found []store.Subscription
	if len(a.subscriptions) > 0 {
		var instead templ.Component
		var err error
		if found, instead, err = r.chosen(a); err != nil || instead != nil {
			return instead, err
		}
	}
	partner, refused, err := r.candidate(a)
	if err != nil {
		return nil, err
	}
	if refused != nil && len(found) == 0 {
		return nil, refused
	}
	if refused != nil {
		return nil, r.seeOther(views.NominateStep(views.NominatePartnerPath, a.subscriptions, a.partner))
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	return views.NominateMeaningPage{Frame: f, Partner: partnerRef(partner), Subscriptions: chosenRows(f.Programme, found)}.Page(), nil
}

func chosenRows(p *programme.Programme, found []store.Subscription) []views.ChosenSubscription {
	var rows []views.ChosenSubscription
	for _, s := range found {
		rows = append(rows, views.ChosenSubscription{ID: s.ID, Product: p.Products[s.Product].Name, Present: present(p, s.Present)})
	}
	return rows
}

// checkPage is step 4: check the answers.
func checkPage(r *request) (templ.Component, error) { return r.checkForm(r.asked(), nil, nil) }

// checkForm shows the answers as they are now, with what was wrong with the last try: the
// rules' refusal, or the choices that somebody else changed in the meantime.
func (r *request) checkForm(a asked, refusal *programme.Refusal, seen []store.Choice) (templ.Component, error) {
	found, instead, err := r.chosen(a)
	if err != nil || instead != nil {
		return instead, err
	}
	partner, refused, err := r.candidate(a)
	if err != nil {
		return nil, err
	}
	if refused != nil {
		return nil, r.seeOther(views.NominateStep(views.NominatePartnerPath, a.subscriptions, a.partner))
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	f.Path = views.NominateStep(views.NominateCheckPath, a.subscriptions, a.partner) // of a refused POST too
	page := views.NominateCheckPage{Frame: f, Partner: partnerRef(partner), Subscriptions: chosenRows(f.Programme, found)}
	if refusal != nil && refusal.Conflict() {
		r.code = http.StatusConflict
		page.Conflicts, err = r.conflicts(f.Programme, found, seen)
	} else if refusal != nil {
		r.code = http.StatusUnprocessableEntity
		page.Errors = []views.FieldError{{Field: "s", Message: r.l.Refusal(refusal)}}
	}
	return page.Page(), err
}

// conflicts says of each subscription that has another partner of record than the person
// saw who changed it.
func (r *request) conflicts(p *programme.Programme, found []store.Subscription, seen []store.Choice) ([]views.Conflict, error) {
	var conflicts []views.Conflict
	for k, s := range found {
		var key int64
		if s.Present != nil {
			key = s.Present.Key
		}
		if k < len(seen) && seen[k].Seen == key {
			continue
		}
		d, err := r.Store.Subscription(r.Request().Context(), r.who.Customer, s.ID)
		if err != nil {
			return nil, err
		}
		c := views.Conflict{Subscription: s.ID, At: r.Store.Now()}
		if len(d.Timeline) > 0 {
			c.By, c.At = d.Timeline[0].By, d.Timeline[0].At.In(p.Zone)
		}
		if s.Present != nil {
			c.Partner = optionalPartner(&s.Present.Partner)
		}
		conflicts = append(conflicts, c)
	}
	return conflicts, nil
}

// nominate does it, all of it or nothing.
func nominate(r *request) (templ.Component, error) {
	a := r.asked()
	values, err := r.FormParams()
	if err != nil {
		return nil, err
	}
	choices, err := choices(values["s"], values["seen"])
	if err != nil {
		return nil, err
	}
	reference, err := r.Store.Nominate(r.Request().Context(), r.who, a.partner, choices)
	var refusal *programme.Refusal
	switch {
	case errors.As(err, &refusal) && !refusal.Role():
		return r.checkForm(a, refusal, choices)
	case err != nil:
		return nil, err
	}
	return nil, r.seeOther(views.NominationPath(reference))
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

// nominationPage confirms a nomination, and is true again whenever it is opened.
func nominationPage(r *request) (templ.Component, error) {
	n, err := r.Store.Nomination(r.Request().Context(), r.who.Customer, r.id("reference"))
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	p := f.Programme
	page := views.NominationPage{Frame: f, Reference: n.Reference, Partner: partnerRef(n.Partner), By: n.By, At: n.At.In(p.Zone)}
	for _, s := range n.Subscriptions {
		row := views.NominatedSubscription{ID: s.ID, Product: p.Products[s.Product].Name, State: views.StateInEffect,
			Replaced: optionalPartner(s.Replaced), Until: views.TimeOf(s.Until, p.Zone)}
		switch {
		case s.Until <= r.now() && s.Present != nil:
			row.State, row.Now = views.StateChanged, optionalPartner(&s.Present.Partner)
		case s.Until <= r.now():
			row.State = views.StateRemoved
		case s.End <= r.now():
			row.State, row.Until = views.StateExpired, views.TimeOf(s.End, p.Zone)
		}
		page.Subscriptions = append(page.Subscriptions, row)
	}
	return page.Page(), nil
}
