package views

import (
	"net/url"

	"shimei/store/programme"
)

// ComparePath is the address of an account's figures of two months, or of all months between them.
const ComparePath = "/partner/compare"

// CompareEach is the value of the query's show that asks for every month of the range.
const CompareEach = "months"

// ComparePage shows an account's figures of some months side by side.
type ComparePage struct {
	Frame
	Account      PartnerRef
	Months       []programme.Month // those with facts, latest first; none is the empty state
	From, To     programme.Month
	Each         bool              // every month between them is shown, not only these two
	Shown        []programme.Month // in their order
	Competencies []Compared
	List         List
}

// Compared is a competency in the months that are shown.
type Compared struct {
	Name   programme.Text
	Levels []string // ids by month; empty where the month asks for nothing
	Rows   []ComparedRow
}

// ComparedRow is one requirement's figure in each of the months.
type ComparedRow struct {
	Metric   programme.Text
	Products []programme.Text
	Money    bool     // figures are minor units
	Figures  []*int64 // by month; nil where the month asks for no such figure
	Paths    []string // to the lines of each; empty for none
}

// NewCompared returns a competency, by its place in the programme, in some months, of which each has figures in
// the order of its version's requirements.
func NewCompared(p *programme.Programme, competency int, months []programme.Month, figures [][]int64) Compared {
	c := &p.Competencies[competency]
	compared, rows := Compared{Name: c.Name}, map[int]int{} // by measure, the place of its row
	for n, m := range months {
		v := c.VersionAt(m)
		if v == nil {
			compared.Levels = append(compared.Levels, "")
			continue
		}
		compared.Levels = append(compared.Levels, p.LevelID(p.Level(v, figures[n])))
		for k, r := range v.Requirements {
			place, known := rows[r.Measure]
			if !known {
				place, rows[r.Measure] = len(compared.Rows), len(compared.Rows)
				compared.Rows = append(compared.Rows, ComparedRow{Metric: p.MetricOf(r).Name, Products: ProductNames(p, r), Money: p.MetricOf(r).Money(),
					Figures: make([]*int64, len(months)), Paths: make([]string, len(months))})
			}
			row := &compared.Rows[place]
			row.Figures[n], row.Paths[n] = &figures[n][k], LinesOf(m, c.ID, k)
		}
	}
	return compared
}

// Difference is what the last month has more than the first; nil where one of them has no such figure, or
// where it is beyond 2^63 (R11).
func (r ComparedRow) Difference() *int64 {
	first, last := r.Figures[0], r.Figures[len(r.Figures)-1]
	if first == nil || last == nil {
		return nil
	}
	n, err := programme.Add(*last, -*first)
	if err != nil {
		return nil
	}
	return &n
}

// difference writes it with its sign.
func (r ComparedRow) difference(f Frame) string {
	if n := r.Difference(); n != nil {
		return f.signed(*n, r.Money)
	}
	return f.T("compare.none")
}

// change says how the level of the competency changed from the first month to the last; "" where one of them
// asks for nothing.
func (c Compared) change(f Frame) string {
	first, last := c.Levels[0], c.Levels[len(c.Levels)-1]
	switch {
	case first == "" || last == "":
		return ""
	case first == last:
		return f.T("compare.same_level")
	}
	return f.T("compare.level_change", "Before", f.L.Term("level", first), "After", f.L.Term("level", last))
}

// title names the months that are compared.
func (p ComparePage) title() string {
	if p.Each {
		return p.T("compare.range", "From", p.L.Month(p.From), "To", p.L.Month(p.To))
	}
	return p.T("compare.pair", "From", p.L.Month(p.From), "To", p.L.Month(p.To))
}

// CompareOf returns the address of two months side by side.
func CompareOf(from, to programme.Month) string {
	return withQuery(ComparePath, url.Values{"from": {from.String()}, "to": {to.String()}})
}
