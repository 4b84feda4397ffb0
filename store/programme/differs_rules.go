package programme

import (
	"cmp"
	"slices"
)

// orderOf returns the ids of the routes in force in a month by both programmes, in the order of p.
func orderOf(p, other *Programme, m Month) []string {
	var ids []string
	for _, r := range p.Routes {
		if k, known := other.Route(r.ID); known && r.From <= m && other.Routes[k].From <= m {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// routeRules are what figures follow from of a route in force.
type routeRules struct {
	Scope              Scope
	Exclusive          bool
	OpenedBy           string // R5a
	Products, Benefits []string
}

// routeRules returns the rules of a route in a month, nil where it is not in force. A product that the other
// programme does not know has facts of the month only once p asks for it.
func (p *Programme) routeRules(other *Programme, id string, m Month) *routeRules {
	k, known := p.Route(id)
	if !known || p.Routes[k].From > m {
		return nil
	}
	r := p.Routes[k]
	rules := &routeRules{r.Scope, r.Exclusive, r.OpenedBy, p.productIDs(r.Products), sorted(r.Benefits)}
	rules.Products = slices.DeleteFunc(rules.Products, func(product string) bool {
		_, known := other.Product(product)
		return !known && !p.asksFor(product, m)
	})
	slices.Sort(rules.Products)
	return rules
}

// asksFor reports whether a requirement in force in a month is over a product.
func (p *Programme) asksFor(product string, m Month) bool {
	for _, c := range p.Competencies {
		if v := c.VersionAt(m); v != nil {
			for _, r := range v.Requirements {
				if slices.Contains(p.ProductsOf(r), product) {
					return true
				}
			}
		}
	}
	return false
}

// requirementRules are what figures follow from of a requirement.
type requirementRules struct {
	Metric   string
	Fact     Fact
	Months   int
	Counts   Counts
	Products []productRules // by id
	Needs    []need         // lowest level first
}

type need struct {
	Level  string
	Amount int64
}

// productRules are what figures follow from of a product.
type productRules struct {
	ID        string
	Workloads []string
	Combine   Combine
}

// competencyRules returns what a competency asks for in a month, nil for nothing. The order of requirements and of
// products is that of pages.
func (p *Programme) competencyRules(id string, m Month) []requirementRules {
	k, known := p.Competency(id)
	if !known {
		return nil
	}
	v := p.Competencies[k].VersionAt(m)
	if v == nil {
		return nil
	}
	all := make([]requirementRules, 0, len(v.Requirements))
	for _, r := range v.Requirements {
		all = append(all, p.requirementRules(r))
	}
	slices.SortFunc(all, func(a, b requirementRules) int {
		return cmp.Or(cmp.Compare(a.Metric, b.Metric), slices.CompareFunc(a.Products, b.Products, byID))
	})
	return all
}

func (p *Programme) requirementRules(r Requirement) requirementRules {
	metric := p.MetricOf(r)
	rules := requirementRules{Metric: metric.ID, Fact: metric.Fact, Months: metric.Months, Counts: metric.Counts}
	for _, k := range r.Products {
		x := p.Products[k]
		rules.Products = append(rules.Products, productRules{x.ID, sorted(x.Workloads), x.Combine})
	}
	slices.SortFunc(rules.Products, byID)
	for k, level := range p.Levels {
		rules.Needs = append(rules.Needs, need{level, r.Thresholds[k]})
	}
	return rules
}

func byID(a, b productRules) int { return cmp.Compare(a.ID, b.ID) }

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }
