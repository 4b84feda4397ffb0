package views

import (
	"strconv"

	"shimei/store/programme"
)

// LadderPath is the address of who stands near a level.
const LadderPath = "/admin/ladder"

// LadderPage shows the partners that stand nearest to the levels, on both sides, in a month.
type LadderPage struct {
	Frame
	Month  programme.Month
	Months []programme.Month // those with facts, latest first; none is the empty state
	Chosen string            // id of the competency that is shown alone; empty for all
	All    []Option          // the competencies
	Rungs  []Rung
	Rows   []NearRow // of all rungs, the nearest first
	List   List
}

// Rung is one level of one competency, with who stands near it.
type Rung struct {
	Competency programme.Text
	Level      string // id
	Marks      []NearMark
}

// NearMark is one partner on a rung.
type NearMark struct {
	Partner PartnerRef
	Percent int64 // of what is needed, in hundredths of a percent: 5000 to 15000
	Met     bool
}

// NearRow is a partner near a level.
type NearRow struct {
	Partner    PartnerRef
	Competency programme.Text
	Level      string // id
	Metric     programme.Text
	Money      bool // amounts are minor units
	Figure     int64
	Needed     int64
	Percent    int64 // of what is needed, in hundredths of a percent
}

// Met reports whether the level is reached.
func (r NearRow) Met() bool { return r.Figure >= r.Needed }

// PercentOf returns a figure as a part of what is needed, in hundredths of a percent, cut off: what is drawn,
// and never what is credited.
func PercentOf(figure, needed int64) int64 { return int64(float64(figure) / float64(needed) * 10000) }

// distance says how much is missing, or over.
func (r NearRow) distance(f Frame) string {
	if r.Met() {
		return f.T("ladder.over", "Amount", f.amount(r.Figure-r.Needed, r.Money))
	}
	return f.T("ladder.missing", "Amount", f.amount(r.Needed-r.Figure, r.Money))
}

// percent writes the part of what is needed, in whole percents.
func percentText(f Frame, hundredths int64) string {
	return f.T("use.percent", "Percent", hundredths/100)
}

// place is where the mark stands on a line from 50 % to 150 %.
func (m NearMark) place() string { return across(2 + float64(m.Percent-5000)/100*0.96) }

// named says who the mark is, and at how much of what is needed.
func (m NearMark) named(f Frame) string {
	return f.T("ladder.mark", "Name", m.Partner.Name, "Part", percentText(f, m.Percent))
}

// described tells how many stand below and above.
func (r Rung) described(f Frame) string {
	below, above := r.sides()
	return f.T("ladder.desc", "Below", strconv.Itoa(below), "Above", strconv.Itoa(above))
}

func (r Rung) sides() (below, above int) {
	for _, m := range r.Marks {
		if m.Met {
			above++
		} else {
			below++
		}
	}
	return below, above
}

// lead says how many partners are near a level from below and from above; the page begins with it.
func (p LadderPage) lead() string {
	below, above := 0, 0
	for _, r := range p.Rows {
		if r.Met() {
			above++
		} else {
			below++
		}
	}
	return p.T("ladder.lead", "Below", strconv.Itoa(below), "Above", strconv.Itoa(above))
}
