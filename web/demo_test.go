package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/views"
)

// offering makes the portal a demonstration that offers some people.
func offering(emails ...string) func(*Options) {
	return func(o *Options) {
		for _, email := range emails {
			o.Demo = append(o.Demo, DemoPerson{Email: email})
		}
	}
}

func TestARealPortalSignsNobodyInByAClick(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.visitor()
	key := strconv.FormatInt(x.person(owner).Key, 10)
	v.post(views.DemoSignInPath, url.Values{"person": {key}}).is(http.StatusNotFound)
	if page := v.get(views.SignInPath); strings.Contains(page.body, views.DemoSignInPath) || strings.Contains(page.body, "Aiko") {
		t.Errorf("the sign-in page offers people\n%s", page.main())
	}
	if v.held() != "" {
		t.Error("somebody is signed in")
	}
}

func TestARealPortalHasNoPageOfTheDemonstration(t *testing.T) {
	t.Parallel()
	real, demonstration := small(t), small(t, offering(owner))
	tried := 0
	for _, rt := range routes {
		if !rt.demo || rt.method != get {
			continue
		}
		tried++
		for kind, v := range real.visitors() {
			if a := v.get(rt.path).is(http.StatusNotFound); a.page.Find("a[href='"+rt.path+"']").Length() != 0 {
				t.Errorf("%s is linked to for %q", rt.path, kind)
			}
		}
		v := demonstration.visitor()
		link := v.get(views.SignInPath).page.Find("footer a[href='" + rt.path + "']")
		v.get(link.AttrOr("href", "/no-link")).is(http.StatusOK)
	}
	if tried == 0 {
		t.Error("there is none")
	}
}

func TestTheDemonstrationSignsInWhomItOffersAndNobodyElse(t *testing.T) {
	t.Parallel()
	offered := []string{owner, lumen, admin}
	x := small(t, offering(offered...))
	v := x.visitor()
	var keys []string
	v.get(views.SignInPath).page.Find("button[name=person]").Each(func(_ int, s *goquery.Selection) {
		keys = append(keys, s.AttrOr("value", ""))
	})
	for _, p := range smallPeople {
		who := x.person(p.Email)
		key := strconv.FormatInt(who.Key, 10)
		if slices.Contains(keys, key) != slices.Contains(offered, p.Email) {
			t.Errorf("the page offers %v; %s is %s", keys, p.Email, key)
		}
		one := x.visitor()
		a := one.post(views.DemoSignInPath, url.Values{"person": {key}})
		if !slices.Contains(offered, p.Email) {
			if a.is(http.StatusNotFound); one.held() != "" {
				t.Errorf("%s is signed in", p.Email)
			}
			continue
		}
		first := views.HomeOf(views.Audience(who.Role.Audience()))
		if a = one.next(one.next(a)); a.is(http.StatusOK).asked.Path != first {
			t.Errorf("%s begins at %s, want %s", p.Email, a.asked.Path, first)
		}
	}
	for _, nobody := range []string{"", "0", "-1", "x", "99", owner} {
		v.post(views.DemoSignInPath, url.Values{"person": {nobody}}).is(http.StatusNotFound)
	}
}

func TestAPartnersLinkIsComeBackToAfterAPersonWasChosen(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner, lumen, admin))
	link := views.NominateMeaningPath + "?partner=100"
	for _, email := range []string{owner, lumen, admin} {
		v, who := x.visitor(), x.person(email)
		form := v.next(v.get(link)).is(http.StatusOK)
		a := v.press(form, words(form.page.Find("button[value='"+strconv.FormatInt(who.Key, 10)+"']")), nil)
		want := link
		if email != owner { // whose page it is not
			a, want = v.next(a), views.HomeOf(views.Audience(who.Role.Audience()))
		}
		if v.next(a).is(http.StatusOK); a.location() != want {
			t.Errorf("%s comes to %q, want %q", email, a.location(), want)
		}
	}
}

func TestTheDemonstrationSaysWhatEachPersonIs(t *testing.T) {
	t.Parallel()
	v := small(t, offering(owner, admin)).visitor()
	for language, want := range map[string][]string{
		"en": {"Owner, Aster Foods", "Programme admin"},
		"ja": {"Aster Foods 所有者", "プログラム管理者"},
	} {
		v.language = language
		got := v.get(views.SignInPath).page.Find("button.person .quiet").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
		if !slices.Equal(got, want) {
			t.Errorf("in %s they are %q, want %q", language, got, want)
		}
	}
}

func TestTheDemonstrationSaysThatItIsOne(t *testing.T) {
	t.Parallel()
	v := small(t, offering(owner)).visitor()
	for _, v.language = range views.Languages {
		for _, path := range []string{views.SignInPath, "/nowhere"} {
			a := v.get(path)
			clock := map[string]string{"en": "11 April 2016, 00:00 UTC", "ja": "2016/04/11 00:00 UTC"}[v.language]
			if got := words(a.page.Find(".demo")); got != say(v.language, "frame.demo_clock", "Time", clock) {
				t.Errorf("%s says %q", path, got)
			}
		}
	}
}

func TestADisabledPersonOfTheDemonstrationStaysOut(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner))
	key := strconv.FormatInt(x.person(owner).Key, 10)
	if err := x.store.Disable(t.Context(), owner); err != nil {
		t.Fatal(err)
	}
	v := x.visitor()
	v.post(views.DemoSignInPath, url.Values{"person": {key}})
	v.get(views.SubscriptionsPath).is(http.StatusSeeOther)
}
