package web

import (
	"net/http"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/views"
)

func TestAnAccountSeesItsLocationsAndPeopleAndNobodyElses(t *testing.T) {
	t.Parallel()
	x := small(t)
	if err := x.store.Disable(t.Context(), ember); err != nil {
		t.Fatal(err)
	}
	v := x.as(harbour)
	v.language = "en"
	a := v.get(views.LocationsPath).is(http.StatusOK).says("Harbour Osaka", "201", "Harbour Leeds", "202", "Finn Ward", harbour,
		say("en", "locations.which", "Partner", "Harbour Group (200)"))
	for _, other := range []string{"Lumen", "Eri Kudo", "Gesa Lohr", "Hana Seki"} {
		if strings.Contains(a.main(), other) {
			t.Errorf("another's %s is shown", other)
		}
	}
	if file := v.get(views.LocationsPath + ".csv").is(http.StatusOK); file.body != "partner_id,name,country,suspended,support_name,support_email,support_phone,support_hours\n201,Harbour Osaka,JP,false,,,,\n202,Harbour Leeds,GB,false,,,,\n" {
		t.Errorf("%q", file.body)
	}
	if book := v.get(views.LocationsPath+".xlsx").is(http.StatusOK).rowsOf(t, "xlsx"); len(book) != 2 || strings.Join(book[1], " ") != "202 Harbour Leeds GB false    " {
		t.Errorf("the workbook has %q", book)
	}
	own := x.as(lumen)
	own.language = "en"
	own.get(views.LocationsPath).is(http.StatusOK).says("Lumen Cloud", "100", "Eri Kudo", say("en", "locations.own"))
}

func TestThePeopleOfAnAccountSayWhoMayNoLongerSignIn(t *testing.T) {
	t.Parallel()
	x := small(t)
	addPeople(t, x.store, []demo.Person{{Email: "ida@lumen.example", Name: "Ida Roth", Role: "manager", PartnerID: "100"}})
	if err := x.store.Disable(t.Context(), "ida@lumen.example"); err != nil {
		t.Fatal(err)
	}
	v := x.as(lumen)
	v.language = "en"
	rows := v.get(views.LocationsPath).page.Find("table").Last().Find("tbody tr")
	if first, second := words(rows.First()), words(rows.Last()); !strings.Contains(first, "Eri Kudo") || !strings.HasSuffix(first, "Active") ||
		!strings.Contains(second, "Ida Roth") || !strings.HasSuffix(second, "Disabled") {
		t.Errorf("%q, %q", first, second)
	}
}
