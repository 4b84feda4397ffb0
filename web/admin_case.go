package web

import (
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.RequestPath(views.Admin, ":reference"), audience: views.Admin, section: "review", get: casePage})
	add(entry{path: views.RequestActPath(views.Admin, ":reference", ":act"), audience: views.Admin, duty: directory.ToDecide, form: true, section: "review", get: requestActPage, post: requestAct})
}

// casePage is one case with all that a decision hangs on.
func casePage(r *request) (views.Page, error) {
	d, p, err := r.shownRequest()
	if err != nil {
		return nil, err
	}
	return r.caseShown(p, d)
}

func (r *request) caseShown(p *programme.Programme, d requests.Detail) (*views.CasePage, error) {
	page := &views.CasePage{Case: r.reviewCase(p, d.Request), Filter: r.reviewQuery(), Present: present(p, d.Present), Scope: timeline(p, d.Scope)}
	page.Case.RequestView = r.detailView(p, d)
	for _, rival := range d.Rivals {
		page.Rivals = append(page.Rivals, views.RivalCase{ReviewCase: r.reviewCase(p, rival.Request), Note: rival.Note})
	}
	var err error
	page.Before, page.After, err = r.Store.Beside(r.ctx(), r.who, reviewFilter(page.Filter), d.Reference)
	return page, err
}

// requestStands is a request as it is now, to a person who cannot do with it what they meant to.
func (r *request) requestStands(p *programme.Programme, d requests.Detail, why ...views.FieldError) (views.Page, error) {
	at := views.RequestPath(views.Audience(r.who.Role.Audience()), d.Reference)
	if r.who.Role.Audience() != string(views.Admin) {
		page := &views.RequestPage{Request: r.detailView(p, d), Errors: slices.Clone(why)}
		page.Path = at
		return page, nil
	}
	page, err := r.caseShown(p, d)
	if err != nil {
		return nil, err
	}
	page.Errors, page.Path = slices.Clone(why), at
	return page, nil
}
