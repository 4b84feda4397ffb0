package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/programme"
	"shimei/views"
)

func TestInsightsSayWhatNobodyLooksAfterAndNobodyUses(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, renewing)
	for who, act := range map[string]string{owner: "insights.nominate", reader: "insights.show_without"} {
		v := x.as(who)
		for _, v.language = range views.Languages {
			a := v.click(v.get(views.SubscriptionsPath), say(v.language, "insights.open")).is(http.StatusOK)
			a.says(say(v.language, "insights.without", "N", 2), say(v.language, "insights.idle", "N", 10), say(v.language, "insights.unassigned", "N", 10), say(v.language, act))
			for _, hidden := range seen { // of the other customer
				if strings.Contains(a.main(), hidden) {
					t.Errorf("%s is shown %s", who, hidden)
				}
			}
			a.page.Find("main a[href]").Each(func(_ int, s *goquery.Selection) {
				path, anchor, _ := strings.Cut(s.AttrOr("href", ""), "#")
				there := a
				if path != "" {
					there = v.get(path).is(http.StatusOK)
				}
				if anchor != "" && there.page.Find("#"+anchor).Length() != 1 {
					t.Errorf("nothing is at %s#%s", path, anchor)
				}
			})
		}
	}
}

func TestTheHelpSaysWhatEachRouteBrings(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.visitor()
	for _, v.language = range views.Languages {
		a := v.get(views.HelpPath).is(http.StatusOK)
		rows := a.page.Find("main tbody tr")
		if routes := x.programme().Routes; rows.Length() != len(routes) {
			t.Errorf("%d routes, want %d", rows.Length(), len(routes))
		}
		for k, route := range x.programme().Routes {
			row := words(rows.Eq(k))
			for _, b := range route.Benefits {
				if !strings.Contains(row, say(v.language, "benefit."+b)) {
					t.Errorf("%s does not bring %s in %s", route.ID, b, row)
				}
			}
			if strings.Contains(row, say(v.language, "help.no_rights")) != (route.ID == programme.DPOR) {
				t.Errorf("of access says: %s", row)
			}
		}
	}
}
