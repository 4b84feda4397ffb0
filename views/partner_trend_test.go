package views

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/programme"
)

// trended is a card that stands at silver, whose figure shrinks.
func trended() RequirementCard {
	r := RequirementCard{Metric: programme.Text{En: "Seats sold", Ja: "販売シート数"}, Credited: 60,
		Needs: []Need{{Level: "silver", Needed: 50}, {Level: "gold", Needed: 150, Missing: 90}}}
	return r.WithTrend(april-2, april-1, []int64{0, 30, 60}, []int64{55, 55, 40})
}

func TestACardSaysWhenALevelIsAtRiskAndByHowMuch(t *testing.T) {
	r := trended()
	if len(r.Ahead) != 3 || len(r.leaving()) != 2 {
		t.Fatalf("%+v", r.Ahead)
	}
	may, july := r.leaving()[0], r.leaving()[1]
	if may.Month != april+1 || may.Leaves != 5 || may.Left != 55 || len(may.Risks) != 0 {
		t.Errorf("May: %+v", may)
	}
	if july.Month != april+3 || july.Leaves != 15 || july.Left != 40 || len(july.Risks) != 1 || july.Risks[0].Missing != 10 || july.Risks[0].Level != "silver" {
		t.Errorf("July: %+v", july)
	}
}

func TestTheColumnsOfATrendAreTheFiguresOfItsTable(t *testing.T) {
	var b strings.Builder
	r := trended()
	if err := trend(Frame{L: For("en")}, &r, "x").Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	page, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	var heights, figures []string
	page.Find("svg.trend rect").Each(func(_ int, s *goquery.Selection) { heights = append(heights, s.AttrOr("height", "")) })
	page.Find("tbody td").Each(func(_ int, s *goquery.Selection) { figures = append(figures, s.Text()) })
	if got := strings.Join(heights, " "); got != "16.00 32.00" {
		t.Errorf("columns of %s", got)
	}
	if got := strings.Join(figures, " "); got != "No facts 30 60" {
		t.Errorf("table of %s", got)
	}
}
