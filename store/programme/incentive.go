package programme

import "slices"

// UsageData is the benefit of a route that lets its partner see a customer's usage.
const UsageData = "usage_data"

// SupportContact is the benefit of a route that makes its partner whom the customer turns to.
const SupportContact = "support_contact"

// UsageIncentive is the benefit of a route without which nobody is eligible for the usage
// incentive of a subscription.
const UsageIncentive = "usage_incentive"

// Incentive holds the two halves of eligibility for the usage incentive of a subscription. It is
// recognition only: nothing is paid out.
type Incentive struct {
	Nominated  bool  // a route that brings UsageIncentive reaches the subscription
	Counting   []int // places of the competencies that count the product
	Competency int   // of those, the one with the highest level, the first of several; -1 for none
	Level      int   // that is held there, as a place in Levels; -1 for none
}

// Eligible reports whether neither half is missing.
func (i Incentive) Eligible() bool { return i.Nominated && i.Level >= 0 }

// IncentiveFor returns the halves of eligibility for a product, by its place, in month m.
// levels are those that the account holds, by competency, as Level returns them.
func (p *Programme) IncentiveFor(product int, m Month, nominated bool, levels []int) Incentive {
	i := Incentive{Nominated: nominated, Counting: p.CountingProduct(product, m), Competency: -1, Level: -1}
	for _, k := range i.Counting {
		if levels[k] > i.Level {
			i.Competency, i.Level = k, levels[k]
		}
	}
	return i
}

// CountingProduct returns the places of the competencies that ask for a measure of a product
// in month m (R9).
func (p *Programme) CountingProduct(product int, m Month) (found []int) {
	for k := range p.Competencies {
		v := p.Competencies[k].VersionAt(m)
		if v != nil && slices.ContainsFunc(v.Requirements, func(r Requirement) bool {
			return slices.Contains(p.Measures[r.Measure].Products, product)
		}) {
			found = append(found, k)
		}
	}
	return found
}
