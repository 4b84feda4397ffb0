package web

import (
	"slices"

	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// The most customers that could nominate a partner that a page shows, and that are ticked at once.
const (
	couldNominate = 200
	mayBeTicked   = 20
)

// fillNominated puts on the page the customers that could nominate the partner, where they are asked for, and
// returns by measure what the ticked ones would bring.
func (r *request) fillNominated(page *views.WhatIfPage, s shown) (brought map[int]int64, err error) {
	ticked := r.QueryParams()["customer"]
	page.Choosing = len(ticked) > 0 || r.QueryParam("choose") != ""
	if !page.Choosing {
		return nil, nil
	}
	nominated, err := r.Store.Nominated(r.ctx(), r.who.Scope(), s.month, ticked[:min(mayBeTicked, len(ticked))])
	if err != nil {
		return nil, err
	}
	brought = map[int]int64{}
	for _, n := range nominated {
		page.Customers = append(page.Customers, views.WhatIfCustomer{Name: n.Customer.Name, TenantID: n.TenantID, Ticked: true, Brings: whatIfBrought(s, n)})
		for measure, amount := range n.Added {
			if brought[measure], err = programme.Add(brought[measure], amount); err != nil {
				return nil, err
			}
		}
	}
	return brought, r.addCouldNominate(page, s.p)
}

// addCouldNominate adds the customers that the partner is associated with now by no nomination, and that are not ticked.
func (r *request) addCouldNominate(page *views.WhatIfPage, p *programme.Programme) error {
	found, _, _, err := r.Store.AccountCustomers(r.ctx(), r.who.Scope(), report.AccountCustomerFilter{}, 0, couldNominate)
	for _, c := range found {
		nominated := slices.ContainsFunc(c.Routes, func(route int) bool { return p.Routes[route].Exclusive })
		ticked := slices.ContainsFunc(page.Customers, func(x views.WhatIfCustomer) bool { return x.TenantID == c.TenantID })
		if !nominated && !ticked {
			page.Customers = append(page.Customers, views.WhatIfCustomer{Name: c.Customer.Name, TenantID: c.TenantID})
		}
	}
	return err
}

// whatIfBrought is what a customer would bring to each measure of the month.
func whatIfBrought(s shown, n report.Nominated) (list []views.WhatIfBrought) {
	for _, asked := range s.p.MeasuredAt(s.month) {
		metric := s.p.MetricOf(asked)
		x := views.WhatIfBrought{Metric: metric.Name, Products: views.ProductNames(s.p, asked), Money: metric.Money()}
		if n.Told[asked.Measure] {
			amount := n.Added[asked.Measure]
			x.Amount = &amount
		}
		list = append(list, x)
	}
	return list
}
