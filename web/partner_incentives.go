package web

import (
	"strconv"
	"strings"

	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

func init() {
	add(entry{path: views.IncentivesPath, audience: views.Partner, section: "customers", get: incentivesPage, file: incentivesFile})
}

// incentivesPage says of each subscription that the account reaches which half of the usage
// incentive is missing.
func incentivesPage(r *request) (views.Page, error) {
	account, err := r.Store.Account(r.ctx(), r.who.Scope())
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.IncentivesPage{Account: partnerRef(account.Partner), Filter: r.customerQuery(), Routes: routeOptions(p)}
	if page.Link, err = r.ownLink(); err != nil {
		return nil, err
	}
	page.List = r.walk(views.IncentivesPath, page.Filter.Query())
	found, next, count, err := r.Store.Incentives(r.ctx(), r.who.Scope(), customerFilter(page.Filter), cursor(page.List.After), pageRows)
	page.Count = count
	page.Rows = walked(&page.List, found, next, func(x report.IncentiveRow) views.IncentiveRow { return incentiveRow(p, x) })
	return page, err
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

// incentivesFile is the same as a file.
func incentivesFile(r *request) (file, error) {
	p, err := r.programme()
	columns := []string{"customer", "tenant_id", "subscription_id", "product", "nominated", "level", "competency", "counting", "eligible"}
	return file{name: "incentives", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachIncentive(r.ctx(), r.who.Scope(), customerFilter(r.customerQuery()), func(x report.IncentiveRow) error {
			return write(incentiveCells(p, x)...)
		})
	}}, err
}

func incentiveCells(p *programme.Programme, x report.IncentiveRow) []any {
	var competency any
	if x.Competency >= 0 {
		competency = p.Competencies[x.Competency].ID
	}
	var counting []string
	for _, k := range x.Counting {
		counting = append(counting, p.Competencies[k].ID)
	}
	return []any{x.Customer.Name, x.TenantID, x.Subscription, p.Products[x.Product].ID, strconv.FormatBool(x.Nominated), p.LevelID(x.Level),
		competency, strings.Join(counting, " "), strconv.FormatBool(x.Eligible())}
}
