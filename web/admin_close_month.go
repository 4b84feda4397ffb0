package web

import (
	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.StatementsPath + "/:month/close", audience: views.Admin, duty: directory.ToRun, form: true, confirm: true, section: "statements", get: closeMonthPage, post: closeMonth})
}

// monthOfPath reads the path's month. Any other text is not found, as is a month without a
// statement.
func (r *request) monthOfPath() (programme.Month, error) {
	m, err := programme.ParseMonth(r.Param("month"))
	if err != nil {
		return 0, store.ErrNotFound
	}
	return m, nil
}

// closeMonthPage asks before a month is closed.
func closeMonthPage(r *request) (views.Page, error) {
	m, err := r.monthOfPath()
	if err != nil {
		return nil, err
	}
	c, err := r.Store.CheckClosing(r.ctx(), m)
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	return &views.CloseMonthPage{Month: m, Rules: p.Name, Running: r.now() < p.End(m), Again: len(c.Closed) > 0}, nil
}

// closeMonth closes a month.
func closeMonth(r *request) (views.Page, error) {
	m, err := r.monthOfPath()
	if err != nil {
		return nil, err
	}
	if err := r.Store.CloseMonth(r.ctx(), r.who.Email, m); err != nil {
		return nil, err
	}
	r.flash(r.l.T("flash.month_closed", "Month", r.l.Month(m)))
	return SeeOther(views.StatementsPath), nil
}
