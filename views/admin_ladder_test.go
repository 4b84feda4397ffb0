package views

import (
	"math"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"pgregory.net/rapid"
)

func TestALadderReadsBackAsItsTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := LadderPage{Frame: Frame{L: For("en")}, Rungs: []Rung{{Competency: office, Level: "silver"}}}
		for range rapid.IntRange(1, 16).Draw(t, "partners") {
			needed := rapid.Int64Range(2, 5000).Draw(t, "needed")
			figure := rapid.Int64Range(needed-needed/2, needed+needed/2).Draw(t, "figure")
			row := NearRow{Partner: contoso, Competency: office, Level: "silver", Metric: metricName, Figure: figure, Needed: needed, Percent: PercentOf(figure, needed)}
			p.Rows = append(p.Rows, row)
			p.Rungs[0].Marks = append(p.Rungs[0].Marks, NearMark{row.Partner, row.Percent, row.Met()})
		}
		drawn, table := rendered(t, ladderChart(p)), rendered(t, ladderTable(p))
		marks, rows := drawn.Find(".rung-mark"), table.Find("tbody tr")
		if marks.Length() != rows.Length() {
			t.Fatalf("%d marks, %d rows", marks.Length(), rows.Length())
		}
		rows.Each(func(k int, row *goquery.Selection) {
			mark, cells := marks.Eq(k), row.Find("td")
			figure, needed := *cell(t, cells.Eq(3).Text()), *cell(t, cells.Eq(4).Text())
			if percent := 50 + (number(t, mark, "x")-2)/0.96; math.Abs(percent-float64(figure)/float64(needed)*100) > 0.03 {
				t.Errorf("%d of %d is drawn at %v %%", figure, needed, percent)
			}
			named(t, mark.Find("title").Text(), row.Find("th a").Text(), cells.Eq(5).Text())
			if met := mark.Find(".ladder-above").Length() == 1; met != (figure >= needed) || met != strings.Contains(cells.Eq(6).Text(), "over") {
				t.Errorf("%d of %d is drawn as met: %v, %q", figure, needed, met, cells.Eq(6).Text())
			}
		})
	})
}
