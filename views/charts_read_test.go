package views

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"pgregory.net/rapid"

	"shimei/store/programme"
)

// What a chart is given: figures with everything that is hard to draw.

func figures() *rapid.Generator[int64] {
	return rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(-3, 3), rapid.Int64Range(0, 5000), rapid.Int64Range(-5000, 5000),
		rapid.SampledFrom([]int64{math.MaxInt64, math.MaxInt64 / 12, -math.MaxInt64, 1 << 53, -1 << 53}))
}

// trends are of up to 13 months, of which any may have no facts.
func trends(months int) *rapid.Generator[Trend] {
	return rapid.Custom(func(t *rapid.T) Trend {
		trend := make(Trend, months)
		for k := range trend {
			trend[k].Month = april - programme.Month(months-1-k)
			if rapid.IntRange(0, 4).Draw(t, "facts") > 0 {
				trend[k].Figure = some(figures().Draw(t, "figure"))
			}
		}
		return trend
	})
}

var metricName = programme.Text{En: "Seats <sold>", Ja: "販売シート数"}

// rendered is what a component draws.
func rendered(t *rapid.T, c templ.Component) *goquery.Document {
	var b strings.Builder
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	page, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// What is read back out of it.

// number reads an attribute that is a number, or a percentage.
func number(t *rapid.T, s *goquery.Selection, name string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(s.AttrOr(name, "absent"), "%"), 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// cell is what a cell of a table says: nil for no facts.
func cell(t *rapid.T, text string) *int64 {
	text = strings.TrimSpace(text)
	if text == "No facts" || text == "–" {
		return nil
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(text, ",", ""), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return &n
}

// tabled are the months and, by column, the figures of a table below a drawing.
func tabled(t *rapid.T, table *goquery.Selection) (months []string, columns [][]*int64) {
	columns = make([][]*int64, table.Find("thead th").Length()-1)
	table.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
		months = append(months, row.Find("th").Text())
		row.Find("td").Each(func(k int, s *goquery.Selection) { columns[k] = append(columns[k], cell(t, s.Text())) })
	})
	return months, columns
}

// labels are the title and the description that a drawing is read by.
func labels(t *rapid.T, svg *goquery.Selection) (title, desc string) {
	if svg.AttrOr("role", "") != "img" || svg.AttrOr("aria-labelledby", "") != svg.Find("title").AttrOr("id", "-")+" "+svg.Find("desc").AttrOr("id", "-") {
		t.Errorf("a drawing is read by %q", svg.AttrOr("aria-labelledby", ""))
	}
	return svg.Find("title").Text(), svg.Find("desc").Text()
}

// named fails where words do not name something.
func named(t *rapid.T, words string, all ...string) {
	for _, one := range all {
		if !strings.Contains(words, one) {
			t.Errorf("%q does not say %q", words, one)
		}
	}
}

// scale is the span of all figures of some columns of a table.
type scale struct{ least, most float64 }

func scaleOf(columns ...[]*int64) (s scale) {
	for _, n := range slices.Concat(columns...) {
		if n != nil {
			s.least, s.most = min(s.least, float64(*n)), max(s.most, float64(*n))
		}
	}
	return s
}

func (s scale) whole() float64 { return max(1, s.most-s.least) }

// near reports whether what is drawn is a figure, where a drawing of so many units is precise
// to a hundredth of one.
func (s scale) near(drawn float64, n int64, units float64) bool {
	return math.Abs(drawn-float64(n)) <= s.whole()*(0.0101/units+1e-9)
}

// place reads which of so many months something stands for.
func place(t *rapid.T, x, first, step float64) int {
	k := math.Round((x - first) / step)
	if math.Abs(first+k*step-x) > 0.011 {
		t.Errorf("%v is between two months", x)
	}
	return int(k)
}

// readColumns compares the columns of a drawing with the figures of the months.
func readColumns(t *rapid.T, svg *goquery.Selection, figures []*int64, s scale) {
	const height = 32
	step, zero := 100/float64(len(figures)), height*s.most/s.whole()
	if s.least == s.most {
		zero = height
	}
	if number(t, svg, "height") != height {
		t.Errorf("the drawing is %v high", number(t, svg, "height"))
	}
	seen := map[int]bool{}
	svg.Find("rect").Each(func(_ int, c *goquery.Selection) {
		x, y, wide, high := number(t, c, "x"), number(t, c, "y"), number(t, c, "width"), number(t, c, "height")
		k := place(t, x, 0, step)
		if seen[k] || k >= len(figures) || figures[k] == nil || wide >= step || y < 0 || y+high > height+0.011 {
			t.Fatalf("a column at %v of %v, from %v, %v high, of %d months", x, wide, y, high, len(figures))
		}
		seen[k] = true
		n, drawn := *figures[k], high/height*s.whole()
		if y+high/2 > zero {
			drawn = -drawn
		}
		switch {
		case c.HasClass("zero") != (n == 0):
			t.Errorf("%d is drawn as nothing: %v", n, c.HasClass("zero"))
		case n == 0:
		case high <= 1: // the least that is seen
			if math.Abs(float64(n)) > s.whole()/height*1.011 {
				t.Errorf("%d is drawn %v high", n, high)
			}
		case !s.near(drawn, n, height):
			t.Errorf("%d is drawn as %v, of %v", n, drawn, s)
		case math.Abs(map[bool]float64{true: y + high, false: y}[n > 0]-zero) > 0.02:
			t.Errorf("%d is drawn from %v to %v, and 0 is at %v", n, y, y+high, zero)
		}
	})
	for k, n := range figures {
		if (n != nil) != seen[k] {
			t.Errorf("month %d has facts: %v, is drawn: %v", k, n != nil, seen[k])
		}
	}
}

// readLine compares the line of a drawing with the figures of the months.
func readLine(t *rapid.T, svg *goquery.Selection, figures []*int64, s scale) {
	const edge, width, height = 3, 96 - 2*3, 24 - 2*3
	step := width / float64(max(1, len(figures)-1))
	if svg.AttrOr("viewbox", svg.AttrOr("viewBox", "")) != "0 0 96 24" {
		t.Errorf("%v", svg.Nodes[0].Attr)
	}
	d := strings.ReplaceAll(svg.Find("path").AttrOr("d", ""), "h0", "")
	spots := strings.FieldsFunc(strings.NewReplacer("M", "|M ", "L", "|L ").Replace(d), func(r rune) bool { return r == '|' })
	seen := map[int]bool{}
	for _, spot := range spots {
		part := strings.Fields(spot)
		x, errX := strconv.ParseFloat(part[1], 64)
		y, errY := strconv.ParseFloat(part[2], 64)
		k := place(t, x, edge, step)
		if errX != nil || errY != nil || seen[k] || k >= len(figures) || figures[k] == nil {
			t.Fatalf("the line goes to %s", spot)
		}
		seen[k] = true
		if joined := part[0] == "L"; joined != (k > 0 && figures[k-1] != nil) {
			t.Errorf("month %d is joined to the one before: %v", k, joined)
		}
		drawn := s.most - (y-edge)/height*s.whole()
		if s.least == s.most {
			drawn = edge + height - y
		}
		if !s.near(drawn, *figures[k], height) {
			t.Errorf("%d is drawn as %v, of %v", *figures[k], drawn, s)
		}
	}
	for k, n := range figures {
		if (n != nil) != seen[k] {
			t.Errorf("month %d has facts: %v, is drawn: %v", k, n != nil, seen[k])
		}
	}
}
