package web

import (
	"io"
	"slices"

	"shimei/store"
	"shimei/store/export"
	"shimei/store/programme"
	"shimei/store/statement"
	"shimei/views"
)

func init() {
	add(entry{path: views.StatementPath, audience: views.Partner, whole: true, section: "statement", place: 40, get: statementPage, file: statementFile})
}

// statementMonths returns the months that have a statement to show, latest first, and m among
// them: as it is asked for, to say that it has no facts.
func (r *request) statementMonths(m programme.Month) ([]programme.Month, error) {
	all, err := r.Store.Statements(r.ctx())
	months := make([]programme.Month, 0, len(all))
	for _, s := range all {
		months = append(months, s.Month)
	}
	if len(months) > 0 && !slices.Contains(months, m) {
		months = append([]programme.Month{m}, months...)
	}
	return months, err
}

// statementMonth is the month of the query, or the one that figures are of (R10).
func (r *request) statementMonth() (programme.Month, error) {
	b, err := r.standsOn()
	if err != nil {
		return 0, err
	}
	m, err := r.month()
	switch {
	case err != nil:
		return 0, err
	case m != nil:
		return *m, nil
	case b.Through != nil:
		return *b.Through, nil
	}
	return 0, nil
}

// statementPage shows a partner's statement of a month.
func statementPage(r *request) (views.Page, error) {
	m, err := r.statementMonth()
	if err != nil {
		return nil, err
	}
	months, err := r.statementMonths(m)
	if err != nil {
		return nil, err
	}
	list := r.walk(views.StatementPath, views.StatementQuery(m))
	st, lines, next, err := r.Store.StatementPage(r.ctx(), store.StatementQuery{Partner: r.who.OrgID, Month: m, After: cursor(list.After), Limit: pageRows})
	if err != nil {
		return nil, err
	}
	list.Next = cursorOf(next)
	page := statementOf(st, lines)
	page.Month, page.Months, page.List = m, months, list
	return page, nil
}

// statementOf returns the page of a statement with the lines of one part.
func statementOf(st statement.Statement, lines []statement.Line) *views.StatementPage {
	page := &views.StatementPage{Account: partnerRef(st.Account), Facts: st.Facts, ClosedAt: st.ClosedAt, Corrections: st.Next,
		Hash: st.Hash, Rules: st.Programme.Name, RulesHash: st.Programme.Hash}
	for _, t := range st.Totals {
		page.Totals = append(page.Totals, statementTotal(st, t))
	}
	for _, l := range lines {
		page.Lines = append(page.Lines, statementLine(st, l))
	}
	return page
}

func statementTotal(st statement.Statement, t statement.Total) views.StatementTotal {
	v := views.StatementTotal{Metric: t.Metric().Name, Products: measured(t.Subject), Corrects: corrects(st, t.Subject),
		Money: t.Metric().Money(), Amount: t.Amount}
	for _, k := range t.Programme.Counting(t.Measure, t.Credit) {
		v.Competencies = append(v.Competencies, t.Programme.Competencies[k].Name)
	}
	return v
}

func statementLine(st statement.Statement, l statement.Line) views.StatementLine {
	return views.StatementLine{Customer: l.Customer.Name, TenantID: l.TenantID, Subscription: l.Subscription, Product: productName(l.Programme, l.Product), Metric: l.Metric().Name,
		Products: measured(l.Subject), Month: l.Month, Route: l.Programme.Routes[l.Route].Name, Corrects: corrects(st, l.Subject),
		Money: l.Metric().Money(), Amount: l.Amount}
}

// measured are the products that an amount is measured over.
func measured(amount statement.Subject) (names []programme.Text) {
	for _, k := range amount.Programme.Measures[amount.Measure].Products {
		names = append(names, amount.Programme.Products[k].Name)
	}
	return names
}

// corrects is the month of the statement that an amount corrects, nil for none.
func corrects(st statement.Statement, amount statement.Subject) *programme.Month {
	if amount.Credit == st.Month {
		return nil
	}
	return &amount.Credit
}

// statementFile is all of a statement, as a file.
func statementFile(r *request) (file, error) {
	m, err := r.statementMonth()
	return file{name: "statement-" + m.String(), whole: func(form string, w io.Writer) error {
		return export.Statement(r.ctx(), r.Store, r.who.OrgID, m, form, w)
	}}, err
}
