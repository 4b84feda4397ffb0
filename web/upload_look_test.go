//go:build !race

package web

import (
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"

	"shimei/views"
)

// uploadSettings are those that the states of an upload's page are looked at in: each language, theme and
// width on one of them, and everything on request.
func uploadSettings(n int) []setting {
	if everything() {
		return product("full")
	}
	return []setting{{"full", views.Languages[n%2], themes[(n+1)%2], widths[2*(n%2)]}}
}

func TestTheStatesOfAnUploadAreSoundOnEveryScreen(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := past(t, "2016-03", "2016-04")
	e, desk := x.examiner(browser), x.as(admin)
	e.become(x, admin)
	subscriptions := [2]string{"subscriptions.csv", "subscription_id,tenant_id,product,start_date\nc-office,T-B,office365,03/04/2016\n"}
	states := []struct {
		name string
		page func() answer
	}{
		{"refused", func() answer {
			return desk.checked(nil, [2]string{"usage.csv", usageHeader + "nobody,2016-04,exchange,30,30,29,\nb-office,2016-13,exchange,30,many,29,\n"})
		}},
		{"asked for dates", func() answer { return desk.checked(nil, subscriptions) }},
		{"of the past", func() answer { return desk.checked(nil, suspension) }},
		{"read as chosen", func() answer {
			return desk.follow(desk.press(desk.checked(nil, subscriptions), say("en", "upload.read"), url.Values{"dates-0": {"mdy"}}))
		}},
		{"stored", func() answer {
			return desk.imported(nil, [2]string{"new.csv", "tenant_id,name\nT-C,Cedar\n"}, [2]string{"usage.csv", usageHeader + "b-office,2016-04,sharepoint,30,30,29,\n"})
		}},
	}
	for n, state := range states {
		name, address := "/upload "+state.name, state.page().asked.Path
		for _, s := range uploadSettings(n) {
			reports(t, name, e.look(name, address, []setting{s}))
		}
	}
}

// What is wrong is read first, also where a table is wider than the screen; and what opens has room below its
// summary.
func TestOnANarrowScreenTheMessageOfAnErrorIsSeenWithoutScrolling(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := past(t, "2016-03", "2016-04")
	e, desk := x.examiner(browser), x.as(admin)
	e.become(x, admin)
	refused := desk.checked(nil, [2]string{"usage-of-all-subscriptions.csv", usageHeader + "nobody,2016-04,exchange,30,30,29,\nb-office,2016-13,exchange,30,many,29,\n"})
	for _, language := range views.Languages {
		reports(t, "/upload refused", e.look("/upload refused", refused.asked.Path, []setting{{"full", language, "light", widths[0]}}))
		if beyond := do(e.tab, "measure the messages", chromedp.Evaluate[int](`[...document.querySelectorAll("td.message")].filter(m => m.getBoundingClientRect().right > innerWidth).length +
			(document.querySelector("td.message") ? 0 : 100)`)); beyond != 0 {
			t.Errorf("in %s %d messages are off the screen", language, beyond)
		}
	}
	untried := desk.checked(nil, [2]string{"usage.csv", usageHeader + "nobody,2016-04,exchange,30,30,29,\n"}, [2]string{"sales.csv", "order_id,subscription_id,partner_id,date,seats\n"})
	reports(t, "/upload untried", e.look("/upload untried", untried.asked.Path, []setting{{"full", "ja", "light", widths[0]}}))
	if right := do(e.tab, "measure why a file is untried", chromedp.Evaluate[float64](`document.querySelector(".because").getBoundingClientRect().right`)); right > float64(widths[0]) {
		t.Errorf("why a file is untried ends at %g pixels", right)
	}
	reports(t, "/upload form", e.look("/upload form", views.ImportsPath, []setting{{"full", "en", "light", widths[0]}}))
	if room := do(e.tab, "measure the room below the summary", chromedp.Evaluate[float64](`(() => { const d = document.querySelector("#map").closest("details"); d.open = true;
		return d.querySelector(".field").getBoundingClientRect().top - d.querySelector("summary").getBoundingClientRect().bottom })()`)); room < 8 {
		t.Errorf("below the summary %g pixels are free", room)
	}
}
