package web

import (
	"net/http"
	"net/url"
	"testing"

	"shimei/views"
)

func TestANominationWhoseSessionEndedIsCheckedAgainAndSent(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.signedIn(owner)
	v.language = "en"
	check := v.get(views.NominateStep(views.NominateCheckPath, []string{"a-office", "a-ems"}, "100")).is(http.StatusOK)
	if err := x.store.SetPassword(t.Context(), owner, password); err != nil { // ends all sessions
		t.Fatal(err)
	}
	var page answer
	x.unchanged(func() {
		page = v.follow(v.press(check, "Nominate Lumen Cloud for 2 subscriptions", nil)).says(say("en", "sign_in.unsent"))
		page = v.press(page, say("en", "sign_in.act"), url.Values{"email": {owner}, "password": {"wrong password"}}).is(http.StatusUnprocessableEntity).says(say("en", "sign_in.unsent"))
		page = v.follow(v.press(page, say("en", "sign_in.act"), url.Values{"email": {owner}, "password": {password}}))
		page.says(say("en", "sign_in.unsent_yet"), "a-office", "a-ems", "Lumen Cloud")
	})
	v.follow(v.press(page, "Nominate Lumen Cloud for 2 subscriptions", nil)).says("You nominated Lumen Cloud")
}

func TestAFormWhoseSessionEndedLeadsToNothingOfSomebodyElse(t *testing.T) {
	t.Parallel()
	x := small(t)
	for path, want := range map[string]string{
		views.NominatePath:              views.NominateStep(views.NominateCheckPath, []string{"a-office"}, "100"),
		"/subscriptions/a-azure/remove": "/subscriptions/a-azure/remove",
		views.ProfilePath:               views.ProfilePath,
	} {
		v := x.visitor()
		a := v.post(path, url.Values{"s": {"a-office"}, "seen": {"0"}, "partner": {"100"}, "return": {"https://evil.example"}, "password": {anotherPassword}}).is(http.StatusSeeOther)
		to, err := url.Parse(a.location())
		if err != nil || to.Path != views.SignInPath || to.Query().Get("return") != want || len(to.Query()) != 2 {
			t.Errorf("%s leads to %s", path, a.location())
		}
		if path == views.ProfilePath { // which is everybody's
			continue
		}
		a = v.post(views.SignInPath, url.Values{"email": {lumen}, "password": {password}, "return": {want}, "unsent": {"1"}})
		if a.location() != views.HomePath {
			t.Errorf("a partner's manager is led to %s", a.location())
		}
	}
	a := x.visitor().send(http.MethodPost, views.NominatePath, "application/x-www-form-urlencoded", nil, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") })
	a.is(http.StatusForbidden)
}
