package programme

import (
	"cmp"
	"reflect"
	"slices"
)

// DifferenceOf says what two programmes say otherwise.
type DifferenceOf string

// What figures follow from.
const (
	DiffersZone       DifferenceOf = "zone"       // when months begin and end
	DiffersRoutes     DifferenceOf = "routes"     // the order in which routes count (R2)
	DiffersRoute      DifferenceOf = "route"      // what a route is, credits or brings (R3)
	DiffersCompetency DifferenceOf = "competency" // what a competency asks for (R9)
)

// Difference is a rule that two programmes say otherwise, and the month from which figures follow the other one.
type Difference struct {
	Of   DifferenceOf
	ID   string // of the competency or the route; "" for what has none
	Name Text   // that of after, or of before where after has none
	From Month  // 0 is always
}

// Differences returns the rules by which two programmes of one currency give other figures, levels or eligibility, by
// the month from which they do. Rules are held against each other month by month, as they are in force there: what a
// programme says more, and asks for from a later month only, differs from that month. Names, and what people may do
// (who opens, claims and reviews, terms, work), are no part of a figure and change with the day of adoption.
func Differences(before, after *Programme) (all []Difference) {
	points := changePoints(before, after)
	find := func(d Difference, rules func(p, other *Programme, m Month) any) {
		k := slices.IndexFunc(points, func(m Month) bool {
			return !reflect.DeepEqual(rules(before, after, m), rules(after, before, m))
		})
		if k >= 0 {
			d.From = points[k]
			all = append(all, d)
		}
	}
	find(Difference{Of: DiffersZone}, func(p, _ *Programme, _ Month) any { return p.Zone.String() })
	find(Difference{Of: DiffersRoutes}, func(p, other *Programme, m Month) any { return orderOf(p, other, m) })
	for _, r := range either(after.Routes, before.Routes, func(r Route) string { return r.ID }) {
		find(Difference{Of: DiffersRoute, ID: r.ID, Name: r.Name}, func(p, other *Programme, m Month) any { return p.routeRules(other, r.ID, m) })
	}
	for _, c := range either(after.Competencies, before.Competencies, func(c Competency) string { return c.ID }) {
		find(Difference{Of: DiffersCompetency, ID: c.ID, Name: c.Name}, func(p, _ *Programme, m Month) any { return p.competencyRules(c.ID, m) })
	}
	slices.SortStableFunc(all, func(a, b Difference) int { return cmp.Compare(a.From, b.From) })
	return all
}

// changePoints returns the months at which rules of either programme change, beginning with always.
func changePoints(programmes ...*Programme) []Month {
	points := []Month{0}
	for _, p := range programmes {
		for _, r := range p.Routes {
			points = append(points, r.From)
		}
		for _, c := range p.Competencies {
			for _, v := range c.Versions {
				points = append(points, v.From)
			}
		}
	}
	slices.Sort(points)
	return slices.Compact(points)
}

// either returns what one of two lists has, each id once.
func either[T any](a, b []T, id func(T) string) []T {
	all := slices.Clone(a)
	for _, x := range b {
		if !slices.ContainsFunc(a, func(y T) bool { return id(x) == id(y) }) {
			all = append(all, x)
		}
	}
	return all
}
