package views

import (
	"math"

	"shimei/store/programme"
)

// TrendPoint is a figure of one month.
type TrendPoint struct {
	Month  programme.Month
	Figure *int64 // nil where the month has no facts
}

// Trend is a figure month by month, the latest last.
type Trend []TrendPoint

// trendOf returns the figures of the months from first on. Months before earliest have no facts.
func trendOf(first, earliest programme.Month, figures []int64) Trend {
	t := make(Trend, len(figures))
	for k := range figures {
		t[k].Month = first + programme.Month(k)
		if t[k].Month >= earliest {
			t[k].Figure = &figures[k]
		}
	}
	return t
}

// last returns the latest month, or nil where there is none.
func (t Trend) last() *TrendPoint {
	if len(t) == 0 {
		return nil
	}
	return &t[len(t)-1]
}

// before returns the month before the latest, or nil where there is none.
func (t Trend) before() *TrendPoint {
	if len(t) < 2 {
		return nil
	}
	return &t[len(t)-2]
}

// span is from the least to the greatest figure of a drawing, and always takes in 0.
type span struct{ least, most int64 }

// spanOf returns the span of some trends, and whether any month has facts.
func spanOf(trends ...Trend) (s span, any bool) {
	for _, t := range trends {
		for _, p := range t {
			if p.Figure != nil {
				s.least, s.most, any = min(s.least, *p.Figure), max(s.most, *p.Figure), true
			}
		}
	}
	return s, any
}

// whole is how much the span is: as floating point, because two whole numbers may be further
// apart than one can hold.
func (s span) whole() float64 {
	if s.least == s.most {
		return 1
	}
	return float64(s.most) - float64(s.least)
}

// below returns how far below the top of a drawing a figure stands, of a height and in its
// unit. Where all is 0, 0 stands at the bottom.
func (s span) below(n int64, height float64) float64 {
	if s.least == s.most {
		return height
	}
	return (float64(s.most) - float64(n)) / s.whole() * height
}

// needsWithin are the needs that lie above 0 and no higher than a drawing's greatest figure.
func needsWithin(needs []Need, s span) (within []Need) {
	for _, n := range needs {
		if n.Needed > 0 && n.Needed <= s.most {
			within = append(within, n)
		}
	}
	return within
}

// The drawings of months, in pixels.
const (
	trendHeight = 32
	sparkWidth  = 96
	sparkHeight = 24
	sparkEdge   = 3 // is left free around the line
)

// columns draws the months that have facts, on a span: a column up from 0, or down from it; a
// hairline for 0 itself; and nothing for a month without facts.
func (t Trend) columns(s span) markup {
	return func(page []byte) []byte {
		step := 10000 / float64(max(len(t), 1))
		for k, p := range t {
			if p.Figure == nil {
				continue
			}
			page = append(page, "<rect"...)
			if *p.Figure == 0 {
				page = append(page, ` class="zero"`...)
			}
			top, height := s.column(*p.Figure)
			page = decimal(append(page, ` x="`...), hundredths(step*float64(k)))
			page = decimal(append(page, `%" y="`...), hundredths(100*top))
			page = decimal(append(page, `" width="`...), hundredths(0.78*step))
			page = decimal(append(page, `%" height="`...), hundredths(100*height))
			page = append(page, `" rx="1"></rect>`...)
		}
		return page
	}
}

// column returns where a figure's column begins and how high it is, in pixels. It is one high
// at least, so that it is seen.
func (s span) column(n int64) (top, height float64) {
	zero := s.below(0, trendHeight)
	height = max(1, math.Abs(float64(n))/s.whole()*trendHeight)
	if n == 0 {
		height = 0.5
	}
	if top = zero; n >= 0 {
		top -= height
	}
	return max(0, min(top, trendHeight-height)), height
}

// line draws the months that have facts as a line, which breaks off where one has none.
func (t Trend) line(s span) markup {
	return func(page []byte) []byte {
		page = append(page, `<path d="`...)
		drawn := false
		for k, p := range t {
			if p.Figure == nil {
				drawn = false
				continue
			}
			x, y := t.spot(k, s)
			page = append(page, map[bool]byte{false: 'M', true: 'L'}[drawn])
			page = decimal(append(decimal(page, x), ' '), y)
			if alone := !drawn && (k+1 == len(t) || t[k+1].Figure == nil); alone {
				page = append(page, "h0"...) // which is drawn as a dot
			}
			drawn = true
		}
		page = append(page, `"></path>`...)
		if last := t.last(); last != nil && last.Figure != nil {
			x, y := t.spot(len(t)-1, s)
			page = decimal(append(page, `<circle cx="`...), x)
			page = decimal(append(page, `" cy="`...), y)
			page = append(page, `" r="2.5"></circle>`...)
		}
		return page
	}
}

// spot is where the month at place k, which has facts, stands in a line, in hundredths of a
// pixel.
func (t Trend) spot(k int, s span) (x, y int) {
	step := float64(sparkWidth-2*sparkEdge) / float64(max(len(t)-1, 1))
	return hundredths(100 * (sparkEdge + step*float64(k))),
		hundredths(100 * (sparkEdge + s.below(*t[k].Figure, sparkHeight-2*sparkEdge)))
}

// monthRows writes a row for each month of trends that are of the same months, with a figure
// for each of them.
func monthRows(f Frame, money bool, trends ...Trend) markup {
	return func(page []byte) []byte {
		for k, p := range trends[0] {
			page = text(append(page, `<tr><th scope="row">`...), f.L.Month(p.Month))
			page = append(page, `</th>`...)
			for _, t := range trends {
				page = text(append(page, `<td class="num">`...), t[k].figureOf(f, money))
				page = append(page, `</td>`...)
			}
			page = append(page, `</tr>`...)
		}
		return page
	}
}

// figureOf writes the figure of a month, or that it has no facts.
func (p TrendPoint) figureOf(f Frame, money bool) string {
	if p.Figure == nil {
		return f.T("trend.no_facts")
	}
	return f.amount(*p.Figure, money)
}
