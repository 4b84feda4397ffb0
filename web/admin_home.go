package web

import (
	"shimei/store/db"
	"shimei/store/intake"
	"shimei/store/outbox"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.AdminHomePath, audience: views.Admin, section: "home", place: 1, get: adminHomePage})
}

// homeCases is how many cases the home shows.
const homeCases = 5

// adminHomePage says what waits for the vendor's people.
func adminHomePage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.AdminHomePage{}
	waiting, count, err := r.Store.Requests(r.ctx(), r.who, requests.Filter{ToReview: true}, db.Part{Sort: requests.Oldest, Limit: homeCases})
	if err != nil {
		return nil, err
	}
	page.Waiting = count
	for _, q := range waiting {
		page.Cases = append(page.Cases, r.reviewCase(p, q))
	}
	if _, page.Unmailed, err = r.Store.Outbox(r.ctx(), outbox.Filter{Mail: outbox.Failed}, db.Part{Sort: db.Sort{By: "at"}, Limit: 1}); err != nil {
		return nil, err
	}
	if err := r.lastRefused(page); err != nil {
		return nil, err
	}
	return page, r.nextClosing(page)
}

// lastRefused adds the latest file, where it was refused.
func (r *request) lastRefused(page *views.AdminHomePage) error {
	last, err := r.Store.Imports(r.ctx(), db.Part{Sort: intake.Order.Usual, Limit: 1})
	if err == nil && len(last) > 0 && last[0].State == intake.Refused {
		row := importRow(last[0])
		page.Refused = &row
	}
	return err
}

// nextClosing adds the month that can be closed now.
func (r *request) nextClosing(page *views.AdminHomePage) error {
	months, err := r.Store.Statements(r.ctx())
	for _, m := range months {
		if m.CanClose() {
			page.Closing = m.Month
		}
	}
	return err
}
