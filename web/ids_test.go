package web

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/demo"
	"shimei/views"
)

// oddIDs are subscription ids as a vendor's systems may have them.
var oddIDs = []string{"a/slash", "/a/remove", "two words", "100%", "50%25", "a%2Fb", "東京 支社/1", "q?x=1&y#z",
	"plus+plus", "a;b,c", `"quoted"<b>`, "dot.csv", "semi;colon/../up"}

// odd serves the small fixture with the odd ids among the subscriptions of Aster Foods.
func odd(t *testing.T) *site {
	t.Helper()
	x := small(t)
	var b strings.Builder
	w := csv.NewWriter(&b)
	rows := [][]string{{"subscription_id", "tenant_id", "product", "seats", "start_date"}}
	for _, id := range oddIDs {
		rows = append(rows, []string{id, "T-A", "intune", "10", "2015-05-01"})
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	take(t, x.store, []demo.File{{Name: "odd.csv", CSV: []byte(b.String())}})
	return x
}

func TestEveryLinkAndFormWorksForIDsOfAnyLetters(t *testing.T) {
	t.Parallel()
	v := odd(t).as(owner)
	all := v.nominated("100", "Lumen Cloud", oddIDs...)
	list := v.get(views.SubscriptionsPath)
	for _, id := range oddIDs {
		if identified(all.page.Find("main"), id).Length() == 0 {
			t.Errorf("%q is not in the nomination\n%s", id, all.main())
		}
		row := identified(list.page.Find("main tbody th"), id).Closest("tr")
		link, is := row.Find("th a").Attr("href")
		if !is {
			t.Fatalf("%q is not in the list\n%s", id, list.main())
		}
		a := v.get(link).is(http.StatusOK).says(id, "Lumen Cloud")
		changed := v.click(a, say("en", "record.change")).is(http.StatusOK)
		a = v.click(a, say("en", "record.remove")).is(http.StatusOK)
		again := v.next(v.press(a, "English", nil)).is(http.StatusOK)
		for _, page := range []answer{changed, a, again} {
			if identified(page.page.Find("main"), id).Length() == 0 {
				t.Errorf("%s does not name %q\n%s", page.asked.RequestURI(), id, page.main())
			}
		}
		a = v.next(v.press(a, say("en", "remove.act", "Name", "Lumen Cloud"), nil)).is(http.StatusOK)
		a.says(id, say("en", "flash.removed", "Partner", "Lumen Cloud", "Product", "Intune"), say("en", "record.none_yet"))
	}
}

// identified are the ids within a part of a page that are one, whole or shortened.
func identified(s *goquery.Selection, id string) *goquery.Selection {
	return s.Find(".code").FilterFunction(func(_ int, code *goquery.Selection) bool {
		return words(code) == id || code.AttrOr("data-id", "") == id
	})
}

func TestAnOddIDOfAnotherCustomerIsAsAbsentAsAnyOther(t *testing.T) {
	t.Parallel()
	v := odd(t).as(otherOwner)
	for _, id := range oddIDs {
		v.get(views.SubscriptionPath(id)).is(http.StatusNotFound)
		v.get(views.RemovePath(id)).is(http.StatusNotFound)
	}
}
