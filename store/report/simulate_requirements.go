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
	Short         int64  // what the new need for the level that is lost lacks; 0 for none, or not by this
	Spare         *int64 // what is beyond the new need for the level that is gained; nil where there is none
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
		paired[k].Short, paired[k].Spare = s.against(row, &paired[k])
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

// against compares a requirement's figure with what the new programme needs: what is short of the
// level that is lost, or to spare at the level that is gained. The need of the programme in force is
// no measure of either, for nobody will have to meet it. It is neither where the new programme does not
// ask for the requirement, or does not have the level.
func (s *Simulation) against(row SimulatedRow, r *SimulatedRequirement) (short int64, spare *int64) {
	level := s.Before.LevelID(row.Before.Level)
	if row.Move == Gains {
		level = s.After.LevelID(row.After.Level)
	}
	needed := r.After.Needed(s.After, level)
	if needed == nil {
		return 0, nil
	}
	switch over := r.After.Credited - *needed; row.Move {
	case Loses:
		return max(0, -over), nil
	case Gains:
		return 0, &over
	}
	return 0, nil
}
