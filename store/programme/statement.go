package programme

import (
	"cmp"
	"slices"
	"strings"
)

// StatementLine is one line of a closed month: the amount that a subscription, or a customer, adds to
// an account's credit. It names measure and route by their ids, so that it can be read without the
// programme file that was in force.
type StatementLine struct {
	Account      int64
	Credit       Month  // the month whose credit it is part of
	Measure      string // as MeasureID writes it
	Tenant       int64
	Subscription int64  // 0 for a line of net new customers, which is of the tenant; below 0 the key of a TenantUsage
	Month        Month  // the month that the fact is of
	Route        string // id of the route that counted
	Amount       int64  // whole numbers, or minor units where the metric is money
}

// compare orders lines by credited month, account, measure and fact, whatever their amount and route.
func (l StatementLine) compare(o StatementLine) int {
	return cmp.Or(cmp.Compare(l.Credit, o.Credit), cmp.Compare(l.Account, o.Account), cmp.Compare(l.Measure, o.Measure),
		cmp.Compare(l.Tenant, o.Tenant), cmp.Compare(l.Subscription, o.Subscription), cmp.Compare(l.Month, o.Month))
}

// MeasureID writes a measure by its metric and products, such as seats_sold:office365+crm-online. It
// stands in statements, which outlive the order of a programme file.
func (p *Programme) MeasureID(measure int) string {
	return p.Metrics[p.Measures[measure].Metric].ID + ":" + strings.Join(p.ProductIDs(measure), "+")
}

// MeasureByID returns the place of the measure with a MeasureID, and whether there is one.
func (p *Programme) MeasureByID(id string) (int, bool) {
	for k := range p.Measures {
		if p.MeasureID(k) == id {
			return k, true
		}
	}
	return 0, false
}

// Counting returns the places of the competencies that ask for a measure in month m (R9).
func (p *Programme) Counting(measure int, m Month) []int {
	var found []int
	for k := range p.Competencies {
		v := p.Competencies[k].VersionAt(m)
		if v != nil && slices.ContainsFunc(v.Requirements, func(r Requirement) bool { return r.Measure == measure }) {
			found = append(found, k)
		}
	}
	return found
}

// StatementLines calls yield for every line of the credit of month m that a tenant adds.
func (p *Programme) StatementLines(t *Tenant, m Month, yield func(StatementLine)) {
	p.Credit(t, m, func(l Line) {
		yield(StatementLine{Account: l.Account, Credit: m, Measure: p.MeasureID(l.Measure), Tenant: l.Tenant,
			Subscription: l.Subscription, Month: l.Month, Route: p.Routes[l.Reached[0].Route].ID, Amount: l.Amount})
	})
}

// Corrections returns the lines that bring the held lines of statements to those that the facts give
// now: held and the corrections together sum, fact by fact, to the amount of now. A line whose amount is right is not corrected, whichever route counts by now. The
// error is of a sum beyond 2^63 (R11).
func Corrections(held, now []StatementLine) ([]StatementLine, error) {
	all := make([]StatementLine, 0, len(held)+len(now))
	for _, l := range held {
		l.Amount = -l.Amount
		all = append(all, l)
	}
	all = append(all, now...) // after those that are held: its route is what a correction names
	slices.SortStableFunc(all, StatementLine.compare)
	var corrections []StatementLine
	for len(all) > 0 {
		sum := all[0]
		n := 1
		for ; n < len(all) && all[n].compare(sum) == 0; n++ {
			var err error
			if sum.Amount, err = Add(sum.Amount, all[n].Amount); err != nil {
				return nil, err
			}
			sum.Route = all[n].Route
		}
		if sum.Amount != 0 {
			corrections = append(corrections, sum)
		}
		all = all[n:]
	}
	return corrections, nil
}
