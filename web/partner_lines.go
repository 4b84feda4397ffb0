package web

import (
	"fmt"

	"github.com/a-h/templ"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

// pageLines is how many lines a page has: half of a list's, for each is worked out from the
// facts when it is looked at.
const pageLines = pageRows / 2

// explained is the figure whose lines are asked for.
type explained struct {
	shown
	at     figure
	metric *programme.Metric
	query  store.FigureQuery
}

func (r *request) explained() (x explained, err error) {
	if x.shown, err = r.shown(); err != nil {
		return x, err
	}
	choices := views.CreditChoices(x.p, x.month)
	if len(x.months) == 0 || len(choices) == 0 {
		return x, store.ErrNotFound
	}
	if x.at, err = r.figure(x.p, x.month, choices); err != nil {
		return x, err
	}
	x.metric = x.p.MetricOf(x.all[x.at.competency].Version.Requirements[x.at.requirement])
	x.query = store.FigureQuery{Account: x.account.Key, Month: x.month, Competency: x.at.competency, Requirement: x.at.requirement}
	return x, nil
}

// linesPage explains one figure: its lines, and what is not in it.
func linesPage(r *request) (templ.Component, error) {
	x, err := r.explained()
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	one, competency := x.all[x.at.competency], x.p.Competencies[x.at.competency]
	page := views.LinesPage{Frame: f, Account: partnerRef(x.account), Month: x.month, Competency: competency.ID, Name: competency.Name,
		Requirement: x.at.requirement, Metric: x.metric.Name, Money: x.metric.Money(), Total: one.Figures[x.at.requirement],
		From: x.month - programme.Month(x.metric.Months) + 1, To: x.month,
		List: views.List{Path: views.LinesPath, Query: views.FigureQuery(x.month, competency.ID, x.at.requirement), After: r.QueryParam("after")}}
	if page.Link, err = r.nominationLink(); err != nil {
		return nil, err
	}
	page.Trend = x.cards()[x.at.competency].Requirements[x.at.requirement].Trend
	for _, k := range x.p.Measures[one.Version.Requirements[x.at.requirement].Measure].Products {
		page.Products = append(page.Products, x.p.Products[k].Name)
	}
	rows, next, err := r.Store.ExplainPage(r.Request().Context(), x.query, cursor(page.List.After), pageLines)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row.Reason == "" {
			page.Lines = append(page.Lines, lineRow(x.p, row))
		} else {
			page.Misses = append(page.Misses, views.MissRow{Customer: row.Customer.Name, TenantID: row.TenantID, Subscription: row.Subscription,
				Month: row.Month, Route: x.p.Routes[row.Routes[0]].Name, Reason: row.Reason, Amount: row.Amount})
		}
	}
	page.List.Next = cursorOf(next)
	return page.Page(), nil
}

func lineRow(p *programme.Programme, l store.Explained) views.LineRow {
	row := views.LineRow{Customer: l.Customer.Name, TenantID: l.TenantID, Subscription: l.Subscription, Month: l.Month,
		Counted: p.Routes[l.Routes[0]].Name, Locations: partnerRefs(l.Locations), Amount: l.Amount}
	for _, route := range l.Routes[1:] {
		row.Others = append(row.Others, p.Routes[route].Name)
	}
	return row
}

// lineList is all lines of a figure, and what is not in it, as a file.
func lineList(r *request) (list, error) {
	x, err := r.explained()
	if err != nil {
		return list{}, err
	}
	columns := []string{"customer", "tenant_id", "subscription_id", "month", "amount", "route", "routes", "locations", "reason"}
	return list{x.name() + "-lines", columns, func(write func(...any) error) error {
		return r.Store.Explain(r.Request().Context(), x.query, func(l store.Explained) error { return write(lineCells(x.p, x.metric, l)...) })
	}}, nil
}

// name names a file about the figure.
func (x explained) name() string {
	return fmt.Sprintf("%s-%s-%s", x.month, x.p.Competencies[x.at.competency].ID, x.metric.ID)
}

// creditList is what a figure holds by customer, as a file.
func creditList(r *request) (list, error) {
	x, err := r.explained()
	if err != nil {
		return list{}, err
	}
	columns := []string{"customer", "tenant_id", "route", "already_counted", "locations", "amount"}
	return list{x.name(), columns, func(write func(...any) error) error {
		return r.Store.EachCreditRow(r.Request().Context(), x.query, func(row store.CreditRow) error { return write(creditCells(x.p, x.metric, row)...) })
	}}, nil
}
