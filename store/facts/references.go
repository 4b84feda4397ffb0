package facts

import (
	"strings"

	"shimei/store/programme"
)

// product reads the id of one of the programme's products, as its place, or -1.
func (f *File) product(column int) int {
	id := f.cell(column, mostText)
	place, is := f.programme.ProductMeant(id)
	if id != "" && !is {
		var known []string
		for _, p := range f.programme.Products {
			known = append(known, p.ID)
		}
		f.bad(column, "the programme has no product %s; its products are %s", quote(id), strings.Join(known, ", "))
	}
	return place
}

// route reads the id of one of the programme's routes, as its place, or -1.
func (f *File) route(column int) int {
	id := f.cell(column, mostText)
	place, is := f.programme.RouteMeant(id)
	if id != "" && !is {
		var known []string
		for _, r := range f.programme.Routes {
			known = append(known, r.ID)
		}
		f.bad(column, "the programme has no route %s; its routes are %s", quote(id), strings.Join(known, ", "))
	}
	return place
}

// checkScope holds an association to the scope of its route: it is of one subscription or
// of a whole tenant, and never of both.
func (f *File) checkScope(r *AssociationRow) {
	route := &f.programme.Routes[r.Route]
	wanted, other, covers := associationSubscription, associationTenant, "one subscription"
	if route.Scope == programme.ScopeTenant {
		wanted, other, covers = other, wanted, "the whole tenant"
	}
	name := f.columns[wanted].name
	switch {
	case f.given(other) && !f.given(wanted):
		f.bad(other, "the route %s covers %s; give %s, and leave this empty", route.ID, covers, name)
	case f.given(other):
		f.bad(other, "the route %s covers %s, which %s tells; leave this empty", route.ID, covers, name)
	case !f.given(wanted):
		f.bad(wanted, "the cell is empty; the route %s covers %s: give %s", route.ID, covers, name)
	}
}
