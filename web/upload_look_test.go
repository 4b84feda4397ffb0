//go:build !race

package web

import (
	"testing"

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
			return desk.follow(desk.press(desk.checked(nil, subscriptions), say("en", "upload.read"), nil))
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
