package web

import (
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

func init() {
	add(entry{path: views.CreditPath, audience: views.Partner, section: "credit", place: 20, get: creditPage, file: creditFile})
}

func creditPage(r *request) (views.Page, error) {
	s, err := r.shown()
	if err != nil {
		return nil, err
	}
	page := &views.CreditPage{Account: partnerRef(s.account), Month: s.month, Months: s.months, Choices: views.CreditChoices(s.p, s.month)}
	if len(s.months) == 0 || len(page.Choices) == 0 {
		return page, nil
	}
	f, err := r.figure(s, page.Choices)
	if err != nil {
		return nil, err
	}
	return page, r.fillCredit(page, f)
}

// fillCredit puts a figure on the page, with its rows.
func (r *request) fillCredit(page *views.CreditPage, f figure) error {
	page.Competency, page.Requirement, page.Money, page.Total = f.id(), f.requirement, f.metric.Money(), f.total()
	page.From, page.To = f.from(), f.month
	cards := f.cards()
	card := cards[f.competency].Requirements[f.requirement]
	page.Trend = card.Trend
	if err := r.chart(page, f, card); err != nil {
		return err
	}
	page.Multiples = views.NewMultiples(cards, f.month, page.Competency, f.requirement)
	page.List = r.walk(views.CreditPath, views.FigureQuery(f.month, page.Competency, f.requirement))
	found, next, err := r.Store.CreditRows(r.ctx(), f.query, cursor(page.List.After), pageRows)
	page.Rows = walked(&page.List, found, next, func(row report.CreditRow) views.CreditRow { return creditRow(f.p, row) })
	return err
}

func creditRow(p *programme.Programme, row report.CreditRow) views.CreditRow {
	return views.CreditRow{Customer: row.Customer.Name, TenantID: row.TenantID, Counted: p.Routes[row.Route].Name,
		Others: routeNames(p, row.Others), Locations: partnerRefs(row.Locations), Amount: row.Amount}
}

// creditFile is the rows of a figure as a file.
func creditFile(r *request) (file, error) {
	f, err := r.figureAsked()
	if err != nil {
		return file{}, err
	}
	columns := []string{"customer", "tenant_id", "route", "already_counted", "locations", "amount"}
	return file{name: f.name(), columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachCreditRow(r.ctx(), f.query, func(row report.CreditRow) error {
			return write(row.Customer.Name, row.TenantID, f.p.Routes[row.Route].ID, routeIDs(f.p, row.Others), partnerIDs(row.Locations),
				amount(f.p, f.metric, row.Amount))
		})
	}}, nil
}
