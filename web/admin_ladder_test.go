package web

import (
	"net/http"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/views"
)

// nears brings the usage by which Lumen Cloud was near silver in March 2016.
func (x *site) nears() {
	x.t.Helper()
	take(x.t, x.store, []demo.File{{Name: "usage.csv", CSV: []byte("subscription_id,month,workload,active_users\nb-office,2016-03,exchange,1900\n")}})
}

func TestTheVendorSeesWhoIsNearALevel(t *testing.T) {
	t.Parallel()
	x := small(t)
	x.nears()
	v := x.as(admin)
	v.language = "en"
	a := v.get(views.LadderPath + "?month=2016-03&competency=cloud-productivity").is(http.StatusOK)
	if row := words(a.page.Find("tbody tr").First()); !strings.HasPrefix(row, "Lumen Cloud") || !strings.HasSuffix(row, "SilverActive entitlements1,9002,00095%100 missing") {
		t.Error(row)
	}
	if a.page.Find(".rung-mark").Length() != a.page.Find("tbody tr").Length() {
		t.Errorf("%d marks, %d rows", a.page.Find(".rung-mark").Length(), a.page.Find("tbody tr").Length())
	}
	file := v.get(views.FilePath(views.LadderPath, "csv") + "?month=2016-03&competency=cloud-productivity").is(http.StatusOK).body
	if !strings.Contains(file, "2016-03,100,Lumen Cloud,cloud-productivity,silver,active_entitlements,office365,1900,2000,100,0\n") {
		t.Error(file)
	}
	v.get(views.LadderPath + "?month=1999-01").is(http.StatusOK).says("Nobody is near a level")
}
