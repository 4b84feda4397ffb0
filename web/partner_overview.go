package web

import "shimei/views"

func init() {
	add(entry{path: views.OverviewPath, audience: views.Partner, section: "overview", place: 10, get: overviewPage})
}

func overviewPage(r *request) (views.Page, error) {
	s, err := r.shown()
	if err != nil {
		return nil, err
	}
	page := &views.OverviewPage{Account: partnerRef(s.account), Month: s.month, Months: s.months}
	if len(s.months) > 0 {
		page.Competencies, page.Pending = s.cards(), pendingOf(s.p, s.pending)
		page.Home, err = r.partnerHome(s)
	}
	return page, err
}
