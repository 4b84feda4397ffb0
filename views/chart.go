package views

import (
	"math"
	"strconv"

	"shimei/store/programme"
)

// The chart of months, in pixels from its top. Across, all is in parts of its width, so that letters keep
// their size at any width.
const (
	chartTop    = 26  // where the plot begins
	chartPlot   = 170 // how high it is
	chartHeight = 244
	chartLabel  = 15 // how far apart the words of two lines are at least
	leastColumn = 2  // how high a small figure is drawn, so that it is seen
)

// ChartState tells what a column is of.
type ChartState string

// The states of a column. One in progress has what is in so far.
const (
	ChartCounted  ChartState = "counted"
	ChartProgress ChartState = "progress"
	ChartAhead    ChartState = "ahead"
)

// ChartColumn is one month of a chart.
type ChartColumn struct {
	TrendPoint
	State ChartState
	Path  string // the lines of the month; empty for none
}

// chartPlace is where a column stands: across in parts of the width, down in pixels.
type chartPlace struct {
	step, x, width float64
	top, height    float64
}

// place returns where the figure n of column k of so many is drawn.
func (s span) place(k, columns int, n int64) chartPlace {
	p := chartPlace{step: 100 / float64(max(columns, 1))}
	p.x, p.width = p.step*(float64(k)+0.14), p.step*0.72
	p.top, p.height = s.piece(0, n)
	if n != 0 && p.height < leastColumn {
		if p.height = leastColumn; n > 0 {
			p.top = s.down(0) - leastColumn
		}
	}
	return p
}

// piece returns where the part between two figures is drawn.
func (s span) piece(from, to int64) (top, height float64) {
	a, b := s.down(from), s.down(to)
	return min(a, b), math.Abs(a - b)
}

// down returns how far below the top of the chart a figure stands.
func (s span) down(n int64) float64 { return chartTop + s.below(n, chartPlot) }

// across writes a part of the width, and px pixels.
func across(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) + "%" }

func px(y float64) string { return strconv.FormatFloat(y, 'f', 2, 64) }

// monthBrief writes a month below a column: Apr, or 4月.
func (l *Locale) monthBrief(m programme.Month) string {
	if l.Language() == "ja" {
		return strconv.Itoa(int(m.Number())) + "月"
	}
	return m.Number().String()[:3]
}

// yearOf writes the year of a month: 2016, or 2016年.
func (l *Locale) yearOf(m programme.Month) string {
	if l.Language() == "ja" {
		return strconv.Itoa(m.Year()) + "年"
	}
	return strconv.Itoa(m.Year())
}

// yearBegins reports whether the year stands below the month at place k: at each January, and at the first
// month where there is room for it.
func yearBegins(first programme.Month, k int) bool {
	m := int(first) + k
	return m%12 == 0 || k == 0 && m%12 < 10
}

// isQuarter reports whether a quarter begins with the month: where there is little room only those are named.
func isQuarter(m programme.Month) bool { return int(m)%3 == 0 }

func months(n int) programme.Month { return programme.Month(n) }
