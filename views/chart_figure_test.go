package views

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/programme"
)

// figureCharts are of 13 months, of which the last may be in progress, with what is left in three more.
func figureCharts(t *rapid.T) FigureChart {
	r := RequirementCard{Metric: metricName, Trend: trends(rapid.IntRange(1, 13).Draw(t, "months")).Draw(t, "trend")}
	for _, level := range []string{"silver", "gold"}[:rapid.IntRange(0, 2).Draw(t, "levels")] {
		r.Needs = append(r.Needs, Need{Level: level, Needed: max(0, figures().Draw(t, level))})
	}
	var begun programme.Month
	if rapid.Bool().Draw(t, "begun") {
		begun = r.Trend.last().Month + 1
	}
	for k := range rapid.IntRange(0, 3).Draw(t, "ahead") {
		r.Ahead = append(r.Ahead, RollOff{Month: r.Trend.last().Month + programme.Month(k+1), Left: figures().Draw(t, "left")})
	}
	if begun != 0 && len(r.Ahead) == 0 {
		r.SoFar = &TrendPoint{Month: begun, Figure: some(figures().Draw(t, "so far"))}
	}
	return NewFigureChart(r, begun, begun, func(m programme.Month) string { return "/lines?month=" + m.String() })
}

func TestAFigureChartReadsBackAsItsTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, f := figureCharts(t), Frame{L: For("en")}
		page := rendered(t, figureChart(f, c, "x"))
		svg, rows := page.Find("svg.month-chart"), page.Find("tbody tr")
		if rows.Length() != len(c.Columns) || svg.Find(".chart-column").Length() != len(c.Columns) {
			t.Fatalf("%d rows and %d columns of %d months", rows.Length(), svg.Find(".chart-column").Length(), len(c.Columns))
		}
		s := scale{least: float64(c.span().least), most: float64(c.span().most)}
		rows.Each(func(k int, row *goquery.Selection) {
			its, column := cell(t, row.Find("td").First().Text()), svg.Find(".chart-column").Eq(k)
			if d := cmp.Diff(c.Columns[k].Figure, its); d != "" {
				t.Error(d)
			}
			named(t, column.Find("title").Text(), row.Find("th").Text(), strings.ReplaceAll(row.Find("td").First().Text(), "No facts", "no facts"))
			if drawn := column.Find(".chart-bar"); (drawn.Length() == 1) != (its != nil) {
				t.Errorf("%d bars, of %v", drawn.Length(), its)
			} else if its != nil {
				readBar(t, drawn, *its, s)
			}
			if column.AttrOr("href", "") != row.Find("a").AttrOr("href", "") {
				t.Errorf("the column leads to %q, its row to %q", column.AttrOr("href", ""), row.Find("a").AttrOr("href", ""))
			}
		})
		svg.Find(".chart-line").Each(func(k int, line *goquery.Selection) {
			named(t, line.Find("text").Text(), f.L.Term("level", c.Needs[k].Level), f.L.Number(c.Needs[k].Needed))
			if y := number(t, line.Find(".chart-need"), "y1"); !s.near(s.most-(y-chartTop)/chartPlot*s.whole(), c.Needs[k].Needed, chartPlot) && s.most != s.least {
				t.Errorf("%d is drawn at %v", c.Needs[k].Needed, y)
			}
		})
		if svg.Find(".chart-line").Length() != len(c.Needs) {
			t.Errorf("%d lines of %d levels", svg.Find(".chart-line").Length(), len(c.Needs))
		}
	})
}

// readBar compares a bar with its figure. A small one is seen all the same.
func readBar(t *rapid.T, bar *goquery.Selection, n int64, s scale) {
	y, high := number(t, bar, "y"), number(t, bar, "height")
	zero := chartTop + chartPlot*s.most/s.whole()
	if s.least == s.most {
		zero = chartTop + chartPlot
	}
	drawn := high / chartPlot * s.whole()
	if y+high/2 > zero {
		drawn = -drawn
	}
	switch {
	case n == 0 && high == 0, s.least == s.most:
	case n != 0 && high <= leastColumn:
		if math.Abs(float64(n)) > s.whole()/chartPlot*leastColumn*1.011 || high < leastColumn {
			t.Errorf("%d is drawn %v high", n, high)
		}
	case !s.near(drawn, n, chartPlot):
		t.Errorf("%d is drawn as %v, of %v", n, drawn, s)
	}
}

func TestPartsOfAFigureStackUpToIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, f := figureCharts(t), Frame{L: For("en")}
		for _, name := range []programme.Text{office, azure, mobility}[:rapid.IntRange(1, 3).Draw(t, "parts")] {
			part := ChartPart{Name: name, Figures: make([]int64, len(c.Columns))}
			for k, x := range c.Columns {
				if x.State == ChartCounted && x.Figure != nil {
					part.Figures[k] = rapid.Int64Range(0, 4000).Draw(t, "part")
				}
			}
			c.Parts = append(c.Parts, part)
		}
		for k := range c.Columns {
			if x := &c.Columns[k]; x.State == ChartCounted && x.Figure != nil {
				*x.Figure = 0
				for _, part := range c.Parts {
					*x.Figure += part.Figures[k]
				}
			}
		}
		page := rendered(t, figureChart(f, c, "x"))
		s := scale{least: float64(c.span().least), most: float64(c.span().most)}
		page.Find("tbody tr").Each(func(k int, row *goquery.Selection) {
			column, sum := page.Find(".chart-column").Eq(k), int64(0)
			for n := range c.Parts {
				text := strings.TrimSpace(row.Find("td").Eq(n).Text())
				if text == "" {
					continue
				}
				its := *cell(t, text)
				sum += its
				piece := column.Find(fmt.Sprintf(`[data-part="%d"]`, n+1))
				if (piece.Length() == 1) != (its != 0) {
					t.Fatalf("%d is drawn by %d pieces", its, piece.Length())
				}
				if its != 0 && !s.near(number(t, piece, "height")/chartPlot*s.whole(), its, chartPlot) {
					t.Errorf("%d is drawn %v high", its, number(t, piece, "height"))
				}
			}
			if x := c.Columns[k]; x.State == ChartCounted && x.Figure != nil && sum != *cell(t, row.Find("td").Eq(len(c.Parts)).Text()) {
				t.Errorf("parts sum to %d, the row says %s", sum, row.Text())
			}
		})
	})
}

func TestAFigureChartSaysHowFarTheLatestMonthIsFromEachLevel(t *testing.T) {
	t.Parallel()
	of := func(n int64) FigureChart {
		return NewFigureChart(RequirementCard{Trend: Trend{{Month: april, Figure: &n}}, SoFar: &TrendPoint{Month: april + 1, Figure: some(int64(9999))},
			Needs: []Need{{Level: "silver", Needed: 2000}, {Level: "gold", Needed: 4000}}}, april+1, april+1, func(programme.Month) string { return "" })
	}
	for _, x := range []struct {
		n      int64
		en, ja []string
	}{
		{1925, []string{"Silver: 75 missing.", "Gold: 2,075 missing."}, []string{"シルバー: あと 75 不足しています。", "ゴールド: あと 2,075 不足しています。"}},
		{2000, []string{"Silver: the need is met, with 0 to spare.", "Gold: 2,000 missing."}, []string{"シルバー: 基準値を 0 上回っています。", "ゴールド: あと 2,000 不足しています。"}},
		{-5, []string{"Silver: 2,000 missing.", "Gold: 4,000 missing."}, []string{"シルバー: あと 2,000 不足しています。", "ゴールド: あと 4,000 不足しています。"}},
	} {
		for language, want := range map[string][]string{"en": x.en, "ja": x.ja} {
			if got := of(x.n).answer(Frame{L: For(language)}); !slices.Equal(got, want) {
				t.Errorf("%d: %q, want %q", x.n, got, want)
			}
		}
	}
	if got := (FigureChart{}).answer(Frame{}); got != nil {
		t.Errorf("of nothing: %q", got)
	}
}

func TestMonthsOfAChartAreCountedInProgressOrAhead(t *testing.T) {
	t.Parallel()
	r := RequirementCard{Trend: Trend{{Month: april - 1}, {Month: april, Figure: some(int64(7))}}, Ahead: []RollOff{{Month: april + 1, Left: 6}, {Month: april + 2, Left: 5}}}
	c := NewFigureChart(r, april+1, april+1, programme.Month.String)
	var got []string
	for _, x := range c.Columns {
		got = append(got, fmt.Sprint(x.Month, " ", x.State, " ", x.Path))
	}
	want := []string{"2016-03 counted ", "2016-04 counted 2016-04", "2016-05 progress 2016-05", "2016-06 ahead 2016-06"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestWordsOfTwoLinesNeverStandOnEachOther(t *testing.T) {
	t.Parallel()
	c := FigureChart{Columns: []ChartColumn{{TrendPoint: TrendPoint{Month: april, Figure: some(int64(100_000))}}},
		Needs: []Need{{Level: "silver", Needed: 40}, {Level: "gold", Needed: 250}}}
	lines := c.lines(c.span())
	if lines[0].words-lines[1].words < chartLabel {
		t.Errorf("%v and %v", lines[0].words, lines[1].words)
	}
}

func TestASeatsChartReadsBackAsItsTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		u := Use{ID: "a", Product: office}
		seats := rapid.OneOf(rapid.Just[*int64](nil), rapid.Map(rapid.Int64Range(0, 5000), func(n int64) *int64 { return &n }))
		for k := range 13 {
			u.Months = append(u.Months, MonthUse{Month: april - 12 + programme.Month(k), Seats: Seats{seats.Draw(t, "bought"), seats.Draw(t, "assigned"), seats.Draw(t, "active")}})
		}
		u.Months[12].Seats.Bought = some(int64(12))
		page := rendered(t, useOf(Frame{L: For("en")}, u, "x"))
		s := scale{most: float64(u.seatsSpan().most)}
		page.Find("tbody tr").Each(func(k int, row *goquery.Selection) {
			month := page.Find(".seats-chart > g").Eq(k)
			for n, kind := range []string{"bought", "assigned", "active"} {
				its, mark := cell(t, row.Find("td").Eq(n).Text()), month.Find(fmt.Sprintf(`[data-seats="%s"]`, kind))
				if (its != nil) != (mark.Length() == 1) {
					t.Fatalf("%s: %v is drawn by %d", kind, its, mark.Length())
				}
				if its != nil {
					readBar(t, mark, *its, s)
					named(t, month.Find("title").Text(), row.Find("td").Eq(n).Text()+" "+kind)
				}
			}
		})
	})
}

func TestALineAcrossASmallTrendStandsWhereAColumnOfItWouldEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		its := Trend{{Month: april, Figure: some(rapid.Int64Range(1, 5000).Draw(t, "figure"))}}
		needed := rapid.Int64Range(1, 5000).Draw(t, "needed")
		lines := rendered(t, trendColumns(Frame{}, metricName, its, []Need{{Level: "silver", Needed: needed}}, "x")).Find(".trend-need")
		if within := needed <= *its[0].Figure; (lines.Length() == 1) != within {
			t.Fatalf("%d lines of %d, where the column is %d", lines.Length(), needed, *its[0].Figure)
		} else if within {
			if drawn := (trendHeight - number(t, lines, "y1")) / trendHeight * float64(*its[0].Figure); math.Abs(drawn-float64(needed)) > float64(*its[0].Figure)/trendHeight*0.0101 {
				t.Errorf("%d is drawn at %v", needed, drawn)
			}
		}
	})
}
