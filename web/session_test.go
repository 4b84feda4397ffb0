package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"shimei/store/signin"
	"shimei/views"
)

// held is the session's secret that a visitor's browser holds.
func (v *visitor) held() string {
	v.t.Helper()
	at, err := url.Parse(v.site.URL)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, c := range v.http.Jar.Cookies(at) {
		if c.Name == "shimei" {
			return c.Value
		}
	}
	return ""
}

// with opens a page with a secret in place of the visitor's cookies.
func (x *site) with(secret, path string) answer {
	x.t.Helper()
	return x.visitor().send(http.MethodGet, path, "", nil, func(r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "shimei", Value: secret})
	})
}

func TestASignInTakesANewSecretAndForgetsTheOneBefore(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.signedIn(owner)
	first := v.held()
	a := v.post(views.SignInPath, url.Values{"email": {" " + strings.ToUpper(administrator)}, "password": {password}})
	if set := a.is(http.StatusSeeOther).header.Values("Set-Cookie"); len(set) != 2 || a.cookie("shimei") == nil || a.cookie("shimei-device") == nil {
		t.Errorf("a sign-in sets %q", set)
	}
	if second := v.held(); second == first || second == "" {
		t.Errorf("the secret was %q and is %q", first, second)
	}
	x.with(first, views.SubscriptionsPath).is(http.StatusSeeOther)
	x.with(v.held(), views.SubscriptionsPath).is(http.StatusOK)

	r := signInAs(owner)
	r.AddCookie(&http.Cookie{Name: "shimei", Value: "planted"})
	planted := direct(t, New(Options{Store: x.store, Log: x.logger(), PlainHTTP: true}), r)
	if c := planted.cookie("shimei"); c == nil || c.Value == "planted" || len(c.Value) < 40 {
		t.Errorf("a sign-in keeps %v", c)
	}
}

func TestTheSessionsCookieIsKeptFromScriptsAndOtherSites(t *testing.T) {
	t.Parallel()
	x := small(t)
	for _, c := range []struct {
		plain bool
		name  string
	}{{true, "shimei"}, {false, "__Host-shimei"}} {
		h := New(Options{Store: x.store, Log: x.logger(), PlainHTTP: c.plain})
		a := direct(t, h, signInAs(owner)).is(http.StatusSeeOther)
		got := a.cookie(c.name)
		if got == nil {
			t.Fatalf("no cookie %s in %q", c.name, a.header["Set-Cookie"])
		}
		if !got.HttpOnly || got.SameSite != http.SameSiteLaxMode || got.Secure == c.plain || got.Path != "/" ||
			got.Domain != "" || got.MaxAge != 12*60*60 {
			t.Errorf("the cookie is %v", got)
		}
		next := httptest.NewRequest(http.MethodGet, views.SubscriptionsPath, nil)
		next.AddCookie(got)
		direct(t, h, next).is(http.StatusOK)
	}
}

func TestSigningOutEndsTheSessionOnTheServer(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.signedIn(owner)
	secret := v.held()
	a := v.press(v.get(views.SubscriptionsPath), say("en", "frame.sign_out"), nil)
	if c := a.is(http.StatusSeeOther).cookie("shimei"); a.location() != views.SignInPath || c == nil || c.MaxAge >= 0 {
		t.Errorf("it leads to %q and sets %v", a.location(), c)
	}
	if v.held() != "" {
		t.Errorf("the browser still holds %q", v.held())
	}
	x.with(secret, views.SubscriptionsPath).is(http.StatusSeeOther)
	v.post(views.SignOutPath, nil).is(http.StatusSeeOther) // once more, and nothing happens
}

func TestADisabledAccountIsOutAtItsNextRequest(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	v.get(views.SubscriptionsPath).is(http.StatusOK)
	if err := x.store.Disable(t.Context(), owner); err != nil {
		t.Fatal(err)
	}
	v.get(views.SubscriptionsPath).is(http.StatusSeeOther)
	v.post(views.SignInPath, url.Values{"email": {owner}, "password": {password}}).is(http.StatusUnprocessableEntity)
}

func TestAWrongSignInSaysSoAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	v := small(t).visitor()
	for _, v.language = range views.Languages {
		for email, secret := range map[string]string{owner: "wrong password", "nobody@nowhere.example": password, "": ""} {
			a := v.post(views.SignInPath, url.Values{"email": {email}, "password": {secret}, "return": {"/subscriptions/a-office"}})
			a.is(http.StatusUnprocessableEntity).says(say(v.language, "sign_in.wrong"))
			if got := a.fields("email")[0] + a.fields("return")[0] + a.fields("password")[0]; got != email+"/subscriptions/a-office" {
				t.Errorf("the form holds %q", got)
			}
			if v.held() != "" {
				t.Errorf("%q is signed in", email)
			}
		}
	}
}

func TestASignInReturnsOnlyToPagesOfThisPortal(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]string{
		"/subscriptions":                  "/subscriptions",
		"/subscriptions/a%2Fslash?x=1&y=": "/subscriptions/a%2Fslash?x=1&y=",
		"/nominate/meaning?partner=100":   "/nominate/meaning?partner=100",
		"":                                views.HomePath,
		"subscriptions":                   views.HomePath,
		"//evil.example":                  views.HomePath,
		"///evil.example":                 views.HomePath,
		"https://evil.example":            views.HomePath,
		"https:evil.example":              views.HomePath,
		`/\evil.example`:                  views.HomePath,
		`\\evil.example`:                  views.HomePath,
		"/\t/evil.example":                views.HomePath,
		"\t//evil.example":                views.HomePath,
		" //evil.example":                 views.HomePath,
		"/\r\nSet-Cookie: a=b":            views.HomePath,
		"javascript:alert(1)":             views.HomePath,
		"data:text/html,x":                views.HomePath,
		"/%zz":                            views.HomePath,
	} {
		if got := local(to); got != want {
			t.Errorf("%q returns to %q, want %q", to, got, want)
		}
	}
	v := small(t).visitor()
	a := v.next(v.get("/subscriptions/a-office"))
	a = v.press(a, say("en", "sign_in.act"), url.Values{"email": {owner}, "password": {password}})
	v.next(a).is(http.StatusOK).says("a-office")
	for to, want := range map[string]string{"//evil.example": views.HomePath, "/subscriptions/a%2Fslash": "/subscriptions/a%2Fslash",
		views.HelpPath: views.HelpPath, views.OverviewPath: views.HomePath, views.SignOutPath: views.HomePath, "/nowhere": views.HomePath} {
		a = v.post(views.SignInPath, url.Values{"email": {owner}, "password": {password}, "return": {to}})
		if a.location() != want {
			t.Errorf("asked for %s it leads to %q, want %q", to, a.location(), want)
		}
	}
}

func TestWhoTriesTooOftenIsAskedToWait(t *testing.T) {
	t.Parallel()
	x := small(t)
	h := New(Options{Store: x.store, Log: x.logger(), PlainHTTP: true})
	known := direct(t, h, signInAs(owner)).is(http.StatusSeeOther).cookie("shimei-device")
	wrong := func() answer {
		r := signInAs(owner)
		r.Body = io.NopCloser(strings.NewReader(url.Values{"email": {owner}, "password": {"not " + password}}.Encode()))
		return direct(t, h, r)
	}
	for range signin.AccountLimit.Free {
		wrong().is(http.StatusUnprocessableEntity)
	}
	for _, a := range []answer{wrong(), direct(t, h, signInAs(owner))} { // the right one tells no more than a wrong one
		told(t, a, http.StatusTooManyRequests)
		a.says(say("en", "sign_in.wait_seconds", "Seconds", 1))
		if after := a.header.Get("Retry-After"); after != "1" || a.cookie("shimei") != nil {
			t.Errorf("Retry-After is %q, and somebody may be signed in", after)
		}
	}
	elsewhere := signInAs(owner)
	elsewhere.RemoteAddr = "192.0.2.77:1234"
	elsewhere.Header.Set("X-Forwarded-For", "192.0.2.1")
	direct(t, h, elsewhere).is(http.StatusTooManyRequests)
	atHome := signInAs(owner)
	atHome.AddCookie(known)
	direct(t, h, atHome).is(http.StatusSeeOther)
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		x.unchanged(func() {
			a := v.send(http.MethodPost, "/nominate", "application/x-www-form-urlencoded",
				strings.NewReader("s=a-office&seen=0&partner=100"), func(r *http.Request) { r.Header.Set(name, value) })
			a.is(http.StatusForbidden).says(say("en", "error_why.403"))
		})
	}
	v.send(http.MethodGet, "/subscriptions", "", nil, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }).is(http.StatusOK)
}
