package web

import (
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.PartnersPath + "/:id", audience: views.Admin, section: "partners", get: adminPartnerPage})
}

// adminPartnerPage shows an admin one partner.
func adminPartnerPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	a, err := r.Store.AdminPartner(r.ctx(), r.id("id"))
	if err != nil {
		return nil, err
	}
	page := &views.AdminPartnerPage{Partner: partnerRef(a.Partner), Email: a.Email, Suspended: a.Suspended, Locations: partnerRefs(a.Locations),
		Levels: levelRows(p, a.Levels)}
	if a.Account.Key != a.Key {
		page.Account = optionalPartner(&a.Account)
	}
	page.Things = r.thingsOf(p, a.People, a.Associations.First, a.Requests.First)
	page.Things.MoreAssociations, page.Things.MoreRequests = a.Associations.More, a.Requests.More
	return page, nil
}

// thingsOf are what hangs on a partner or a customer.
func (r *request) thingsOf(p *programme.Programme, people []directory.Person, associations []directory.Association, asked []requests.Request) (t views.Things) {
	for _, x := range people {
		t.People = append(t.People, r.personRow(x))
	}
	for _, a := range associations {
		t.Associations = append(t.Associations, associationRow(p, a, r.now()))
	}
	for _, q := range asked {
		t.Requests = append(t.Requests, requestView(p, q, r.now()))
	}
	return t
}

func levelRows(p *programme.Programme, all []report.Progress) (rows []views.LevelRow) {
	for _, x := range all {
		if x.Version != nil {
			rows = append(rows, views.LevelRow{Competency: p.Competencies[x.Competency].Name, Level: p.LevelID(x.Level)})
		}
	}
	return rows
}
