package web

import (
	"slices"

	"github.com/a-h/templ"

	"shimei/store"
	"shimei/store/export"
	"shimei/store/programme"
	"shimei/views"
)

// statementMonths returns the months that have a statement to show, latest first.
func (r *request) statementMonths() ([]programme.Month, error) {
	all, err := r.Store.Statements(r.Request().Context())
	months := make([]programme.Month, 0, len(all))
	for _, s := range all {
		months = append(months, s.Month)
	}
	return months, err
}

// statementMonth is the month of the query, or the latest with facts.
func (r *request) statementMonth() (programme.Month, error) {
	months, err := r.months()
	if err != nil {
		return 0, err
	}
	return r.chosenMonth(months)
}

// statementPage shows a partner's statement of a month.
func statementPage(r *request) (templ.Component, error) {
	months, err := r.statementMonths()
	if err != nil {
		return nil, err
	}
	m, err := r.statementMonth()
	if err != nil {
		return nil, err
	}
	after := r.QueryParam("after")
	st, lines, next, err := r.Store.StatementPage(r.Request().Context(), store.StatementQuery{Partner: r.who.OrgID, Month: m,
		After: cursor(after), Limit: pageRows})
	if err != nil {
		return nil, err
	}
	if len(months) > 0 && !slices.Contains(months, m) {
		months = append([]programme.Month{m}, months...) // as asked for, to say that it has no facts
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.StatementPage{Frame: f, Account: partnerRef(st.Account), Month: m, Months: months, Facts: st.Facts, ClosedAt: st.ClosedAt,
		Corrections: st.Next, Hash: st.Hash, Rules: st.Programme.Name, RulesHash: st.Programme.Hash, After: after}
	for _, t := range st.Totals {
		page.Totals = append(page.Totals, statementTotal(st, t))
	}
	for _, l := range lines {
		page.Lines = append(page.Lines, statementLine(st, l))
	}
	page.Next = cursorOf(next)
	return page.Page(), nil
}

func statementTotal(st store.Statement, t store.StatementTotal) views.StatementTotal {
	v := views.StatementTotal{Metric: t.Metric().Name, Products: measured(t.StatementOf), Corrects: corrects(st, t.StatementOf),
		Money: t.Metric().Money(), Amount: t.Amount}
	for _, k := range t.Programme.Counting(t.Measure, t.Credit) {
		v.Competencies = append(v.Competencies, t.Programme.Competencies[k].Name)
	}
	return v
}

func statementLine(st store.Statement, l store.StatementLine) views.StatementLine {
	return views.StatementLine{Customer: l.Customer.Name, TenantID: l.TenantID, Subscription: l.Subscription, Metric: l.Metric().Name,
		Products: measured(l.StatementOf), Month: l.Month, Route: l.Programme.Routes[l.Route].Name, Corrects: corrects(st, l.StatementOf),
		Money: l.Metric().Money(), Amount: l.Amount}
}

func measured(of store.StatementOf) (names []programme.Text) {
	for _, k := range of.Programme.Measures[of.Measure].Products {
		names = append(names, of.Programme.Products[k].Name)
	}
	return names
}

// corrects is the month of the statement that an amount corrects, nil for none.
func corrects(st store.Statement, of store.StatementOf) *programme.Month {
	if of.Credit == st.Month {
		return nil
	}
	return &of.Credit
}

func statementCSV(r *request) (templ.Component, error)  { return nil, r.statementFile(export.CSV) }
func statementXLSX(r *request) (templ.Component, error) { return nil, r.statementFile(export.XLSX) }

// statementFile sends all of a statement as it comes.
func (r *request) statementFile(form string) error {
	m, err := r.statementMonth()
	if err != nil {
		return err
	}
	r.download("statement-"+m.String(), form)
	return export.Statement(r.Request().Context(), r.Store, r.who.OrgID, m, form, r.Response())
}
