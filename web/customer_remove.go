package web

import (
	"errors"
	"strconv"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.SubscriptionsPath + "/:id/remove", audience: views.Customer, section: "subscriptions", get: removePage, post: remove})
}

// removePage asks before a partner of record is removed.
func removePage(r *request) (views.Page, error) { return r.removeForm(nil) }

// removeForm is the question, with what was wrong with the last try.
func (r *request) removeForm(refusal *programme.Refusal) (views.Page, error) {
	if !r.who.Role.May(directory.ToNominate) {
		return nil, &programme.Refusal{Code: programme.RefusedRole}
	}
	found, err := r.Store.Chosen(r.ctx(), r.who.Customer, []string{r.id("id")})
	if err != nil {
		return nil, err
	}
	s := found[0]
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	if s.Present == nil {
		return nil, r.naming(&programme.Refusal{Code: programme.RefusedNone, Name: s.ID}, p, s)
	}
	page := &views.RemovePage{ID: s.ID, Product: p.Products[s.Product].Name, Present: *present(p, s.Present)}
	if refusal != nil {
		page.Errors = []views.FieldError{{Message: r.l.Refusal(r.naming(refusal, p, s))}}
		return Conflict(page), nil
	}
	return page, nil
}

func remove(r *request) (views.Page, error) {
	seen, err := strconv.ParseInt(r.FormValue("seen"), 10, 64)
	if err != nil {
		return nil, echo.ErrBadRequest.WithInternal(err)
	}
	id := r.id("id")
	done, unsaid := r.removal(id) // which is looked at once it is known that the person may
	err = r.Store.Remove(r.ctx(), r.who, store.Choice{ID: id, Seen: seen})
	var refusal *programme.Refusal
	if errors.As(err, &refusal) && refusal.Code == programme.RefusedChanged {
		return r.removeForm(refusal)
	}
	if err == nil {
		err = unsaid
	}
	if err != nil {
		return nil, err
	}
	r.flash(done)
	return SeeOther(views.SubscriptionPath(id)), nil
}

// removal says what is done, once it is: of the partner of record that a subscription has before.
func (r *request) removal(id string) (string, error) {
	found, err := r.Store.Chosen(r.ctx(), r.who.Customer, []string{id})
	if err != nil || found[0].Present == nil {
		return "", err
	}
	p, err := r.programme()
	if err != nil {
		return "", err
	}
	return r.l.T("flash.removed", "Partner", found[0].Present.Partner.Name, "Product", r.l.Text(p.Products[found[0].Product].Name)), nil
}
