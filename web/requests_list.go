package web

import (
	"shimei/store/db"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.RequestsPath, audience: views.Customer, section: "access", get: requestsPage, file: requestsFile})
	add(entry{path: views.PartnerRequestsPath, audience: views.Partner, section: "requests", place: 35, get: requestsPage, file: requestsFile})
}

// requestsPage lists the requests that a customer, or a partner's account, sees.
func requestsPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.RequestsPage{Filter: r.requestQuery()}
	page.List = r.list(r.Path(), page.Filter.Query(), requests.Order)
	page.Rows, page.Count, err = listed(r, &page.List, requests.Order, func(part db.Part) ([]requests.Request, int64, error) {
		return r.Store.Requests(r.ctx(), r.who, r.requestFilter(page.Filter), part)
	}, func(q requests.Request) (int64, views.RequestView) { return q.Key, requestView(p, q, r.now()) })
	return page, err
}

// requestsFile is the same as a file.
func requestsFile(r *request) (file, error) {
	p, err := r.programme()
	columns := []string{"reference", "way", "state", "route", "partner_id", "partner", "tenant_id", "customer", "subscription_id", "product", "name", "days",
		"due", "asked_at", "asked_by"}
	return file{name: "requests", columns: columns, rows: func(write func(...any) error) error {
		filter := r.requestFilter(r.requestQuery())
		return r.Store.EachRequest(r.ctx(), r.who, filter, r.sort(requests.Order), func(q requests.Request) error {
			return write(requestCells(p, q, r.now())...)
		})
	}}, err
}

func requestCells(p *programme.Programme, q requests.Request, now programme.Instant) []any {
	return []any{q.Reference, string(q.Life.Way), string(q.Life.State), p.Routes[q.Route].ID, q.Partner.ID, q.Partner.Name, q.TenantID, q.CustomerName,
		q.Subscription, productID(p, q.Product), q.Name, daysCell(q.Life.Days), dueCell(p, &q.Life, now), moment(q.AskedAt, p.Zone), q.AskedBy}
}

// daysCell is a number of days; nil for a request that is for none.
func daysCell(days int) any {
	if days == 0 {
		return nil
	}
	return int64(days)
}

// requestQuery reads the filter from the query.
func (r *request) requestQuery() views.RequestFilter {
	return views.RequestFilter{State: r.choice("waiting", views.FilterWaiting, views.FilterOver), Way: r.QueryParam("way"), Name: r.text("name")}
}

// requestFilter lets through what the query asks for. What it names is the other side.
func (r *request) requestFilter(v views.RequestFilter) requests.Filter {
	f := requests.Filter{Way: programme.Way(v.Way)}
	if v.State != "" {
		waiting := v.State == views.FilterWaiting
		f.Waiting = &waiting
	}
	if r.who.Partner != 0 {
		f.Customer = v.Name
	} else {
		f.Partner = v.Name
	}
	return f
}
