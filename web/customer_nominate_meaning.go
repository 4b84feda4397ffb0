package web

import (
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.NominateMeaningPath, audience: views.Customer, section: "subscriptions", get: meaningPage})
}

// meaningPage is where the address of a partner leads: what a nomination means, and which subscriptions it is for. With
// subscriptions in it, it is the check.
func meaningPage(r *request) (views.Page, error) {
	a := r.asked()
	if len(a.subscriptions) > 0 {
		return r.checkForm(a, nil, nil)
	}
	if !r.who.Role.May(directory.ToNominate) {
		return nil, &programme.Refusal{Code: programme.RefusedRole}
	}
	return r.meaning(a)
}

// meaning is the page before any subscription is chosen.
func (r *request) meaning(a asked) (views.Page, error) {
	partner, err := r.Store.CheckPartner(r.ctx(), a.partner)
	if isGlobal(err) {
		return SeeOther(views.NominateStep(views.NominatePartnerPath, nil, partner.ID)), nil
	}
	if err != nil {
		return nil, err
	}
	rows, err := r.chooseRows(a)
	return &views.NominateMeaningPage{Partner: partnerRef(partner), Rows: rows}, err
}
