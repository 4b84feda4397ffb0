//go:build !race

package web

import (
	"net/url"
	"path/filepath"
	"testing"

	"shimei/views"
)

// remember keeps the session of somebody for a browser.
func (x *site) remember(email string) {
	x.t.Helper()
	at, err := url.Parse(x.URL)
	if err != nil {
		x.t.Fatal(err)
	}
	for _, cookie := range x.signedIn(email).http.Jar.Cookies(at) {
		if cookie.Name == "shimei" {
			x.secrets[email] = cookie.Value
		}
	}
}

func TestThePagesOfAMoveAreSoundOnEveryScreen(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	m := movedSite(t, filepath.Join(t.TempDir(), "shimei.db"))
	m.take(map[string]string{"subscriptions": "subscription_id,tenant_id,product,licensing,seats,start_date\nt-ems,umb-9072,ems,direct,5,2015-12-01\n"})
	m.secrets = map[string]string{}
	e := m.examiner(browser)
	for n, page := range []struct{ who, name, address string }{
		{tove, "/moved/subscription", "/subscriptions/m-office"},
		{tove, "/moved/nomination", "/nominations/" + m.tamarind},
		{tove, "/moved/activity", views.ActivityPath},
		{ulla, "/moved/asked", views.SubscriptionsPath},
		{anton, "/moved/lines", "/partner/credit/lines?month=2016-02&competency=cloud-productivity&requirement=0"},
	} {
		if m.secrets[page.who] == "" {
			m.remember(page.who)
		}
		e.become(m.site, page.who)
		for k, language := range views.Languages {
			first := []int64{360, 1280}[(n+k)%2] // in which axe runs too
			reports(t, page.name, e.look(page.name, page.address, []setting{{"full", language, "light", first}, {"full", language, "light", 360 + 1280 - first}}))
		}
	}
}
