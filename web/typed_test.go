package web

import (
	"maps"
	"net/http"
	"net/url"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/demo"
	"shimei/views"
)

// wideFacts are a partner and a customer whose names have full-width letters.
func wideFacts() []demo.File {
	return []demo.File{
		{Name: "partners.csv", CSV: []byte("partner_id,name,country,status\n500,ＡＢＣ商事,JP,active\n")},
		{Name: "customers.csv", CSV: []byte("tenant_id,name,domain,country\nT-W,ＸＹＺ製作所,xyz.example,JP\n")},
		{Name: "subscriptions.csv", CSV: []byte("subscription_id,tenant_id,product,licensing,seats,start_date\nw-office,T-W,office365,direct,5,2015-05-01\n")},
		{Name: "associations.csv", CSV: []byte("route,partner_id,subscription_id,tenant_id,from,to\ndpor,500,w-office,,2015-05-10,\n")},
	}
}

// at is an address with a query.
func at(path string, pairs ...string) string {
	query := url.Values{}
	for k := 0; k < len(pairs); k += 2 {
		query.Add(pairs[k], pairs[k+1])
	}
	return path + "?" + query.Encode()
}

func TestFullWidthLettersAndDigitsAreReadAsTheyAreMeantOnBothEngines(t *testing.T) {
	t.Parallel()
	onBothEngines(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		take(t, s, smallFacts())
		take(t, s, wideFacts())
		addPeople(t, s, smallPeople[:1])
		addPeople(t, s, smallPeople[len(smallPeople)-1:])
		x := serve(t, s)
		customer, desk := x.as(owner), x.as(admin)
		customer.language, desk.language = "ja", "ja"

		// Every step of a nomination, opened by its address.
		for _, step := range []string{views.NominatePath, views.NominatePartnerPath, views.NominateMeaningPath, views.NominateCheckPath} {
			a := customer.get(at(step, "s", "a-office", "partner", "　１００ ")).is(http.StatusOK)
			if step != views.NominatePath {
				a.says("Lumen Cloud", "100")
			}
		}
		for query, found := range map[string]string{"ｌｕｍｅｎ": "Lumen Cloud", "ＡＢＣ": "ＡＢＣ商事", "商事": "ＡＢＣ商事", "ｊｐ": "Lumen Cloud"} {
			customer.get(at(views.NominatePartnerPath, "s", "a-office", "q", query)).is(http.StatusOK).says(found)
		}
		a := customer.post(views.NominatePath, url.Values{"s": {"a-office"}, "seen": {"0"}, "partner": {"１００"}})
		customer.next(a).is(http.StatusOK).says("Lumen Cloud")

		// The filters of the vendor's desk.
		for _, c := range []struct {
			field, text string
			codes       map[string]int // of the rows: customers
		}{
			{"partner", "１００", map[string]int{"T-A": 1, "T-B": 1}},
			{"partner", "ｌｕｍｅｎ", map[string]int{"T-A": 1, "T-B": 1}},
			{"partner", "ＡＢＣ", map[string]int{"T-W": 1}},
			{"partner", "５００", map[string]int{"T-W": 1}},
			{"customer", "Ｔ－Ｗ", map[string]int{"T-W": 1}},
			{"customer", "ＸＹＺ", map[string]int{"T-W": 1}},
			{"customer", "ＢＩＲＣＨ．ｅｘａｍｐｌｅ", map[string]int{"T-B": 2}},
			{"customer", "ｂｉｒｃｈ　ｍｉｌｌｓ", map[string]int{"T-B": 2}},
		} {
			got := map[string]int{}
			desk.get(at(views.AssignmentsPath, c.field, c.text) + "&columns=tenant_id").is(http.StatusOK).page.Find("main tbody td .code").
				Each(func(_ int, s *goquery.Selection) { got[words(s)]++ })
			if !maps.Equal(got, c.codes) {
				t.Errorf("%s %s finds %v, want %v", c.field, c.text, got, c.codes)
			}
		}
	})
}
