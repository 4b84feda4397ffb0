package facts

import (
	"slices"

	"shimei/store/programme"
)

// Example returns all columns of a kind, and a row of it that can be imported under a programme once the
// examples of the kinds before it are in.
func Example(k Kind, p *programme.Programme) (columns, row []string) {
	product := &p.Products[0]
	for place := range p.Products {
		if len(p.Products[place].Workloads) > 0 {
			product = &p.Products[place]
			break
		}
	}
	cells := map[string]string{"partner_id": "P-1001", "tenant_id": "T-2001", "subscription_id": "S-3001", "order_id": "O-4001",
		"country": "JP", "product": product.ID, "seats": "25"}
	for name, value := range exampleOf(k, p, product) {
		cells[name] = value
	}
	columns, row = namesOf(k), nil
	for _, name := range columns {
		row = append(row, cells[name])
	}
	return columns, row
}

// exampleOf has what only a row of that kind has, or has otherwise.
func exampleOf(k Kind, p *programme.Programme, product *programme.Product) map[string]string {
	switch k {
	case Partners:
		return map[string]string{"name": "Example Partner", "status": "active", "email": "info@partner.example", "as_of": "2016-01-01"}
	case Customers:
		return map[string]string{"name": "例示商事", "domain": "customer.example", "reading": "れいじしょうじ"}
	case Subscriptions:
		return map[string]string{"kind": "paid", "licensing": "direct", "start_date": "2016-01-15", "end_date": "2017-01-15",
			"renewal_date": "2017-01-15", "auto_renew": "true", "as_of": "2016-01-15"}
	case Rates:
		currency := "EUR"
		if p.Currency == currency {
			currency = "USD"
		}
		return map[string]string{"month": "2016-04", "currency": currency, "rate": "1.0837"}
	case Usage:
		workload := ""
		if len(product.Workloads) > 0 {
			workload = product.Workloads[0]
		}
		return map[string]string{"tenant_id": "", "product": "", "month": "2016-04", "workload": workload, "available_seats": "25", "assigned_seats": "20", "active_users": "18"}
	case Sales:
		return map[string]string{"date": "2016-01-15"}
	}
	place := slices.IndexFunc(p.Routes, func(r programme.Route) bool { return r.Scope == programme.ScopeTenant })
	route := p.Routes[max(place, 0)]
	other := "tenant_id"
	if place >= 0 {
		other = "subscription_id"
	}
	return map[string]string{"route": route.ID, other: "", "from": "2016-01-15", "to": "2017-01-15"}
}
