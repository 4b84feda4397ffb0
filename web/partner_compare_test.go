package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/views"
)

func TestTwoMonthsStandSideBySideWithTheirLinesAndAsAFile(t *testing.T) {
	t.Parallel()
	v := small(t).as(lumen)
	v.language = "en"
	a := v.get(views.ComparePath + "?from=2016-04&to=2016-03").is(http.StatusOK) // in either order
	var row string
	a.page.Find("tbody tr").Each(func(_ int, tr *goquery.Selection) {
		if strings.HasPrefix(words(tr.Find("th")), "Active entitlements") && row == "" {
			row = words(tr)
			tr.Find("td a").Each(func(_ int, link *goquery.Selection) {
				if total := v.get(link.AttrOr("href", "")).is(http.StatusOK); !strings.Contains(total.main(), words(link)) {
					t.Errorf("the lines of %s do not come to it", words(link))
				}
			})
		}
	})
	file := v.get(views.FilePath(views.ComparePath, "csv") + "?from=2016-03&to=2016-04").is(http.StatusOK).body
	if row == "" || !strings.Contains(file, "cloud-productivity,active_entitlements,office365,2016-04,none,") {
		t.Errorf("%q\n%s", row, file)
	}
	each := v.get(views.ComparePath + "?from=2016-03&to=2016-04&show=months").is(http.StatusOK)
	if got := each.page.Find("thead th").Length(); got != 4 {
		t.Errorf("two months and the difference have %d heads", got)
	}
	v.get(views.ComparePath + "?from=1999-01").is(http.StatusNotFound)
	v.get(views.ComparePath + "?to=never").is(http.StatusBadRequest)
}
