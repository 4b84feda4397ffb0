package web

import (
	"shimei/store"
	"shimei/store/directory"
	"shimei/views"
)

func init() {
	add(entry{path: views.NominatePartnerPath, audience: views.Customer, section: "subscriptions", get: partnerPage})
}

// mostResults is how many partners a search shows.
const mostResults = 20

// partnerPage is step 2: which partner, by its id or by a search.
func partnerPage(r *request) (views.Page, error) {
	a := r.asked()
	_, instead, err := r.chosen(a)
	if err != nil || instead != nil {
		return instead, err
	}
	page := &views.NominatePartnerPage{Subscriptions: a.subscriptions, Partner: a.partner, Query: r.text("q")}
	if page.Checked, err = r.checkedPartner(a.partner); err != nil || page.Query == "" {
		return page, err
	}
	found, err := r.Store.SearchPartners(r.ctx(), page.Query, mostResults+1)
	page.More = len(found) > mostResults
	page.Results = partnerRefs(found[:min(len(found), mostResults)])
	return page, err
}

// checkedPartner says whether the partner of an id can be nominated; nil without an id.
func (r *request) checkedPartner(id string) (*views.CheckedPartner, error) {
	if id == "" {
		return nil, nil
	}
	partner, err := r.Store.CheckPartner(r.ctx(), id)
	refusal := store.Refusal(err)
	if err != nil && refusal == nil {
		return nil, err
	}
	checked := &views.CheckedPartner{Partner: partnerRef(partner), Locations: partnerRefs(partner.Locations)}
	if refusal != nil {
		checked.Refusal = refusal.Code
	}
	if partner.ID == "" { // nobody's
		checked.Partner.ID = id
	}
	return checked, nil
}

// candidate returns the partner of the flow, or the way to step 2, which says why it cannot be
// nominated.
func (r *request) candidate(a asked) (partner directory.Partner, instead views.Page, err error) {
	partner, err = r.Store.CheckPartner(r.ctx(), a.partner)
	if store.Refusal(err) != nil {
		return partner, SeeOther(views.NominateStep(views.NominatePartnerPath, a.subscriptions, a.partner)), nil
	}
	return partner, nil, err
}
