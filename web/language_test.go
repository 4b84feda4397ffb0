package web

import (
	"net/http"
	"net/url"
	"testing"

	"shimei/views"
)

func TestThePageIsInTheLanguageThatTheBrowserAsksFor(t *testing.T) {
	t.Parallel()
	v := small(t).visitor()
	for asked, want := range map[string]string{
		"":                          "en",
		"en-GB":                     "en",
		"ja":                        "ja",
		"ja-JP,ja;q=0.9,en;q=0.8":   "ja",
		"de-DE,de;q=0.9,ja;q=0.5":   "ja",
		"fr-FR":                     "en",
		"en;q=0.5, ja;q=0.9":        "ja",
		"*":                         "en",
		"\u2603;q=oddly, not a tag": "en",
	} {
		v.language = asked
		a := v.get(views.SignInPath).is(http.StatusOK)
		if a.language() != want {
			t.Errorf("%q is answered in %q, want %q", asked, a.language(), want)
		}
		a.says(say(want, "sign_in.title"))
		if got := v.get("/nowhere").is(http.StatusNotFound).language(); got != want {
			t.Errorf("%q is told of an error in %q, want %q", asked, got, want)
		}
	}
}

func TestAChosenLanguageIsKeptInTheBrowserAndReturnsToThePage(t *testing.T) {
	t.Parallel()
	v := small(t).visitor()
	a := v.press(v.get("/sign-in?return=%2Fsubscriptions"), "日本語", nil)
	if c := a.cookie("language"); c == nil || c.Value != "ja" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.MaxAge < 1e7 {
		t.Errorf("the cookie is %v", c)
	}
	if a.location() != "/sign-in?return=%2Fsubscriptions" {
		t.Errorf("it returns to %q", a.location())
	}
	v.language = "en"
	if got := v.next(a).language(); got != "ja" {
		t.Errorf("the page is in %q", got)
	}
	for _, wrong := range []string{"", "xx", "<script>"} {
		a = v.post(views.LanguagePath, url.Values{"language": {wrong}, "return": {"//evil.example"}})
		if c := a.cookie("language"); c == nil || c.Value != "en" || a.location() != views.HomePath {
			t.Errorf("%q sets %v and leads to %q", wrong, c, a.location())
		}
	}
}

func TestAChosenLanguageGoesWithTheAccountToAnotherBrowser(t *testing.T) {
	t.Parallel()
	x := small(t)
	first := x.as(owner)
	first.language = "en"
	if got := first.get(views.SubscriptionsPath).language(); got != "en" {
		t.Errorf("before the choice the page is in %q", got)
	}
	first.press(first.get(views.SubscriptionsPath), "日本語", nil)
	second := x.as(owner)
	second.language = "en"
	for _, path := range []string{views.SubscriptionsPath, "/nowhere", "/subscriptions/b-office"} {
		if got := second.get(path).language(); got != "ja" {
			t.Errorf("in another browser %s is in %q", path, got)
		}
	}
	second.press(second.get(views.SubscriptionsPath), "English", nil)
	if got := second.get(views.SubscriptionsPath).language(); got != "en" {
		t.Errorf("after the second choice the page is in %q", got)
	}
	if got := first.get(views.SubscriptionsPath).language(); got != "ja" {
		t.Errorf("the first browser's own choice is lost: %q", got)
	}
}

func TestAnErrorPageKnowsWhoIsSignedIn(t *testing.T) {
	t.Parallel()
	v := small(t).as(owner)
	for _, path := range []string{"/nowhere", "/subscriptions/b-office", "/partner"} {
		if got := words(v.get(path).page.Find("header .menu summary")); got != "Aiko Mori" {
			t.Errorf("%s greets %q", path, got)
		}
	}
}
