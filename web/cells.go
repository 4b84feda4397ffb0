package web

import (
	"strconv"
	"strings"
	"time"

	"shimei/store/directory"
	"shimei/store/export"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/store/statement"
	"shimei/views"
)

// What the store remembers, as the files of lists have it: ids, and dates and months as in the
// fact files, so that a file that was taken from the portal reads like one that is fed to it.

// day is a date of a file; nil for none.
func day(i programme.Instant, zone *time.Location) any {
	if i == programme.NoEnd {
		return nil
	}
	return i.In(zone).Format(time.DateOnly)
}

// moment is an instant of a file; nil for none.
func moment(i programme.Instant, zone *time.Location) any {
	if i == programme.NoEnd {
		return nil
	}
	return i.In(zone).Format(time.RFC3339)
}

// whole is a number that may be absent.
func whole(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}

func subscriptionCells(p *programme.Programme, s directory.Subscription) []any {
	cells := []any{s.ID, p.Products[s.Product].ID, string(s.Kind), s.Licensing, whole(s.Seats), whole(s.Assigned), whole(s.Active),
		day(s.Start, p.Zone), day(s.End, p.Zone), nil, nil, nil, nil, nil}
	if s.Renewal != nil {
		cells[9] = day(*s.Renewal, p.Zone)
	}
	if s.AutoRenew != nil {
		cells[10] = strconv.FormatBool(*s.AutoRenew)
	}
	if x := s.Present; x != nil {
		cells[11], cells[12], cells[13] = x.Partner.Name, x.Partner.ID, moment(x.From, p.Zone)
	}
	return cells
}

func assignmentCells(p *programme.Programme, a directory.Association) []any {
	product := ""
	if a.Product >= 0 {
		product = p.Products[a.Product].ID
	}
	return []any{p.Routes[a.Route].ID, a.Partner.ID, a.Partner.Name, a.TenantID, a.Customer, a.Subscription, product,
		moment(a.From, p.Zone), moment(a.To, p.Zone), a.Source, a.By, a.Reference}
}

// accessCells says of usage data whether the partner sees it now.
func accessCells(p *programme.Programme, a directory.Association, now programme.Instant) []any {
	route, product := &p.Routes[a.Route], ""
	if a.Product >= 0 {
		product = p.Products[a.Product].ID
	}
	is := state(a.From, a.To, now)
	return []any{a.Partner.ID, a.Partner.Name, route.ID, a.Subscription, product, moment(a.From, p.Zone), moment(a.To, p.Zone), string(is),
		strconv.FormatBool(is == views.StateInEffect && route.Brings("usage_data")), strings.Join(route.Benefits, " ")}
}

var changeColumns = []string{"at", "kind", "subscription_id", "product", "route", "before_id", "before", "after_id", "after", "source", "by", "reference"}

func changeCells(p *programme.Programme, c directory.Change) []any {
	kind, product := string(c.Action), ""
	if c.Product >= 0 {
		product = p.Products[c.Product].ID
	}
	before, after := c.Earlier, c.Partner
	switch {
	case c.Action == "" && c.Opened:
		kind = directory.Opened
	case c.Action == "":
		kind, before, after = directory.Ended, c.Partner, nil
	}
	cells := []any{moment(c.At, p.Zone), kind, c.Subscription, product, p.Routes[c.Route].ID, nil, nil, nil, nil, c.Source, c.By, c.Reference}
	if before != nil {
		cells[5], cells[6] = before.ID, before.Name
	}
	if after != nil {
		cells[7], cells[8] = after.ID, after.Name
	}
	return cells
}

func importCells(x intake.Record) []any {
	return []any{x.Key, x.At.UTC().Format(time.RFC3339), x.Actor, x.File, string(x.Kind), string(x.State), x.Rows, x.Added, x.Changed, x.Unchanged}
}

func creditCells(p *programme.Programme, m *programme.Metric, row report.CreditRow) []any {
	return []any{row.Customer.Name, row.TenantID, p.Routes[row.Route].ID, routeIDs(p, row.Others), partnerIDs(row.Locations), amount(p, m, row.Amount)}
}

func lineCells(p *programme.Programme, m *programme.Metric, l report.Explained) []any {
	routes := ""
	if l.Reason == "" {
		routes = routeIDs(p, l.Routes)
	}
	return []any{l.Customer.Name, l.TenantID, l.Subscription, l.Month.String(), amount(p, m, l.Amount), p.Routes[l.Routes[0]].ID,
		routes, partnerIDs(l.Locations), string(l.Reason)}
}

// amount is a count as a number, and money as text, digit for digit (R11).
func amount(p *programme.Programme, m *programme.Metric, n int64) any {
	if m.Money() {
		return export.Amount(p, m, n)
	}
	return n
}

func routeIDs(p *programme.Programme, routes []int) string {
	ids := make([]string, len(routes))
	for k, route := range routes {
		ids[k] = p.Routes[route].ID
	}
	return strings.Join(ids, " ")
}

func partnerIDs(partners []directory.Partner) string {
	ids := make([]string, len(partners))
	for k, p := range partners {
		ids[k] = p.ID
	}
	return strings.Join(ids, " ")
}

func statementCells(s statement.State) []any {
	cells := []any{s.Month.String(), strconv.FormatBool(s.Facts), nil, s.ClosedBy, s.Programme.ID, s.Programme.Hash, s.Hash}
	if s.ClosedAt != nil {
		cells[2] = s.ClosedAt.UTC().Format(time.RFC3339)
	}
	return cells
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

func customerCells(p *programme.Programme, c report.AccountCustomer) []any {
	cells := []any{c.Customer.Name, c.TenantID, routeIDs(p, c.Routes), partnerIDs(c.Locations), c.Subscriptions, nil, nil, nil, nil, nil, nil}
	if u := c.Usage; u != nil {
		cells = append(cells[:5], u.Subscriptions, whole(u.Seats), whole(u.Assigned), whole(u.Active), whole(u.Unused), nil)
		if u.Renewal != nil {
			cells[10] = day(*u.Renewal, p.Zone)
		}
	}
	return cells
}
