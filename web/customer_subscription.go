package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

// pageRows is how many rows a page of a list has.
const pageRows = 50

// now is the instant that pages judge by what is in effect.
func (r *request) now() programme.Instant { return programme.InstantOf(r.Store.Now()) }

func subscriptionPage(r *request) (templ.Component, error) {
	d, err := r.Store.Subscription(r.Request().Context(), r.who.Customer, r.id("id"))
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	p, now := f.Programme, r.now()
	page := views.SubscriptionPage{Frame: f, ID: d.ID, Product: p.Products[d.Product].Name, Kind: d.Kind, Licensing: d.Licensing,
		Seats: seats(d.Subscription), Start: d.Start.In(p.Zone), End: views.TimeOf(d.End, p.Zone), AutoRenew: d.AutoRenew,
		Ended: d.End <= now, Present: present(p, d.Present), MayNominate: r.who.Role.MayNominate(),
		Nominable: d.Nominable(p, now) == nil, Timeline: timeline(p, d.Timeline)}
	if d.Renewal != nil {
		page.Renewal = views.TimeOf(*d.Renewal, p.Zone)
	}
	if d.Present != nil {
		page.SupportEmail = d.Present.Partner.Email
	}
	for _, a := range d.Associations {
		page.Associations = append(page.Associations, association(p, a, now))
	}
	return page.Page(), nil
}

func removePage(r *request) (templ.Component, error) { return r.removeForm(nil) }

// removeForm asks before a removal, with what was wrong with the last try.
func (r *request) removeForm(refusal *programme.Refusal) (templ.Component, error) {
	if !r.who.Role.MayNominate() {
		return nil, &programme.Refusal{Code: programme.RefusedRole}
	}
	found, err := r.Store.Chosen(r.Request().Context(), r.who.Customer, []string{r.id("id")})
	if err != nil {
		return nil, err
	}
	s := found[0]
	if s.Present == nil {
		return nil, &programme.Refusal{Code: programme.RefusedNone, Name: s.ID}
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.RemovePage{Frame: f, ID: s.ID, Product: f.Programme.Products[s.Product].Name, Present: *present(f.Programme, s.Present)}
	if refusal != nil {
		page.Errors = []views.FieldError{{Message: r.l.Refusal(refusal)}}
	}
	return page.Page(), nil
}

func remove(r *request) (templ.Component, error) {
	seen, err := strconv.ParseInt(r.FormValue("seen"), 10, 64)
	if err != nil {
		return nil, echo.ErrBadRequest.WithInternal(err)
	}
	ctx, id := r.Request().Context(), r.id("id")
	err = r.Store.Remove(ctx, r.who, store.Choice{ID: id, Seen: seen})
	var refusal *programme.Refusal
	if errors.As(err, &refusal) && refusal.Code == programme.RefusedChanged {
		r.code = http.StatusConflict
		return r.removeForm(refusal)
	}
	if err != nil {
		return nil, err
	}
	if err := r.flash(r.l.T("flash.removed", "ID", id)); err != nil {
		return nil, err
	}
	return nil, r.seeOther(views.SubscriptionPath(id))
}
