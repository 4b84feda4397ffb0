package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"shimei/views"
)

// sensitive are the addresses whose forms ask once more who it is.
var sensitive = []string{
	"/admin/people/person/:key", "/admin/statements/:month/close", "/partner/people/person/:key",
	"/partner/people/second-factor", "/people/person/:key", "/people/second-factor", "/profile/factors",
}

func TestEachSensitiveFormAsksWhoItIsWhereTheProofIsOldAndNowhereElse(t *testing.T) {
	t.Parallel()
	old := small(t, func(o *Options) { o.Sessions = SessionLife{Confirm: -time.Hour} }) // nothing is ever late enough
	fresh := serve(t, old.store)
	var found []string
	for _, rt := range routes {
		if rt.method != post || !rt.confirm {
			continue
		}
		found = append(found, rt.path)
		to := strings.NewReplacer(":key", "1", ":month", "2015-01").Replace(rt.path)
		old.unchanged(func() {
			a := old.as(readers[rt.audience]).post(to, nil).is(http.StatusSeeOther)
			if !strings.HasPrefix(a.location(), views.ConfirmPath) {
				t.Errorf("%s leads to %s", rt.path, a.location())
			}
		})
		if a := fresh.signedIn(readers[rt.audience]).post(to, nil); strings.HasPrefix(a.location(), views.ConfirmPath) {
			t.Errorf("%s asks who it is of whom has just signed in", rt.path)
		}
	}
	slices.Sort(found)
	if !slices.Equal(found, sensitive) {
		t.Errorf("%q are sensitive", found)
	}
}

func TestWhoProvesWhoItIsGoesBackToAPageThatIsEverybodys(t *testing.T) {
	t.Parallel()
	x := small(t, func(o *Options) { o.Sessions = SessionLife{Confirm: -time.Hour} })
	v := x.signedIn(owner)
	v.language = "en"
	a := v.follow(v.post(views.FactorsPath, url.Values{"act": {views.ActRecovery}}).is(http.StatusSeeOther)).says("Is it still you?")
	a = v.press(a, "Go on", url.Values{"password": {password}}).is(http.StatusSeeOther)
	if a.location() != views.FactorsPath {
		t.Errorf("it leads to %s", a.location())
	}
}
