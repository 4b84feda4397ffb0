package web

import (
	"shimei/store"
	"shimei/store/programme"
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
	if a.partner != "" {
		if page.Checked, err = r.checkedPartner(a.partner); err != nil {
			return nil, err
		}
	}
	if page.Query != "" {
		found, err := r.Store.SearchPartners(r.ctx(), page.Query, mostResults+1)
		if err != nil {
			return nil, err
		}
		page.More = len(found) > mostResults
		page.Results = partnerRefs(found[:min(len(found), mostResults)])
	}
	return page, nil
}

// checkedPartner says whether the partner of an id can be nominated.
func (r *request) checkedPartner(id string) (*views.CheckedPartner, error) {
	partner, err := r.Store.CheckPartner(r.ctx(), id)
	refusal := store.Refusal(err)
	if err != nil && refusal == nil {
		return nil, err
	}
	checked := &views.CheckedPartner{Partner: partnerRef(partner), Locations: partnerRefs(partner.Locations)}
	if refusal != nil {
		checked.Refusal, checked.Partner.ID = refusal.Code, id
	}
	return checked, nil
}

// candidate returns the partner of the flow, or why it cannot be nominated, which step 2
// says.
func (r *request) candidate(a asked) (partner store.Partner, refused *programme.Refusal, err error) {
	partner, err = r.Store.CheckPartner(r.ctx(), a.partner)
	if refused = store.Refusal(err); refused != nil {
		return partner, refused, nil
	}
	return partner, nil, err
}

// backToPartner sends the browser to step 2, which says why the partner cannot be nominated.
func (r *request) backToPartner(a asked) error {
	return r.seeOther(views.NominateStep(views.NominatePartnerPath, a.subscriptions, a.partner))
}
