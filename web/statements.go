package web

import (
	"github.com/a-h/templ"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

// statementsPage lists the months for admins.
func statementsPage(r *request) (templ.Component, error) {
	all, err := r.Store.Statements(r.Request().Context())
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.StatementsPage{Frame: f}
	for _, s := range all {
		page.Rows = append(page.Rows, views.StatementMonth{Month: s.Month, Facts: s.Facts, ClosedAt: s.ClosedAt, ClosedBy: s.ClosedBy,
			Rules: s.Programme.Name, RulesHash: s.Programme.Hash, Hash: s.Hash, CanClose: s.CanClose()})
	}
	return page.Page(), nil
}

// monthOfPath reads the path's month; what is none is as absent as one without a statement.
func (r *request) monthOfPath() (programme.Month, error) {
	m, err := programme.ParseMonth(r.Param("month"))
	if err != nil {
		return 0, store.ErrNotFound
	}
	return m, nil
}

// closeMonthPage asks before a month is closed.
func closeMonthPage(r *request) (templ.Component, error) {
	m, err := r.monthOfPath()
	if err != nil {
		return nil, err
	}
	c, err := r.Store.CheckClosing(r.Request().Context(), m)
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	return views.CloseMonthPage{Frame: f, Month: m, Rules: f.Programme.Name, Running: r.now() < f.Programme.End(m),
		Again: len(c.Closed) > 0}.Page(), nil
}

// closeMonth closes a month.
func closeMonth(r *request) (templ.Component, error) {
	m, err := r.monthOfPath()
	if err != nil {
		return nil, err
	}
	if err := r.Store.CloseMonth(r.Request().Context(), r.who.Email, m); err != nil {
		return nil, err
	}
	if err := r.flash(r.l.T("flash.month_closed", "Month", r.l.Month(m))); err != nil {
		return nil, err
	}
	return nil, r.seeOther(views.StatementsPath)
}
