package web

import (
	"github.com/a-h/templ"

	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// incentivesPage says of each subscription that the account reaches which half of the usage
// incentive is missing.
func incentivesPage(r *request) (templ.Component, error) {
	account, err := r.Store.Account(r.Request().Context(), r.who.Account)
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	filter := r.customerQuery()
	page := views.IncentivesPage{Frame: f, Account: partnerRef(account.Partner), Filter: filter, Routes: routeOptions(f.Programme),
		List: views.List{Path: views.IncentivesPath, Query: filter.Query(), After: r.QueryParam("after")}}
	if page.Link, err = r.nominationLink(); err != nil {
		return nil, err
	}
	rows, next, count, err := r.Store.Incentives(r.Request().Context(), r.who.Account, customerFilter(filter), cursor(page.List.After), pageRows)
	if err != nil {
		return nil, err
	}
	page.Count, page.List.Next = count, cursorOf(next)
	for _, row := range rows {
		page.Rows = append(page.Rows, incentiveRow(f.Programme, row))
	}
	return page.Page(), nil
}

// incentiveList is the same as a file.
func incentiveList(r *request) (list, error) {
	b, err := r.standsOn()
	if err != nil {
		return list{}, err
	}
	columns := []string{"customer", "tenant_id", "subscription_id", "product", "nominated", "level", "competency", "counting", "eligible"}
	return list{"incentives", columns, func(write func(...any) error) error {
		return r.Store.EachIncentive(r.Request().Context(), r.who.Account, customerFilter(r.customerQuery()), func(x report.IncentiveRow) error {
			return write(incentiveCells(b.Programme, x)...)
		})
	}}, nil
}

func incentiveRow(p *programme.Programme, x report.IncentiveRow) views.IncentiveRow {
	row := views.IncentiveRow{Customer: x.Customer.Name, TenantID: x.TenantID, Subscription: x.Subscription, Product: p.Products[x.Product].Name,
		Nominated: x.Nominated, Level: p.LevelID(x.Level)}
	if x.Competency >= 0 {
		row.Competency = p.Competencies[x.Competency].Name
	}
	for _, k := range x.Counting {
		row.Counting = append(row.Counting, p.Competencies[k].Name)
	}
	return row
}
