package views

import (
	"cmp"
	"slices"
	"strconv"

	"shimei/store/programme"
)

// Multiples are one metric's trends over different products, to be compared: their drawings
// share one scale.
type Multiples struct {
	Metric programme.Text
	Money  bool // figures are minor units
	Each   []Multiple
}

// Multiple is the trend over one set of products, which are counted together.
type Multiple struct {
	Products []programme.Text
	Path     string // where the figure is explained
	Current  bool   // the page is about this one
	Trend    Trend  // of the same months as the others
}

// NewMultiples returns the trends of all requirements of some cards in month e, by metric and,
// below it, by products. A figure that two competencies ask for is there once, whatever the order in
// which they name the products. The page is about that of a competency, by id, and of a
// requirement's place in it, whose order its products have.
func NewMultiples(cards []CompetencyCard, e programme.Month, competency string, requirement int) (all []Multiples) {
	for _, c := range cards {
		for k, r := range c.Requirements {
			if len(r.Trend) == 0 {
				continue
			}
			place := slices.IndexFunc(all, func(m Multiples) bool { return m.Metric == r.Metric })
			if place < 0 {
				place, all = len(all), append(all, Multiples{Metric: r.Metric, Money: r.Money})
			}
			m, current := &all[place], c.ID == competency && k == requirement
			same := slices.IndexFunc(m.Each, func(x Multiple) bool { return sameProducts(x.Products, r.Products) })
			if same < 0 {
				m.Each = append(m.Each, Multiple{Products: r.Products, Path: CreditOf(e, c.ID, k), Current: current, Trend: r.Trend})
			} else if current {
				m.Each[same] = Multiple{Products: r.Products, Path: CreditOf(e, c.ID, k), Current: true, Trend: r.Trend}
			}
		}
	}
	return all
}

// sameProducts reports whether two requirements are over the same products, in whatever order.
func sameProducts(a, b []programme.Text) bool {
	inOrder := func(x, y programme.Text) int { return cmp.Or(cmp.Compare(x.En, y.En), cmp.Compare(x.Ja, y.Ja)) }
	return slices.Equal(slices.SortedFunc(slices.Values(a), inOrder), slices.SortedFunc(slices.Values(b), inOrder))
}

func (m Multiples) trends() []Trend {
	trends := make([]Trend, len(m.Each))
	for k := range m.Each {
		trends[k] = m.Each[k].Trend
	}
	return trends
}

// titled names one of the drawings: the metric, and the products that it is of.
func (m Multiples) titled(f Frame, drawn Multiple) string {
	return f.T("multiples.title", "Metric", f.L.Text(m.Metric), "Products", f.names(drawn.Products))
}

// scale names the greatest figure, which all of the drawings are drawn to.
func (m Multiples) scale(f Frame, s span) string {
	return f.T("multiples.scale", "Most", f.amount(s.most, m.Money))
}

// ids are those of the words of the drawing at place k.
func (m Multiples) ids(id string, k int) string {
	n := strconv.Itoa(k)
	return id + "-title-" + n + " " + id + "-desc-" + n
}

// described puts a drawing of months in words: from when to when, and between which
// figures.
func (t Trend) described(f Frame, money bool) string {
	if len(t) == 0 {
		return ""
	}
	from, to := f.L.Month(t[0].Month), f.L.Month(t.last().Month)
	least, most, any := t.extremes()
	if !any {
		return f.T("months.no_facts", "From", from, "To", to)
	}
	return f.T("months.desc", "From", from, "To", to, "Least", f.amount(least, money), "Most", f.amount(most, money))
}

// extremes returns the least and the most figure, and whether any month has facts.
func (t Trend) extremes() (least, most int64, any bool) {
	for _, p := range t {
		switch {
		case p.Figure == nil:
		case !any:
			least, most, any = *p.Figure, *p.Figure, true
		default:
			least, most = min(least, *p.Figure), max(most, *p.Figure)
		}
	}
	return least, most, any
}
