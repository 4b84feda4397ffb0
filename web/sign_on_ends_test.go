package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store/signin"
	"shimei/views"
)

func TestSigningOutReachesTheProviderAndBack(t *testing.T) {
	t.Parallel()
	x := withProviders(t)
	v := x.english()
	v.signsOn("aster", "new", nil).is(http.StatusSeeOther)
	a := v.post(views.SignOutPath, nil).is(http.StatusOK).says("Signed out here")
	if to := a.page.Find("main a.button").AttrOr("href", ""); !strings.HasPrefix(to, x.aster.URL+"/end?client_id=shimei&") || a.header.Get("Refresh") != "0; url="+to {
		t.Errorf("%s %s", to, a.header.Get("Refresh"))
	}
	v.get(views.SubscriptionsPath).is(http.StatusSeeOther)
	if to := v.post(views.SignOutPath, nil).is(http.StatusSeeOther).location(); to != views.SignInPath {
		t.Errorf("signed out twice: %s", to)
	}
	v.signsOn("aster", "new", nil).is(http.StatusSeeOther)
	v.post(views.SignedOutPath("aster"), url.Values{"logout_token": {"x"}}).is(http.StatusBadRequest)
	v.post(views.SignedOutPath("staff"), url.Values{"logout_token": {x.aster.LogoutToken("new")}}).is(http.StatusBadRequest)
	v.get(views.SubscriptionsPath).is(http.StatusOK)
	v.post(views.SignedOutPath("aster"), url.Values{"logout_token": {x.aster.LogoutToken("new")}}).is(http.StatusOK)
	v.get(views.SubscriptionsPath).is(http.StatusSeeOther)
}

func TestASessionThatEndsAtItsProviderEndsHereAndNoOther(t *testing.T) {
	t.Parallel()
	x := withProviders(t)
	secret := signin.NewAppSecret()
	x.links(owner, "aster", "aiko")
	_, recovery, err := x.store.SetApp(t.Context(), x.person(owner), secret, codeOf(x.code(secret, 0)))
	x.must(err)
	second := signsInAlone(x, "s-2")
	second.post(views.FactorPath, url.Values{"code": {recovery[0]}}).is(http.StatusSeeOther)
	second.get(views.SubscriptionsPath).is(http.StatusOK)
	second.post(views.FactorsPath, url.Values{"act": {views.ActNoApp}}).is(http.StatusSeeOther) // goes on under a new session
	first := signsInAlone(x, "s-1")
	ends := func(session string) {
		t.Helper()
		x.visitor().post(views.SignedOutPath("aster"), url.Values{"logout_token": {x.aster.SessionToken(session)}}).is(http.StatusOK)
	}
	ends("s-3")
	first.get(views.SubscriptionsPath).is(http.StatusOK)
	ends("s-2")
	first.get(views.SubscriptionsPath).is(http.StatusOK)
	second.get(views.SubscriptionsPath).is(http.StatusSeeOther)
	ends("s-1")
	first.get(views.SubscriptionsPath).is(http.StatusSeeOther)
}

// signsInAlone signs the owner in at the provider, which has a name for the session.
func signsInAlone(x *provided, session string) *visitor {
	x.t.Helper()
	x.aster.Change = func(c map[string]any) { c["sid"] = session }
	v := x.english()
	v.signsOn("aster", "aiko", nil).is(http.StatusSeeOther)
	return v
}
