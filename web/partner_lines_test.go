package web

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/demo"
	"shimei/store/programme"
	"shimei/views"
)

// minor reads an amount as an English page writes it: whole numbers, or minor units where
// it is money.
func minor(t *testing.T, text string) int64 {
	t.Helper()
	digits := 0
	if strings.Contains(text, "$") {
		digits = 2
	}
	n, err := programme.ParseDecimal(strings.NewReplacer("$", "", ",", "").Replace(text), digits)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// linesOf walks through the pages of lines from an address on, and returns how many lines
// there are and what they sum to.
func (v *visitor) linesOf(address string) (lines int, sum int64) {
	v.t.Helper()
	for address != "" {
		a := v.get(address).is(http.StatusOK)
		var page int64
		a.page.Find("ul.why:not(.reasons, .inner) > li").Each(func(_ int, customer *goquery.Selection) { // what is missed is not summed up
			var its int64
			customer.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
				lines++
				its += minor(v.t, row.Find("td.num").Text())
			})
			if subtotal := minor(v.t, words(customer.Find("p.num").First())); subtotal != its {
				v.t.Errorf("%s: lines sum to %d, and their customer to %d", address, its, subtotal)
			}
			page += its
		})
		sum += page
		address = a.page.Find("nav.pager a[rel=next]").First().AttrOr("href", "")
	}
	return lines, sum
}

func TestEveryFigureLeadsToTheLinesThatSumToIt(t *testing.T) {
	for name, x := range map[string]struct {
		site   *site
		people []string
	}{"small": {small(t), []string{lumen, harbour, ember}}, "tour": {tour(t), []string{dana}}} {
		t.Run(name, func(t *testing.T) {
			followed := 0
			for _, who := range x.people {
				v := x.site.as(who)
				v.language = "en"
				for _, month := range []string{"2016-03", "2016-04", "2016-06"} {
					v.get(views.OverviewPath + "?month=" + month).page.Find(".figure a").Each(func(_ int, link *goquery.Selection) {
						figure := minor(t, strings.Fields(words(link))[0])
						credit := v.get(link.AttrOr("href", "")).is(http.StatusOK)
						why := credit.page.Find(`main a[href^="`+views.LinesPath+`?"]`).AttrOr("href", "")
						lines, sum := v.linesOf(why)
						if sum != figure {
							t.Errorf("%s of %s: %d lines sum to %d, the overview says %d", why, who, lines, sum, figure)
						}
						followed += lines
					})
				}
			}
			if followed < 3 {
				t.Errorf("only %d lines were followed", followed)
			}
		})
	}
}

func TestTheLinesAreTheSameAsAFile(t *testing.T) {
	x := small(t)
	v := x.as(lumen)
	address := "/partner/credit/lines.csv?month=2016-04&competency=cloud-productivity"
	a := v.get(address).is(http.StatusOK)
	rows, err := csv.NewReader(strings.NewReader(a.body)).ReadAll()
	if err != nil || len(rows) != 2 || strings.Join(rows[1], " ") != "Birch Mills T-B b-office  2016-04 25 dpor dpor   usage.csv:6 2016-04-11T00:00:00Z " {
		t.Errorf("%v %q", err, rows)
	}
	if x.as(ember).get(address).body == a.body {
		t.Error("another partner gets the same lines")
	}
}

func TestALineSaysHowAConvertedAmountCame(t *testing.T) {
	x := small(t)
	take(t, x.store, []demo.File{{Name: "rates.csv", CSV: []byte("month,currency,rate\n2016-04,EUR,1.0837\n")},
		{Name: "usage.csv", CSV: []byte("subscription_id,month,consumed,currency\nb-azure,2016-04,75.005,EUR\n")},
		{Name: "associations.csv", CSV: []byte("route,partner_id,subscription_id,from\ndpor,100,b-azure,2016-01-01\n")}})
	address := "/partner/credit/lines?month=2016-04&competency=cloud-platform"
	for _, who := range []string{lumen, harbour} { // credited, and not
		v := x.as(who)
		for language, want := range map[string]string{"en": "75.005 EUR at 1.0837", "ja": "75.005 EUR (換算レート 1.0837)"} {
			v.language = language
			v.get(address).is(http.StatusOK).says("$81.28", want)
		}
		if file := v.get(strings.Replace(address, "lines?", "lines.csv?", 1)).is(http.StatusOK); !strings.Contains(file.body, ",75.005 EUR at 1.0837\n") {
			t.Error(file.body)
		}
	}
}

func TestWhatIsNotCreditedSaysWhyAndWhatWouldChangeIt(t *testing.T) {
	x := small(t)
	take(t, x.store, []demo.File{{Name: "usage.csv", CSV: []byte("subscription_id,month,consumed\nb-azure,2016-04,75\n")}})
	v := x.as(harbour)
	v.language = "en"
	v.get("/partner/credit/lines?month=2016-04&competency=cloud-platform").says(
		say("en", "reason.route_not_applicable"), say("en", "remedy.route_not_applicable"), "$75.00",
		"/nominate/meaning?partner=201")
}

func TestAFileForASpreadsheetRunsNoName(t *testing.T) {
	x := small(t)
	take(t, x.store, []demo.File{{Name: "customers.csv", CSV: []byte("tenant_id,name\nT-B,\"=HYPERLINK(\"\"http://x.example\"\")\"\n")}})
	v := x.as(lumen)
	for _, address := range []string{"/partner/credit/lines.csv?month=2016-04&competency=cloud-productivity", "/partner/statement.csv?month=2016-04"} {
		if a := v.get(address).is(http.StatusOK); !strings.Contains(a.body, `"'=HYPERLINK(`) || strings.Contains(a.body, `"=`) {
			t.Errorf("%s:\n%s", address, a.body)
		}
	}
}
