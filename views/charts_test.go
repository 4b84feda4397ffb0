package views

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/programme"
)

// Each chart is read back, from where and how large its marks are, and compared with the table
// beside it, and the table with what was to be shown.

func TestTheColumnsOfATrendReadBackAsItsTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		its := trends(rapid.IntRange(1, 13).Draw(t, "months")).Draw(t, "trend")
		page := rendered(t, trend(Frame{L: For("en")}, &RequirementCard{Metric: metricName, Trend: its}, "x"))
		months, columns := tabled(t, page.Find("table"))
		sameAs(t, columns[0], its)
		svg := page.Find("svg")
		title, desc := labels(t, svg)
		named(t, title, metricName.En)
		named(t, desc, months[0], months[len(months)-1])
		readColumns(t, svg, columns[0], scaleOf(columns[0]))
	})
}

func TestASparklineReadsBackAsItsTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		its := trends(rapid.IntRange(1, 13).Draw(t, "months")).Draw(t, "trend")
		page := rendered(t, templ.Join(sparkline(Frame{L: For("en")}, metricName, its, false, "x"), monthTable(Frame{L: For("en")}, metricName, its, false)))
		svg := page.Find("svg")
		if _, _, any := its.extremes(); !any {
			if svg.Length() != 0 {
				t.Error("something is drawn of no facts")
			}
			return
		}
		months, columns := tabled(t, page.Find("table"))
		sameAs(t, columns[0], its)
		title, desc := labels(t, svg)
		named(t, title, metricName.En)
		named(t, desc, append([]string{months[0], months[len(months)-1]}, leastAndMost(page.Find("td"))...)...)
		readLine(t, svg, columns[0], scaleOf(columns[0]))
		last := columns[0][len(columns[0])-1]
		if dots := svg.Find("circle").Length(); dots == 1 != (last != nil) {
			t.Errorf("%d dots at the end, which has facts: %v", dots, last != nil)
		}
	})
}

func TestSmallMultiplesReadBackAsTheirTableOnOneScale(t *testing.T) {
	t.Parallel()
	products := []programme.Text{office, azure, mobility}
	rapid.Check(t, func(t *rapid.T) {
		m, months := Multiples{Metric: metricName}, rapid.IntRange(1, 13).Draw(t, "months")
		for k := range rapid.IntRange(1, 3).Draw(t, "products") {
			m.Each = append(m.Each, Multiple{Products: products[:k+1], Path: "/", Trend: trends(months).Draw(t, "trend")})
		}
		page := rendered(t, multiples(Frame{L: For("en")}, m, "x"))
		names, columns := tabled(t, page.Find("table"))
		s := scaleOf(columns...)
		named(t, page.Find(".hint").Text(), For("en").Number(int64(whole(s.most, columns))))
		svgs := page.Find("svg")
		for k, one := range m.Each {
			sameAs(t, columns[k], one.Trend)
			svg, column := svgs.Eq(k), page.Find(fmt.Sprintf("td:nth-child(%d)", k+2))
			title, desc := labels(t, svg)
			named(t, title, metricName.En, page.Find("thead th").Eq(k+1).Text())
			named(t, desc, append([]string{names[0], names[len(names)-1]}, leastAndMost(column)...)...)
			readColumns(t, svg, columns[k], s)
			if shown, last := page.Find(".multiple .num").Eq(k).Text(), column.Last().Text(); shown != last {
				t.Errorf("%q stands above, %q is the last of the table", shown, last)
			}
		}
	})
}

// whole is the top of a scale as the table writes it, which a float may have rounded.
func whole(most float64, columns [][]*int64) int64 {
	for _, n := range slices.Concat(columns...) {
		if n != nil && float64(*n) == most {
			return *n
		}
	}
	return 0
}

func TestARequirementsBarReadsBackAsItsTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := RequirementCard{Metric: metricName, Credited: figures().Draw(t, "credited")}
		for _, level := range []string{"silver", "gold", "bronze"}[:rapid.IntRange(0, 3).Draw(t, "levels")] {
			needed := max(0, figures().Draw(t, level))
			missing := needed - min(needed, max(0, r.Credited))
			r.Needs = append(r.Needs, Need{Level: level, Needed: needed, Missing: missing})
		}
		f := Frame{L: For("en")}
		page := rendered(t, requirement(&OverviewPage{Frame: f}, &CompetencyCard{ID: "c"}, 0, &r))
		page.Find(".visually-hidden").Remove()
		svg, rows := page.Find("svg.bar"), page.Find("table tbody tr")
		title, desc := labels(t, svg)
		credited := strings.TrimSpace(page.Find(".figure a").Text())
		named(t, title, metricName.En, credited)
		s := scale{most: max(0, float64(*cell(t, credited)))}
		rows.Each(func(k int, row *goquery.Selection) {
			s.most = max(s.most, float64(*cell(t, row.Find("td").First().Text())))
		})
		if fill := number(t, svg.Find(".bar-fill"), "width") / 100 * s.most; !s.near(fill, max(0, *cell(t, credited)), 100) {
			t.Errorf("%s is drawn as %v", credited, fill)
		}
		if marks := svg.Find(".bar-mark"); marks.Length() != rows.Length() || rows.Length() != len(r.Needs) {
			t.Fatalf("%d marks, %d rows", marks.Length(), rows.Length())
		}
		rows.Each(func(k int, row *goquery.Selection) {
			mark, needed := svg.Find(".bar-mark").Eq(k), row.Find("td").First().Text()
			if at := number(t, mark, "x") / 100 * s.most; !s.near(at, *cell(t, needed), 100) {
				t.Errorf("%s is drawn as %v", needed, at)
			}
			level := strings.TrimSpace(row.Find("th").Text())
			named(t, desc, level+" needs "+needed)
			if missing := strings.TrimSpace(row.Find("strong").Text()); missing != "" {
				named(t, desc, missing+" missing")
			}
			if f.L.Term("level", mark.AttrOr("data-level", "")) != level {
				t.Errorf("a mark is of %q, the row of %q", mark.AttrOr("data-level", ""), level)
			}
		})
	})
}

func TestASeatBarReadsBackAsTheFiguresBelowIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seats := func(name string) *int64 {
			if rapid.IntRange(0, 4).Draw(t, "reported") == 0 {
				return nil
			}
			return some(max(0, figures().Draw(t, name)))
		}
		its := Seats{Bought: seats("bought"), Assigned: seats("assigned"), Active: seats("active")}
		page := rendered(t, seatBar(Frame{L: For("en")}, its))
		if its.Bought == nil && its.Assigned == nil && its.Active == nil {
			if page.Find("svg").Length() != 0 {
				t.Error("something is drawn of no report")
			}
			return
		}
		var shown []*int64
		for _, text := range strings.Split(page.Find(".seat-figures").Text(), "/") {
			named(t, page.Find(".visually-hidden").Text(), strings.TrimSpace(text))
			shown = append(shown, cell(t, text))
		}
		if d := cmp.Diff([]*int64{its.Bought, its.Assigned, its.Active}, shown); d != "" {
			t.Error(d)
		}
		s := scaleOf(shown)
		page.Find("rect").Each(func(k int, bar *goquery.Selection) {
			if drawn := number(t, bar, "width") / 100 * s.most; !s.near(drawn, seat(shown[k]), 100) {
				t.Errorf("%d is drawn as %v, of %v", seat(shown[k]), drawn, s)
			}
		})
		if n := page.Find("rect").Length(); n != len(shown) {
			t.Errorf("%d bars", n)
		}
	})
}

// sameAs compares a column of a table with the trend that it is of.
func sameAs(t *rapid.T, column []*int64, its Trend) {
	want := make([]*int64, len(its))
	for k := range its {
		want[k] = its[k].Figure
	}
	if d := cmp.Diff(want, column); d != "" {
		t.Error(d)
	}
}

// leastAndMost are the texts of the cells with the least and the most, or of none.
func leastAndMost(cells *goquery.Selection) []string {
	var figures []int64
	for _, text := range cells.Map(func(_ int, s *goquery.Selection) string { return s.Text() }) {
		if text != "No facts" {
			var n int64
			if _, err := fmt.Sscan(strings.ReplaceAll(text, ",", ""), &n); err == nil {
				figures = append(figures, n)
			}
		}
	}
	if len(figures) == 0 {
		return nil
	}
	return []string{For("en").Number(slices.Min(figures)), For("en").Number(slices.Max(figures))}
}
