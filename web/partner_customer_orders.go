package web

import (
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

// orderRows are orders as pages show them.
func orderRows(p *programme.Programme, orders []directory.Order) (rows []views.Order) {
	for _, o := range orders {
		rows = append(rows, views.Order{ID: o.ID, PartnerID: o.PartnerID, Subscription: o.Subscription, Product: p.Products[o.Product].Name,
			At: o.At.In(p.Zone), Seats: o.Seats, ImportID: o.Import, Line: o.Line})
	}
	return rows
}
