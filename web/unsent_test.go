package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store/demo"
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

func TestAFormOfAPageThatIsEverybodysIsGoneBackTo(t *testing.T) {
	t.Parallel()
	x := small(t)
	ended := x.ended()
	for _, path := range []string{views.ProfilePath, views.FactorsPath, views.MessagesPath, views.MailChoicesPath} {
		v := x.signedIn(lumen)
		v.language = "en"
		a := v.late(ended, path, url.Values{"name": {"Nori"}})
		v.post(views.SignOutPath, nil).is(http.StatusSeeOther)
		page := v.press(v.get(a.location()), say("en", "sign_in.act"), url.Values{"email": {lumen}, "password": {password}}).is(http.StatusSeeOther)
		if want := strings.TrimSuffix(path, "/mail"); page.location() != want {
			t.Errorf("%s leads to %s", path, page.location())
		}
		v.follow(page).says(say("en", "sign_in.unsent_yet"))
	}
}

func TestAFormThatWasNotTakenChangesNoOtherFormOfItsPage(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.signedIn(lumen)
	ticked := func() int {
		return v.get(views.MessagesPath).is(http.StatusOK).page.Find("input[name=mail][checked]").Length()
	}
	before := ticked()
	v.late(x.ended(), views.MessagesPath, url.Values{"latest": {"1"}})
	if after := ticked(); before == 0 || after != before {
		t.Errorf("%d topics go by mail, and %d once messages were not marked as read", before, after)
	}
}

func TestAnExtensionThatWasNotAskedForIsOfTheSameDelegationAgain(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, []demo.File{{Name: "associations.csv", CSV: []byte("route,partner_id,subscription_id,tenant_id,from,to\ndap,100,,T-A,2016-01-01,2016-05-01\n")}})
	v := x.signedIn(lumen)
	v.language = "en"
	form := v.click(v.get(views.CustomerPath("T-A")), say("en", "request.extend")).is(http.StatusOK)
	named := func(a answer, name string) string {
		return a.page.Find("main form[method=post] [name="+name+"]").AttrOr("value", "")
	}
	fields := url.Values{"way": {"extension"}, "association": {named(form, "association")}, "days": {"17"}}
	to, err := url.Parse(v.late(x.ended(), views.NewRequestPath, fields).location())
	if err != nil {
		t.Fatal(err)
	}
	again := v.get(to.Query().Get("return")).is(http.StatusOK).says("Aster Foods", "30 April 2016")
	for name := range fields {
		if named(again, name) != fields.Get(name) {
			t.Errorf("the %s is %q again", name, named(again, name))
		}
	}
}

func TestAFormOfOnePartOfAListLeadsBackToThatPart(t *testing.T) {
	t.Parallel()
	x := small(t)
	a := x.signedIn(admin).late(x.ended(), views.ReviewPath+"?sort=-at", url.Values{"note": {"seen"}})
	to, err := url.Parse(a.location())
	if err != nil || to.Query().Get("return") != views.ReviewPath+"?sort=-at" {
		t.Errorf("it leads to %s", a.location())
	}
}

func TestAFormThatIsTooLongToBeKeptSaysSo(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.signedIn(owner)
	v.language = "en"
	v.late(x.ended(), views.InvitePath(views.Customer), url.Values{"name": {strings.Repeat("a", mostUnsent)}})
	v.get(views.InvitePath(views.Customer)).is(http.StatusOK).says(say("en", "sign_in.unsent_long"))
}
