package programme

import (
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/toml"
)

func (t table) loadProducts(p *Programme) {
	tables := t.tables("product", "a product", "id", "name", "workloads", "combine", "takes")
	ids := idsOf(tables)
	for k, entry := range tables {
		product := Product{ID: ids[k], Name: entry.name(), Workloads: texts(entry.list("workloads")), Combine: CombineSum}
		// A metered product has no workloads, and then nothing to combine.
		if len(product.Workloads) > 0 || entry.Find("combine") != nil {
			product.Combine = toml.OneOf(entry.Table, "combine", CombineSum, CombineMax)
		}
		product.Takes = entry.takes(len(product.Workloads) > 0)
		p.Products = append(p.Products, product)
	}
}

// takes returns the amounts that a product takes.
func (t table) takes(workloads bool) []Amount {
	if v := t.Find("takes"); v == nil {
		if workloads {
			return []Amount{AmountSeats, AmountActiveUsers}
		}
		return []Amount{AmountConsumed}
	} else if v.Kind == unstable.Array && len(v.Items) == 0 {
		t.Refuse(v.Offset, "takes is empty: name one or more of %s", toml.Quoted(amounts))
	}
	var takes []Amount
	for _, n := range t.list("takes") {
		if !slices.Contains(amounts, Amount(n.Text)) {
			t.Refuse(n.Offset, "takes cannot have %q: it has one or more of %s", n.Text, toml.Quoted(amounts))
		}
		takes = append(takes, Amount(n.Text))
	}
	return takes
}

var amounts = []Amount{AmountSeats, AmountActiveUsers, AmountConsumed}

func (t table) loadRoutes(p *Programme) {
	tables := t.tables("route", "a route",
		"id", "name", "scope", "exclusive", "opened_by", "accepted_by", "claims", "review", "from", "products", "benefits")
	ids := idsOf(tables)
	for k, entry := range tables {
		route := Route{
			ID:        ids[k],
			Name:      entry.name(),
			Scope:     toml.OneOf(entry.Table, "scope", ScopeSubscription, ScopeTenant),
			Exclusive: entry.Flag("exclusive"),
			OpenedBy:  toml.OneOf(entry.Table, "opened_by", "customer", "partner", "vendor"),
			Products:  entry.products(p),
			Benefits:  texts(entry.list("benefits")),
		}
		if entry.Find("from") != nil {
			route.From = entry.month("from")
		}
		entry.loadRequests(&route)
		p.Routes = append(p.Routes, route)
	}
	t.checkRoutes(p, tables)
}

// loadRequests reads what may be asked for by a route. Unless the file says otherwise, the customer
// decides about its tenant, and the vendor about a subscription and about what it opens itself.
func (t table) loadRequests(r *Route) {
	switch {
	case r.OpenedBy == OpenedByCustomer || r.ID == Seller:
	case r.OpenedBy == "partner" && r.Scope == ScopeTenant:
		r.Accepts = OpenedByCustomer
	default:
		r.Accepts = "vendor"
	}
	if v := t.Find("accepted_by"); v != nil {
		if r.Accepts == "" {
			t.Refuse(v.Offset, "no partner asks for the route %q, so nobody accepts it: leave accepted_by out", r.ID)
		}
		r.Accepts = toml.OneOf(t.Table, "accepted_by", OpenedByCustomer, "vendor")
	}
	if v := t.Find("claims"); v != nil {
		r.Claims = t.Flag("claims")
		if r.Claims && (r.OpenedBy != OpenedByCustomer || r.Scope == ScopeTenant && r.ID != DPOR) {
			t.Refuse(v.Offset, "the route %q takes no claims: what is claimed is a nomination of a subscription that was not made", r.ID)
		}
	}
	r.Review = ReviewNone
	if v := t.Find("review"); v != nil {
		r.Review = toml.OneOf(t.Table, "review", ReviewNone, ReviewFlagged, ReviewAll)
		if r.Review != ReviewNone && r.OpenedBy != OpenedByCustomer {
			t.Refuse(v.Offset, "the route %q has no nominations to review: the customer does not open it", r.ID)
		}
	}
}

// checkRoutes refuses a programme without the routes that a nomination (R5) and a sale
// open, or with others of their names.
func (t table) checkRoutes(p *Programme, tables []table) {
	for _, fixed := range []struct{ id, opened string }{{DPOR, "a nomination"}, {Seller, "a sale"}} {
		k, found := p.Route(fixed.id)
		if !found {
			if len(tables) > 0 {
				t.Refuse(tables[0].Offset, "there is no route %q, which %s opens: add it", fixed.id, fixed.opened)
			}
			continue
		}
		v := tables[k].Find("scope")
		if p.Routes[k].Scope == ScopeTenant {
			t.Refuse(v.Offset, "the route %q is of scope \"tenant\", but %s is of one subscription: make it %q",
				fixed.id, fixed.opened, ScopeSubscription)
		}
		v = tables[k].Find("exclusive")
		if fixed.id == DPOR && v != nil && v.Kind == unstable.Bool && !p.Routes[k].Exclusive {
			t.Refuse(v.Offset, "the route %q is not exclusive, but %s ends the one before: make it true",
				fixed.id, fixed.opened)
		}
	}
}
