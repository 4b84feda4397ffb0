package report

import (
	"shimei/store/ledger"
	"shimei/store/programme"
)

// trendMonths is how many months a trend has: a year and the month that it is compared with.
const trendMonths = 13

// Trend is how the figures of an account's competency went, and how they go on if nothing
// new comes.
type Trend struct {
	First programme.Month // of Past
	Past  [][]int64       // by requirement and month: the evaluated month is the last
	Ahead [][]int64       // by requirement: in each of the next three months; nil where it says nothing
}

// keptOf returns the kept credits of an account that its trends at month e are made of, and
// its figures.
func (r Reader) keptOf(account int64, e programme.Month) (ledger.Amounts, error) {
	return r.ledger.KeptOf(account, firstOfFigures(r.p, e-trendMonths+1), e+ledger.Ahead)
}

// trends returns an account's trend in every competency, in the programme's order, with the
// requirements of the version in force in month e. What lies ahead is told for the month
// that figures are of (R10), and for windows of several months: of a single month everything
// is still to come.
func (r Reader) trends(its ledger.Amounts, e programme.Month) ([]Trend, error) {
	all := make([]Trend, 0, len(r.p.Competencies))
	for k := range r.p.Competencies {
		trend, err := r.trend(its, &r.p.Competencies[k], e, r.basis.Through != nil && e == *r.basis.Through)
		if err != nil {
			return nil, err
		}
		all = append(all, trend)
	}
	return all, nil
}

func (r Reader) trend(its ledger.Amounts, competency *programme.Competency, e programme.Month, ahead bool) (Trend, error) {
	trend := Trend{First: e - trendMonths + 1}
	v := competency.VersionAt(e)
	if v == nil {
		return trend, nil
	}
	for _, requirement := range v.Requirements {
		past, err := r.figures(its, requirement.Measure, trend.First, e)
		if err != nil {
			return trend, err
		}
		trend.Past = append(trend.Past, past)
	}
	if !ahead {
		trend.Ahead = make([][]int64, len(v.Requirements))
		return trend, nil
	}
	var err error
	trend.Ahead, err = r.ahead(its, v, e)
	return trend, err
}

// ahead returns, by requirement, the figures of the months after e if nothing new comes; nil for those of a
// single month.
func (r Reader) ahead(its ledger.Amounts, v *programme.Version, e programme.Month) ([][]int64, error) {
	all := make([][]int64, len(v.Requirements))
	for k, requirement := range v.Requirements {
		if r.p.MetricOf(requirement).Months < 2 {
			continue
		}
		next, err := r.figures(its, requirement.Measure, e+1, e+ledger.Ahead)
		if err != nil {
			return nil, err
		}
		all[k] = next
	}
	return all, nil
}

// figures returns a measure's figures in the months from … through.
func (r Reader) figures(its ledger.Amounts, measure int, from, through programme.Month) ([]int64, error) {
	figures := make([]int64, 0, through-from+1)
	for e := from; e <= through; e++ {
		figure, err := its.Figure(r.p, measure, e)
		if err != nil {
			return nil, err
		}
		figures = append(figures, figure)
	}
	return figures, nil
}
