package store

import "shimei/store/programme"

// trendMonths is how many months a trend has: a year and the month that it is compared with.
const trendMonths = 13

// Trend is how the figures of an account's competency went, and how they go on if nothing
// new comes.
type Trend struct {
	First programme.Month // of Past
	Past  [][]int64       // by requirement and month: the evaluated month is the last
	Ahead [][]int64       // by requirement: in each of the next three months; nil where it says nothing
}

const selectKeptOf = "SELECT month, measure, amount FROM credits WHERE account_id = $1 AND month BETWEEN $2 AND $3"

// keptOf returns the kept credits of an account that its trends at month e are made of, and
// its figures.
func (t *tx) keptOf(account int64, e programme.Month) (amounts, error) {
	first := t.firstOfFigures(e - trendMonths + 1)
	months, measures := int(e+ahead-first)+1, len(t.p.Measures)
	kept := make([]int64, months*measures)
	var month, measure, amount whole
	dest := []any{&month, &measure, &amount}
	err := t.each(func(scan func(...any) error) error {
		err := scan(dest...)
		if err == nil {
			kept[(int(month)-int(first))*measures+int(measure)] = int64(amount)
		}
		return err
	}, selectKeptOf, account, first, e+ahead)
	return func(measure int, m programme.Month) int64 { return kept[int(m-first)*measures+measure] }, err
}

// trends returns an account's trend in every competency, in the programme's order, with the
// requirements of the version in force in month e. What lies ahead is told for the latest
// month with usage facts, and for windows of several months: of a single month everything
// is still to come.
func (t *tx) trends(its amounts, e programme.Month) ([]Trend, error) {
	kept, err := t.keptThrough()
	if err != nil {
		return nil, err
	}
	all := make([]Trend, 0, len(t.p.Competencies))
	for k := range t.p.Competencies {
		one, err := t.trend(its, &t.p.Competencies[k], e, kept.any && e == kept.latest)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

func (t *tx) trend(its amounts, competency *programme.Competency, e programme.Month, latest bool) (Trend, error) {
	one := Trend{First: e - trendMonths + 1}
	v := competency.VersionAt(e)
	if v == nil {
		return one, nil
	}
	for _, r := range v.Requirements {
		past, err := t.figures(its, r.Measure, one.First, e)
		if err != nil {
			return one, err
		}
		var next []int64
		if latest && t.p.MetricOf(r).Months > 1 {
			if next, err = t.figures(its, r.Measure, e+1, e+ahead); err != nil {
				return one, err
			}
		}
		one.Past, one.Ahead = append(one.Past, past), append(one.Ahead, next)
	}
	return one, nil
}

// figures returns a measure's figures in the months from … through.
func (t *tx) figures(its amounts, measure int, from, through programme.Month) ([]int64, error) {
	figures := make([]int64, 0, through-from+1)
	for e := from; e <= through; e++ {
		figure, err := its.figure(t.p, measure, e)
		if err != nil {
			return nil, err
		}
		figures = append(figures, figure)
	}
	return figures, nil
}
