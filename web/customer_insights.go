package web

import (
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.InsightsPath, audience: views.Customer, section: "subscriptions", get: insightsPage, file: insightsFile})
}

// insightsPage says what a customer's subscriptions say about their use.
func insightsPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	all, products, err := r.Store.Insights(r.ctx(), r.who.Customer)
	page := &views.InsightsPage{All: insightView(p, all), MayNominate: r.who.Role.May(directory.ToNominate)}
	for _, x := range products {
		page.Products = append(page.Products, insightView(p, x))
	}
	return page, err
}

func insightView(p *programme.Programme, x directory.Insight) views.Insight {
	v := views.Insight{ID: productID(p, x.Product), Subscriptions: x.Subscriptions, Without: x.Without, Unassigned: x.Unassigned, Idle: x.Idle}
	if x.Product >= 0 {
		v.Product = p.Products[x.Product].Name
	}
	if x.Bought > 0 || x.Assigned > 0 || x.Active > 0 { // a product that is metered has no seats
		v.Seats = views.Seats{Bought: &x.Bought, Assigned: &x.Assigned, Active: &x.Active}
	}
	return v
}

// insightsFile is the same as a file.
func insightsFile(r *request) (file, error) {
	p, err := r.programme()
	columns := []string{"product", "subscriptions", "without_partner_of_record", "seats", "assigned_seats", "active_seats", "unassigned_seats", "idle_seats"}
	return file{name: "insights", columns: columns, rows: func(write func(...any) error) error {
		_, products, err := r.Store.Insights(r.ctx(), r.who.Customer)
		for k := 0; k < len(products) && err == nil; k++ {
			x := products[k]
			err = write(p.Products[x.Product].ID, x.Subscriptions, x.Without, x.Bought, x.Assigned, x.Active, x.Unassigned, x.Idle)
		}
		return err
	}}, err
}
