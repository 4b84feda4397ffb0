package web

import (
	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

func init() {
	add(entry{path: views.PublicPartnersPath + "/:id", audience: views.Customer, section: "access", duty: directory.ToNominate, get: publicPartnerPage, post: setDefaultPartner})
}

// setDefaultPartner has the partner proposed for new subscriptions, or no longer.
func setDefaultPartner(r *request) (views.Page, error) {
	x, err := r.Store.PublicPartner(r.ctx(), r.id("id"))
	if err != nil {
		return nil, err
	}
	id, done := x.ID, r.l.T("default_partner.done", "Name", x.Name)
	if r.FormValue("act") == "leave" {
		id, done = "", r.l.T("default_partner.left")
	}
	if err := r.Store.SetDefaultPartner(r.ctx(), r.who, id); err != nil {
		return nil, err
	}
	r.flash(done)
	return SeeOther(views.PublicPartnerPath(x.ID)), nil
}

// publicPartnerPage is a partner as every customer may see it.
func publicPartnerPage(r *request) (views.Page, error) {
	x, err := r.Store.PublicPartner(r.ctx(), r.id("id"))
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.PublicPartnerPage{Choice: partnerChoice(p, x), Languages: x.Profile.Languages, Introduction: x.Profile.Introduction,
		Chosen: r.asked().subscriptions, MayNominate: r.who.Role.May(directory.ToNominate)}
	for _, location := range x.Locations {
		page.Locations = append(page.Locations, views.PartnerChoice{Partner: partnerRef(location)})
	}
	if page.Account, err = r.accountOf(x.Partner); err != nil {
		return nil, err
	}
	return page, r.relation(page, x)
}

// accountOf is the global account of a location, nil for a partner that is its own.
func (r *request) accountOf(x directory.Partner) (*views.PartnerRef, error) {
	if x.Account == x.Key {
		return nil, nil
	}
	account, err := r.Store.AccountOf(r.ctx(), x)
	return optionalPartner(&account), err
}

// relation adds to a partner's page what the customer has to do with it, and whom it turns to there.
func (r *request) relation(page *views.PublicPartnerPage, x store.PublicPartner) error {
	known, err := r.Store.KnownPartner(r.ctx(), r.who.Customer, x.Key)
	if err != nil {
		return err
	}
	related(&page.Choice, known)
	proposed, err := r.Store.DefaultPartner(r.ctx(), r.who.Customer)
	if err != nil {
		return err
	}
	page.Choice.Proposed = proposed.Key == x.Key
	contacts, said, err := r.Store.Contacts(r.ctx(), []int64{x.Key})
	if said[x.Key] || known.Partner.Key != 0 {
		c := views.Contact(contacts[x.Key])
		page.Support = &c
	}
	return err
}

// partnerChoice is a partner as every customer may see it.
func partnerChoice(p *programme.Programme, x store.PublicPartner) views.PartnerChoice {
	return views.PartnerChoice{Partner: partnerRef(x.Partner), Place: x.Profile.Place, Levels: heldLevels(p, x.Levels)}
}

func partnerChoices(p *programme.Programme, found []store.PublicPartner) (choices []views.PartnerChoice) {
	for _, x := range found {
		choices = append(choices, partnerChoice(p, x))
	}
	return choices
}

func heldLevels(p *programme.Programme, levels []report.Level) (held []views.HeldLevel) {
	for _, x := range levels {
		held = append(held, views.HeldLevel{Competency: p.Competencies[x.Competency].Name, Level: p.Levels[x.Level]})
	}
	return held
}

// related adds what a customer has to do with a partner; nothing for a partner that it does not know.
func related(c *views.PartnerChoice, k directory.Known) {
	c.Records, c.Before, c.Related = k.Records, k.Before, k.Ever
}
