package views

import (
	"slices"

	"shimei/store/programme"
)

// TrendPoint is a figure of one month.
type TrendPoint struct {
	Month  programme.Month
	Figure *int64 // nil where the month has no facts
}

// RollOff is what leaves a window in a month to come, if nothing new comes.
type RollOff struct {
	Month  programme.Month
	Leaves int64  // what the figure loses against the month before; below 0 it gains
	Left   int64  // the figure then
	Risks  []Need // the levels that are met now and are not then, with what will be missing
}

// WithTrend returns the card with a requirement's figures of the months from first on, the
// last of which is the card's own, and of the months after it. Months before earliest have
// no facts.
func (r RequirementCard) WithTrend(first, earliest programme.Month, past, ahead []int64) RequirementCard {
	r.Trend = slices.Grow(r.Trend, len(past))
	for k := range past {
		point := TrendPoint{Month: first + programme.Month(k)}
		if point.Month >= earliest {
			point.Figure = &past[k]
		}
		r.Trend = append(r.Trend, point)
	}
	before := r.Credited
	for k, left := range ahead {
		off := RollOff{Month: first + programme.Month(len(past)+k), Leaves: before - left, Left: left}
		for _, n := range r.Needs {
			if n.Missing == 0 && left < n.Needed {
				off.Risks = append(off.Risks, Need{Level: n.Level, Needed: n.Needed, Missing: n.Needed - left})
			}
		}
		r.Ahead = append(r.Ahead, off)
		before = left
	}
	return r
}

// leaving returns the months ahead in which the figure changes.
func (r *RequirementCard) leaving() []RollOff {
	var list []RollOff
	for _, off := range r.Ahead {
		if off.Leaves != 0 {
			list = append(list, off)
		}
	}
	return list
}

// text says what leaves the window in the month.
func (o RollOff) text(f Frame, money bool) string {
	month := f.L.Month(o.Month)
	if o.Leaves < 0 {
		return f.T("trend.gains", "Month", month, "Amount", f.amount(-o.Leaves, money), "Left", f.amount(o.Left, money))
	}
	return f.T("trend.leaves", "Month", month, "Amount", f.amount(o.Leaves, money), "Left", f.amount(o.Left, money))
}

// risk says which level is at risk then, and by how much.
func (n Need) risk(f Frame, money bool) string {
	return f.T("trend.risk", "Level", f.L.Term("level", n.Level), "Missing", f.amount(n.Missing, money))
}

// trendHeight is the height of the drawing of a trend, in pixels.
const trendHeight = 32

// columns draws the months that have facts. A figure below 0 has no column.
func (r *RequirementCard) columns(page []byte) []byte {
	var most int64 = 1
	for _, p := range r.Trend {
		if p.Figure != nil {
			most = max(most, *p.Figure)
		}
	}
	width := 10000 / float64(max(len(r.Trend), 1))
	for k, p := range r.Trend {
		if p.Figure == nil || *p.Figure <= 0 {
			continue
		}
		height := max(100, hundredths(100*trendHeight*float64(*p.Figure)/float64(most)))
		page = decimal(append(page, `<rect x="`...), hundredths(width*float64(k)))
		page = decimal(append(page, `%" y="`...), 100*trendHeight-height)
		page = decimal(append(page, `" width="6%" height="`...), height)
		page = append(page, `" rx="1"></rect>`...)
	}
	return page
}

// rows writes the rows of a trend's table.
func (r *RequirementCard) rows(f Frame) markup {
	return func(page []byte) []byte {
		for _, p := range r.Trend {
			page = text(append(page, `<tr><th scope="row">`...), f.L.Month(p.Month))
			page = text(append(page, `</th><td class="num">`...), p.figureOf(f, r.Money))
			page = append(page, `</td></tr>`...)
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
