package programme

// Takes reports whether the programme takes requests of a way by a route at an instant (R3): a partner
// asks for what the customer or the vendor accepts, an admin opens what the vendor opens, and what a route
// does not credit yet is not asked for yet. The seller comes of sales alone.
func (p *Programme) Takes(w Way, route int, now Instant) bool {
	r := &p.Routes[route]
	open := len(r.Products) > 0 && p.MonthAt(now) >= r.From
	switch w {
	case WayDelegation:
		return r.Accepts == OpenedByCustomer && r.Scope == ScopeTenant && open
	case WayExtension:
		return r.Accepts == OpenedByCustomer
	case WayApplication:
		return r.Accepts == "vendor" && open
	case WayAssignment:
		return r.OpenedBy == "vendor" && r.ID != Seller && open
	case WayClaim:
		return r.Claims && open
	case WayCorrection:
		return r.ID != Seller
	}
	return false
}

// AtDesk reports whether somebody at the vendor opens associations by the route, or decides on what partners ask
// for by it.
func (r *Route) AtDesk() bool {
	return r.ID != Seller && (r.OpenedBy == "vendor" || r.Accepts == "vendor")
}
