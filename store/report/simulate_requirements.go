package report

import (
	"slices"

	"shimei/store/programme"
)

// SimulatedRequirement is one requirement of a row: a metric over some products.
type SimulatedRequirement struct {
	Metric        *programme.Metric
	Products      []string // ids
	Before, After *SimulatedFigure
	Short         int64 // by how much the level is lost, or was missed that is gained; 0 for not by this
}

// SimulatedFigure is a figure with its thresholds on one side; a side that does not ask for
// it has none. Amounts are minor units where the metric is money.
type SimulatedFigure struct {
	Credited   int64
	Thresholds []int64 // one for each of that programme's levels
}

// requirements pairs a row's requirements by metric and products, whose order makes no
// difference.
func (s *Simulation) requirements(row SimulatedRow) []SimulatedRequirement {
	before, after := figuresOf(s.Before, row.Before), figuresOf(s.After, row.After)
	var paired []SimulatedRequirement
	for _, b := range before {
		place := slices.IndexFunc(after, func(a SimulatedRequirement) bool { return sameMeasure(a, b) })
		b.Before, b.After = b.After, nil
		if place >= 0 {
			b.After = after[place].After
			after = slices.Delete(after, place, place+1)
		}
		paired = append(paired, b)
	}
	paired = append(paired, after...)
	for k := range paired {
		paired[k].Short = s.short(row, &paired[k])
	}
	return paired
}

// figuresOf returns a side's requirements, each with its figure as After.
func figuresOf(p *programme.Programme, x Standing) []SimulatedRequirement {
	if x.Version == nil {
		return nil
	}
	var all []SimulatedRequirement
	for k, r := range x.Version.Requirements {
		all = append(all, SimulatedRequirement{Metric: p.MetricOf(r), Products: p.ProductsOf(r),
			After: &SimulatedFigure{x.Figures[k], r.Thresholds}})
	}
	return all
}

func sameMeasure(a, b SimulatedRequirement) bool {
	return a.Metric.ID == b.Metric.ID && a.Metric.Money() == b.Metric.Money() &&
		slices.Equal(slices.Sorted(slices.Values(a.Products)), slices.Sorted(slices.Values(b.Products)))
}

// short returns the amount that the new side lacks of the level that is lost, or that the old side
// lacked of the level that is gained, where that side knows the level.
func (s *Simulation) short(row SimulatedRow, r *SimulatedRequirement) int64 {
	var needed *int64
	var credited int64
	switch {
	case row.Move == Loses && r.After != nil:
		needed, credited = r.After.Needed(s.After, s.Before.LevelID(row.Before.Level)), r.After.Credited
	case row.Move == Gains && r.Before != nil:
		needed, credited = r.Before.Needed(s.Before, s.After.LevelID(row.After.Level)), r.Before.Credited
	}
	if needed == nil {
		return 0
	}
	return max(0, *needed-credited)
}
