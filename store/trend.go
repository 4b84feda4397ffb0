package store

import (
	"context"

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

// Trends returns an account's trend in every competency, in the programme's order, with the
// requirements of the version in force in month e. What lies ahead is told for the latest
// month with usage facts, and for windows of several months: of a single month everything
// is still to come.
func (s *Store) Trends(ctx context.Context, account int64, e programme.Month) (all []Trend, err error) {
	err = s.view(ctx, func(t *tx) error {
		kept, err := t.keptThrough()
		if err != nil {
			return err
		}
		longest := programme.Month(0)
		for measure := range t.p.Measures {
			first, last := t.p.Window(measure, 0)
			longest = max(longest, last-first)
		}
		c, err := t.credits("account_id = $1 AND month BETWEEN $2 AND $3", account, e-trendMonths+1-longest, e+ahead)
		if err != nil {
			return err
		}
		for k := range t.p.Competencies {
			one, err := t.trend(c, account, &t.p.Competencies[k], e, kept.any && e == kept.latest)
			if err != nil {
				return err
			}
			all = append(all, one)
		}
		return nil
	})
	return all, err
}

func (t *tx) trend(c credits, account int64, competency *programme.Competency, e programme.Month, latest bool) (Trend, error) {
	one := Trend{First: e - trendMonths + 1}
	v := competency.VersionAt(e)
	if v == nil {
		return one, nil
	}
	for _, r := range v.Requirements {
		past, err := t.figures(c, account, r.Measure, one.First, e)
		if err != nil {
			return one, err
		}
		var next []int64
		if latest && t.p.MetricOf(r).Months > 1 {
			if next, err = t.figures(c, account, r.Measure, e+1, e+ahead); err != nil {
				return one, err
			}
		}
		one.Past, one.Ahead = append(one.Past, past), append(one.Ahead, next)
	}
	return one, nil
}

// figures returns a measure's figures in the months from … through.
func (t *tx) figures(c credits, account int64, measure int, from, through programme.Month) (figures []int64, err error) {
	for e := from; e <= through; e++ {
		figure, err := t.p.Figure(measure, func(m programme.Month) int64 { return c[creditKey{account, m, measure}] }, e)
		if err != nil {
			return nil, err
		}
		figures = append(figures, figure)
	}
	return figures, nil
}
