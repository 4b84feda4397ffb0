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

// statementList is the same as a file.
func statementList(r *request) (list, error) {
	all, err := r.Store.Statements(r.Request().Context())
	if err != nil {
		return list{}, err
	}
	columns := []string{"month", "usage_facts", "closed_at", "closed_by", "programme", "programme_hash", "hash"}
	return list{"statements", columns, func(write func(...any) error) error {
		for _, s := range all {
			if err := write(statementCells(s)...); err != nil {
				return err
			}
		}
		return nil
	}}, nil
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
