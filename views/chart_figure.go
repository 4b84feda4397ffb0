package views

import "shimei/store/programme"

// FigureChart is a requirement's figure month by month against what the levels need.
type FigureChart struct {
	Metric  programme.Text
	Money   bool // figures are minor units
	Columns []ChartColumn
	Needs   []Need      // of the levels in the page's month, lowest first
	Parts   []ChartPart // what the figures of the counted months are made of; empty draws them whole
}

// ChartPart is a part of each figure: what one product, or one route, adds to it.
type ChartPart struct {
	Name    programme.Text
	Figures []int64 // by column, of those that are counted
}

// The ways that a figure is split.
const (
	ByRoute   = "route"
	ByProduct = "product"
)

// NewFigureChart returns the chart of a requirement. Months from begun through latest are in progress; begun
// is 0 for none. path is the address of a month's lines, empty for none.
func NewFigureChart(r RequirementCard, begun, latest programme.Month, path func(programme.Month) string) FigureChart {
	c := FigureChart{Metric: r.Metric, Money: r.Money, Needs: r.Needs}
	add := func(p TrendPoint, state ChartState) {
		if begun != 0 && p.Month >= begun && p.Month <= latest {
			state = ChartProgress
		}
		column := ChartColumn{TrendPoint: p, State: state}
		if p.Figure != nil {
			column.Path = path(p.Month)
		}
		c.Columns = append(c.Columns, column)
	}
	for _, p := range r.Trend {
		add(p, ChartCounted)
	}
	if r.SoFar != nil {
		add(*r.SoFar, ChartProgress)
	}
	for k := range r.Ahead {
		add(TrendPoint{Month: r.Ahead[k].Month, Figure: &r.Ahead[k].Left}, ChartAhead)
	}
	return c
}

// span takes in all figures, with their parts, and all needs.
func (c FigureChart) span() (s span) {
	for k, column := range c.Columns {
		if column.Figure != nil {
			s.least, s.most = min(s.least, *column.Figure), max(s.most, *column.Figure)
		}
		for _, x := range c.pieces(k) {
			s.least, s.most = min(s.least, x.to), max(s.most, x.to)
		}
	}
	for _, n := range c.Needs {
		s.most = max(s.most, n.Needed)
	}
	return s
}

// chartPiece is a part of one column, between two figures.
type chartPiece struct {
	part     int
	from, to int64
}

// pieces stacks the parts of a column: those above 0 up, and those below it down.
func (c FigureChart) pieces(k int) (list []chartPiece) {
	var up, down int64
	for part, x := range c.Parts {
		switch n := x.figure(k); {
		case n > 0:
			list = append(list, chartPiece{part, up, up + n})
			up += n
		case n < 0:
			list = append(list, chartPiece{part, down, down + n})
			down += n
		}
	}
	return list
}

// figure is the part of column k; 0 of the columns after those that are counted.
func (x ChartPart) figure(k int) int64 {
	if k < len(x.Figures) {
		return x.Figures[k]
	}
	return 0
}

// chartLine is a line across the chart, with where its words stand.
type chartLine struct {
	Need
	y, words float64
}

// lines are those of the levels. The words of one stand above it, and above those of the level below it.
func (c FigureChart) lines(s span) (list []chartLine) {
	room := float64(chartTop + chartPlot)
	for _, n := range c.Needs {
		y := s.down(n.Needed)
		words := min(y-5, room)
		list, room = append(list, chartLine{n, y, words}), words-chartLabel
	}
	return list
}

// latest is the column of the latest month that is counted, or the last one there is.
func (c FigureChart) latest() int {
	for k := len(c.Columns) - 1; k >= 0; k-- {
		if c.Columns[k].State == ChartCounted {
			return k
		}
	}
	return len(c.Columns) - 1
}

// has reports whether a column of a state is drawn.
func (c FigureChart) has(state ChartState) bool {
	for _, column := range c.Columns {
		if column.State == state && column.Figure != nil {
			return true
		}
	}
	return false
}

// wide reports whether the months need more room than a phone is wide, to be touched one by one.
func (c FigureChart) wide() bool { return len(c.Columns) > 14 }

// question is what the chart answers. Levels are named as they are in the language.
func (c FigureChart) question(f Frame) string {
	switch len(c.Needs) {
	case 0:
		return f.T("chart.question_none")
	case 1:
		return f.T("chart.question_one", "Level", f.L.Term("level", c.Needs[0].Level))
	}
	return f.T("chart.question", "First", f.L.Term("level", c.Needs[0].Level), "Last", f.L.Term("level", c.Needs[len(c.Needs)-1].Level))
}

// answer says of each level how far the figure of the latest month is from it.
func (c FigureChart) answer(f Frame) (sentences []string) {
	if len(c.Columns) == 0 || c.Columns[c.latest()].Figure == nil {
		return nil
	}
	figure := *c.Columns[c.latest()].Figure
	for _, n := range c.Needs {
		level := f.L.Term("level", n.Level)
		if figure >= n.Needed {
			sentences = append(sentences, f.T("chart.met", "Level", level, "Over", f.amount(figure-n.Needed, c.Money)))
		} else {
			sentences = append(sentences, f.T("chart.missing", "Level", level, "Missing", f.amount(n.Needed-max(0, figure), c.Money)))
		}
	}
	return sentences
}

// described says from when to when the columns are.
func (c FigureChart) described(f Frame) string {
	return f.T("chart.desc", "From", f.L.Month(c.Columns[0].Month), "To", f.L.Month(c.Columns[len(c.Columns)-1].Month))
}

// named says in words what a column shows: its month, what the month is, and its figure.
func (c FigureChart) named(f Frame, k int) string {
	x := c.Columns[k]
	if x.Figure == nil {
		return f.T("chart.column_none", "Month", f.L.Month(x.Month))
	}
	return f.T("chart_column."+string(x.State), "Month", f.L.Month(x.Month), "Amount", f.amount(*x.Figure, c.Money))
}

// missing writes in the table what a month's figure lacks of a need; empty where it has no facts.
func (x ChartColumn) missing(f Frame, n Need, money bool) string {
	switch {
	case x.Figure == nil:
		return ""
	case *x.Figure >= n.Needed:
		return f.T("overview.met")
	}
	return f.amount(n.Needed-max(0, *x.Figure), money)
}
