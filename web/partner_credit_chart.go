package web

import (
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// chart is the figure month by month: whole, or split as the query asks for.
func (r *request) chart(page *views.CreditPage, f figure, card views.RequirementCard) error {
	page.Chart = views.NewFigureChart(card, f.begun, f.months[0], f.linesIn)
	if r.who.Chosen || f.month > f.months[0] { // what is split is the whole account's, of months with facts
		return nil
	}
	page.Splits = []string{views.ByRoute}
	if f.metric.Fact == programme.FactCustomers {
		page.Together = true
	} else if len(f.progress().Version.Requirements[f.requirement].Products) > 1 {
		page.Splits = append(page.Splits, views.ByProduct)
	}
	if page.By = r.choice("by", page.Splits...); page.By == "" {
		return nil
	}
	parts, err := r.Store.FigureParts(r.ctx(), f.query)
	page.Beyond = parts.Beyond
	page.Chart.Parts = chartParts(f.p, parts, page.By)
	return err
}

// chartParts are the parts of a figure by route or by product, for as many months as the trend has.
func chartParts(p *programme.Programme, parts report.Parts, by string) (shown []views.ChartPart) {
	list, name := parts.ByRoute, func(k int) programme.Text { return p.Routes[k].Name }
	if by == views.ByProduct {
		list, name = parts.ByProduct, func(k int) programme.Text { return p.Products[k].Name }
	}
	for _, x := range list {
		shown = append(shown, views.ChartPart{Name: name(x.Place), Figures: x.Figures})
	}
	return shown
}
