package web

import (
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

// pageLines is how many lines of an explanation a page has.
const pageLines = 100

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
		From: x.month - programme.Month(x.metric.Months) + 1, To: x.month, After: r.QueryParam("after"),
		Link: r.Scheme() + "://" + r.Request().Host + views.NominateStep(views.NominateMeaningPath, nil, r.who.OrgID)}
	for _, k := range x.p.Measures[one.Version.Requirements[x.at.requirement].Measure].Products {
		page.Products = append(page.Products, x.p.Products[k].Name)
	}
	lines, misses, more, err := r.Store.ExplainPage(r.Request().Context(), x.query, parseCustomerCursor(page.After), pageLines)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		page.Lines = append(page.Lines, lineRow(x.p, l))
	}
	for _, m := range misses {
		page.Misses = append(page.Misses, views.MissRow{Customer: m.Customer.Name, TenantID: m.TenantID, Subscription: m.Subscription,
			Month: m.Month, Route: x.p.Routes[m.Route].Name, Reason: m.Reason, Amount: m.Amount})
	}
	if more != nil {
		page.Next = customerCursor(*more)
	}
	return page.Page(), nil
}

func lineRow(p *programme.Programme, l store.ExplainedLine) views.LineRow {
	row := views.LineRow{Customer: l.Customer.Name, TenantID: l.TenantID, Subscription: l.Subscription, Month: l.Month,
		Counted: p.Routes[l.Routes[0]].Name, Locations: partnerRefs(l.Locations), Amount: l.Amount}
	for _, route := range l.Routes[1:] {
		row.Others = append(row.Others, p.Routes[route].Name)
	}
	return row
}

// linesCSV sends all lines of a figure, and what is not in it, as they come.
func linesCSV(r *request) (templ.Component, error) {
	x, err := r.explained()
	if err != nil {
		return nil, err
	}
	h := r.Response().Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s-%s-%s.csv"`, x.month, x.p.Competencies[x.at.competency].ID, x.metric.ID))
	out := csv.NewWriter(r.Response())
	if err := out.Write([]string{"customer", "tenant_id", "subscription_id", "month", "amount", "route", "routes", "locations", "reason"}); err != nil {
		return nil, err
	}
	amount := func(n int64) string {
		if x.metric.Money() {
			return programme.FormatDecimal(n, x.p.Digits)
		}
		return fmt.Sprint(n)
	}
	err = r.Store.Explain(r.Request().Context(), x.query, func(l store.ExplainedLine) error {
		var routes, locations []string
		for _, route := range l.Routes {
			routes = append(routes, x.p.Routes[route].ID)
		}
		for _, location := range l.Locations {
			locations = append(locations, location.ID)
		}
		return out.Write([]string{l.Customer.Name, l.TenantID, l.Subscription, l.Month.String(), amount(l.Amount), routes[0],
			strings.Join(routes, " "), strings.Join(locations, " "), ""})
	}, func(m store.ExplainedMiss) error {
		return out.Write([]string{m.Customer.Name, m.TenantID, m.Subscription, m.Month.String(), amount(m.Amount),
			x.p.Routes[m.Route].ID, "", "", string(m.Reason)})
	})
	if err != nil {
		return nil, err
	}
	out.Flush()
	return nil, out.Error()
}
