package web

import (
	"strings"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.LinkPath, audience: views.Partner, duty: directory.ToAsk, form: true, section: "locations", get: linkPage})
}

// linkPage makes a link once a location is named. It keeps nothing of it, so that it needs no form that is
// sent.
func linkPage(r *request) (views.Page, error) {
	account, err := r.Store.Account(r.ctx(), r.who.Scope())
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.LinkPage{Locations: partnerRefs(account.ToNominate()), Location: r.text("location"), Tenant: r.text("tenant"),
		Subscriptions: r.text("subscriptions"), Days: p.Terms.LinkDays}
	if page.Location == "" {
		page.Location = r.who.OrgID
		return page, nil
	}
	token, made, err := r.Store.MakeLink(r.ctx(), r.who, programme.Link{Partner: page.Location, Tenant: page.Tenant, Subscriptions: typedIDs(page.Subscriptions)})
	if refusal := store.Refusal(err); refusal != nil && !refusal.Role() {
		page.Errors = []views.FieldError{{Field: linkField(refusal), Message: r.l.Refusal(refusal)}}
		return Invalid(page), nil
	}
	page.Link, page.Until = r.PublicURL+views.OpenLinkPath(token), (made.Until - 1).In(p.Zone)
	return page, err
}

// typedIDs are the ids of a line in which they stand apart.
func typedIDs(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n,;\u3000\u3001", r) })
}

// linkField is the field of the form that a refusal is about.
func linkField(r *programme.Refusal) string {
	switch r.Code {
	case programme.RefusedLinkLong, programme.RefusedSubscription:
		return "subscriptions"
	case programme.RefusedTenant:
		return "tenant"
	}
	return "location"
}
