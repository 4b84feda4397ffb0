package web

import (
	"net/http"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/views"
)

func TestEachColumnOfAFigureLeadsToItsMonthsLines(t *testing.T) {
	t.Parallel()
	v := small(t).as(lumen)
	v.language = "en"
	figure := views.CreditPath + "?month=2016-04&competency=cloud-productivity&requirement=0"
	followed := 0
	v.get(figure).is(http.StatusOK).page.Find("a.chart-column").Each(func(_ int, column *goquery.Selection) {
		v.get(column.AttrOr("href", "")).is(http.StatusOK)
		followed++
	})
	if followed == 0 {
		t.Error("no column leads anywhere")
	}
	split := v.get(figure + "&by=route").is(http.StatusOK)
	if pieces := split.page.Find(".chart-piece").Length(); pieces == 0 {
		t.Error("the chart is not split by route")
	}
	if parts := v.get(figure + "&by=product").is(http.StatusOK).page.Find(".chart-piece").Length(); parts != 0 {
		t.Error("a requirement of one product is split by product")
	}
}
