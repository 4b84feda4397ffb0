package web

import (
	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.NominatePartnerPath, audience: views.Customer, section: "subscriptions", get: partnerPage})
}

// The most partners that a search shows, and that the customer knows.
const (
	mostResults = 20
	mostKnown   = 5
)

// partnerPage asks which partner. Without subscriptions, which a partner's link need not name, a location of its
// account is chosen first.
func partnerPage(r *request) (views.Page, error) {
	a := r.asked()
	page := &views.NominatePartnerPage{Partner: a.partner}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	if a.partner == "" || len(a.subscriptions) > 0 || !r.who.Role.May(directory.ToNominate) {
		found, instead, err := r.chosen(a)
		if err != nil || instead != nil {
			return instead, err
		}
		page.Chosen = chosenRows(p, found)
	}
	if page.Checked, err = r.checkedPartner(p, a.partner); err != nil {
		return nil, err
	}
	if page.Known, err = r.knownPartners(p, page.Chosen); err != nil {
		return nil, err
	}
	return page, r.searchPartners(p, page)
}

// searchPartners looks for what the query asks.
func (r *request) searchPartners(p *programme.Programme, page *views.NominatePartnerPage) error {
	page.Levels, page.Competencies = p.Levels, competencyOptions(p)
	page.Search = views.PartnerSearch{Query: r.text("q"), Competency: r.QueryParam("competency"), Level: r.choice("level", p.Levels...)}
	if page.Search == (views.PartnerSearch{}) {
		return nil
	}
	found, err := r.Store.FindPartners(r.ctx(), store.PartnerSearch{Text: page.Search.Query, Countries: countriesNamed(page.Search.Query),
		Competency: page.Search.Competency, Level: page.Search.Level}, mostResults+1)
	page.More = len(found) > mostResults
	page.Results = partnerChoices(p, found[:min(len(found), mostResults)])
	return err
}

func competencyOptions(p *programme.Programme) (options []views.Option) {
	for _, c := range p.Competencies {
		options = append(options, views.Option{ID: c.ID, Name: c.Name})
	}
	return options
}

// knownPartners are those that the customer has or had to do with, first the one that it chose for new subscriptions,
// without one that all chosen subscriptions have already.
func (r *request) knownPartners(p *programme.Programme, chosen []views.ChosenSubscription) (choices []views.PartnerChoice, err error) {
	proposed, err := r.Store.DefaultPartner(r.ctx(), r.who.Customer)
	if err != nil {
		return nil, err
	}
	known, err := r.Store.KnownPartners(r.ctx(), r.who.Customer, proposed.Key, mostKnown)
	for _, k := range known {
		if allHave(chosen, k.PublicPartner.ID) {
			continue
		}
		c := partnerChoice(p, k.PublicPartner)
		related(&c, k.Known)
		c.Proposed = k.PublicPartner.Key == proposed.Key
		choices = append(choices, c)
	}
	return choices, err
}

// allHave reports whether a partner is the partner of record of all subscriptions, of which there are some.
func allHave(chosen []views.ChosenSubscription, partner string) bool {
	for _, s := range chosen {
		if s.Present == nil || s.Present.Partner.ID != partner {
			return false
		}
	}
	return len(chosen) > 0
}

// checkedPartner says whose an id is, and why it cannot be nominated; nil without an id.
func (r *request) checkedPartner(p *programme.Programme, id string) (*views.CheckedPartner, error) {
	if id == "" {
		return nil, nil
	}
	partner, err := r.Store.CheckPartner(r.ctx(), id)
	refusal := store.Refusal(err)
	if err != nil && refusal == nil {
		return nil, err
	}
	checked := &views.CheckedPartner{Partner: partnerRef(partner)}
	if refusal != nil {
		checked.Refusal = refusal.Code
	}
	if partner.ID == "" { // nobody's
		checked.Partner.ID = id
	}
	choices := partner.Locations
	if refusal == nil {
		choices = []directory.Partner{partner}
	}
	found, err := r.Store.Public(r.ctx(), choices)
	checked.Choices = partnerChoices(p, found)
	return checked, err
}

// candidate returns the partner of the flow, or the way to where one is chosen, which says why it cannot be nominated.
func (r *request) candidate(a asked) (partner directory.Partner, instead views.Page, err error) {
	partner, err = r.Store.CheckPartner(r.ctx(), a.partner)
	if store.Refusal(err) != nil {
		return partner, SeeOther(views.NominateStep(views.NominatePartnerPath, a.subscriptions, a.partner)), nil
	}
	return partner, nil, err
}

// isGlobal reports whether a partner is refused because one of its locations is chosen.
func isGlobal(err error) bool {
	refusal := store.Refusal(err)
	return refusal != nil && refusal.Code == programme.RefusedGlobal
}
