package web

import (
	"net/http"
	"testing"

	"shimei/views"
)

// again asks for a page that the visitor has under a tag.
func (v *visitor) again(path, tag string) answer {
	v.t.Helper()
	return v.send(http.MethodGet, path, "", nil, func(r *http.Request) { r.Header.Set("If-None-Match", `"another", `+tag) })
}

func TestAPageThatDidNotChangeIsNotSentAgain(t *testing.T) {
	t.Parallel()
	x := small(t)
	for audience, who := range readers {
		v, path := x.visitor(), views.HelpPath
		if who != "" {
			v, path = x.as(who), views.HomeOf(audience)
		}
		first := v.get(path).is(http.StatusOK)
		tag := first.header.Get("ETag")
		if a := v.again(path, tag).is(http.StatusNotModified); tag == "" || a.body != "" || a.header.Get("ETag") != tag {
			t.Errorf("%s: %q of %q", path, a.body, tag)
		}
		v.language = views.Languages[1]
		v.again(path, tag).is(http.StatusOK)
	}
}

func TestNobodyIsToldThatAnothersPageDidNotChange(t *testing.T) {
	t.Parallel()
	x := small(t)
	for _, path := range []string{views.HelpPath, views.SubscriptionsPath} {
		tag := x.as(owner).get(path).header.Get("ETag")
		x.as(administrator).again(path, tag).is(http.StatusOK)
		x.signedIn(owner).again(path, tag).is(http.StatusOK) // the same person, signed in anew
	}
}

func TestAfterANominationThePageIsSentAgain(t *testing.T) {
	t.Parallel()
	x := small(t)
	customer, partner := x.as(owner), x.as(lumen)
	list, overview := customer.get(views.SubscriptionsPath).header.Get("ETag"), partner.get(views.OverviewPath).header.Get("ETag")
	customer.post(views.NominatePath, map[string][]string{"s": {"a-office"}, "seen": {"0"}, "partner": {"100"}}).is(http.StatusSeeOther)
	customer.again(views.SubscriptionsPath, list).is(http.StatusOK)
	partner.again(views.OverviewPath, overview).is(http.StatusOK)
}

func TestWhatIsNoWholePageIsNotKept(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(lumen)
	for _, path := range []string{"/nothing", "/partner?month=2016-13", "/partner/statement.csv?month=2016-03"} {
		if a := v.get(path); a.header.Get("ETag") != "" || a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", path, a.header)
		}
	}
}

func TestSigningOutClearsWhatTheBrowserKept(t *testing.T) {
	t.Parallel()
	a := small(t).signedIn(owner).post(views.SignOutPath, nil).is(http.StatusSeeOther)
	if got := a.header.Get("Clear-Site-Data"); got != `"cache"` {
		t.Errorf("it says %q", got)
	}
}
