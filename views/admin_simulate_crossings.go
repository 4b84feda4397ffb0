package views

import (
	"slices"
	"strconv"
	"strings"

	"shimei/store/programme"
)

// drawnCrossings is how many partners a drawing has at most.
const drawnCrossings = 25

// Crossing draws the partners that cross a threshold of one requirement.
type Crossing struct {
	Competency programme.Text
	SimulatedRequirement
	Rows []CrossingRow // the largest figure first
	All  int           // how many cross; Rows may be the first of them
}

// CrossingRow is one partner that crosses a threshold.
type CrossingRow struct {
	Move   SimulatedMove
	Figure int64
}

// crossings are the drawings of a simulation: one for each requirement by which a level is gained or lost, in the
// order in which the moves tell of them.
func (r *SimulateResult) crossings() (list []Crossing) {
	for _, m := range r.Moves {
		for _, x := range m.Requirements {
			if x.After == nil || x.Short == 0 && x.Spare == nil {
				continue
			}
			k := slices.IndexFunc(list, func(c Crossing) bool { return c.Competency == m.Competency && c.same(x) })
			if k < 0 {
				k, list = len(list), append(list, Crossing{Competency: m.Competency, SimulatedRequirement: x})
			}
			list[k].Rows = append(list[k].Rows, CrossingRow{m, *x.After})
		}
	}
	for k := range list {
		c := &list[k]
		c.All = len(c.Rows)
		slices.SortStableFunc(c.Rows, func(a, b CrossingRow) int { return int(max(-1, min(1, b.Figure-a.Figure))) })
		c.Rows = c.Rows[:min(drawnCrossings, len(c.Rows))]
	}
	return list
}

// same reports whether another requirement measures the same.
func (r SimulatedRequirement) same(other SimulatedRequirement) bool {
	return r.Metric == other.Metric && slices.Equal(r.Products, other.Products)
}

// span is from nothing to the largest figure or threshold.
func (c Crossing) span() (s span) {
	for _, n := range c.Needs {
		for _, need := range []*int64{n.Before, n.After} {
			if need != nil {
				s.most = max(s.most, *need)
			}
		}
	}
	for _, row := range c.Rows {
		s.least, s.most = min(s.least, row.Figure), max(s.most, row.Figure)
	}
	return s
}

// along is where an amount stands in a drawing, which leaves room for the dots at both ends.
func (s span) along(n int64) string {
	return strconv.FormatFloat(3+94*(float64(n)-float64(s.least))/s.whole(), 'f', 2, 64) + "%"
}

// thresholds says what each level needs, in force and simulated.
func (c Crossing) thresholds(f Frame) string {
	var words []string
	for _, n := range c.Needs {
		words = append(words, f.T("simulate.thresholds", "Level", f.L.Term("level", n.Level), "Change", f.change(n.Before, n.After, c.Money)))
	}
	return strings.Join(words, f.T("list.separator"))
}
