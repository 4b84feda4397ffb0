package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/signin"
	"shimei/views"
)

// code is what an app shows now, or some half minutes from now.
func (x *site) code(secret string, steps int) string {
	x.t.Helper()
	code, err := signin.Code(secret, x.store.Now().Add(time.Duration(steps)*30*time.Second))
	if err != nil {
		x.t.Fatal(err)
	}
	return code
}

// secret is that of the app which a page sets up.
func (a answer) secret() string { return a.page.Find("input[name=secret]").AttrOr("value", "") }

// recovery are the codes that a page shows.
func (a answer) recovery() (codes []string) {
	for _, li := range a.page.Find(".codes li").EachIter() {
		codes = append(codes, li.Text())
	}
	return codes
}

func codeOf(code string) store.Attempt { return store.Attempt{Code: code} }

// wantsAll is the policy of a portal that is told none.
func wantsAll(o *Options) { o.SecondFactor = FactorOfVendor }

func TestAnAdminSetsASecondFactorUpBeforeAnythingElse(t *testing.T) {
	t.Parallel()
	x := small(t, wantsAll)
	v := x.visitor()
	v.language = "en"
	form := url.Values{"email": {admin}, "password": {password}, "return": {views.ImportsPath}}
	a := v.follow(v.post(views.SignInPath, form).is(http.StatusSeeOther)).is(http.StatusOK).says("Set up the second step")
	if v.held() != "" {
		t.Fatal("the password alone begins a session")
	}
	v.get(views.ImportsPath).is(http.StatusSeeOther)
	secret := a.secret()
	again := v.post(views.FactorPath, url.Values{"secret": {secret}, "code": {"000000"}}).is(http.StatusUnprocessableEntity).says("The code is wrong")
	if again.secret() != secret {
		t.Errorf("the page shows another secret after a mistake: %q", again.secret())
	}
	a = v.post(views.FactorPath, url.Values{"secret": {secret}, "code": {x.code(secret, 0)}, "return": {views.ImportsPath}}).is(http.StatusOK).says("Recovery codes")
	codes := a.recovery()
	if len(codes) != signin.RecoveryCodes {
		t.Fatalf("%d recovery codes", len(codes))
	}
	if next := a.page.Find("main a.button").AttrOr("href", ""); next != views.ImportsPath {
		t.Errorf("it goes on to %q", next)
	}
	v.get(views.ImportsPath).is(http.StatusOK)

	second := x.visitor()
	second.language = "en"
	second.follow(second.post(views.SignInPath, form)).says("Second step")
	second.post(views.FactorPath, url.Values{"secret": {signin.NewAppSecret()}, "code": {x.code(secret, 1)}}).is(http.StatusUnprocessableEntity)
	second.post(views.FactorPath, url.Values{"code": {x.code(secret, 0)}}).is(http.StatusUnprocessableEntity).says("The code is wrong")
	second.follow(second.post(views.FactorPath, url.Values{"code": {strings.ToUpper(codes[3])}, "return": {views.ImportsPath}}).is(http.StatusSeeOther)).is(http.StatusOK)
	second.post(views.FactorPath, url.Values{"code": {codes[4]}}).is(http.StatusSeeOther) // nobody signs in any more
}

func TestASignInThatWaitsForItsSecondFactorOpensNothing(t *testing.T) {
	t.Parallel()
	x := small(t)
	secret := signin.NewAppSecret()
	if _, _, err := x.store.SetApp(t.Context(), x.person(owner), secret, codeOf(x.code(secret, 0))); err != nil {
		t.Fatal(err)
	}
	v := x.visitor()
	v.post(views.SignInPath, url.Values{"email": {owner}, "password": {password}}).is(http.StatusSeeOther)
	for _, rt := range routes {
		if rt.audience == "" || strings.Contains(rt.path, ":") {
			continue
		}
		a := v.send(rt.method, rt.path, "application/x-www-form-urlencoded", nil, func(*http.Request) {}).is(http.StatusSeeOther)
		if to := a.header.Get("Location"); !strings.HasPrefix(to, views.SignInPath) {
			t.Errorf("%s %s leads to %s", rt.method, rt.path, to)
		}
	}
	token, _, err := x.store.ResetLink(t.Context(), x.person(admin), x.person(owner).Key)
	if err != nil {
		t.Fatal(err)
	}
	r := x.visitor()
	r.language = "en"
	r.follow(r.post(views.JoinPath(views.JoinReset, token), url.Values{"password": {anotherPassword}}).is(http.StatusSeeOther)).says("Second step")
	if r.held() != "" {
		t.Error("a new password by mail goes around the second factor")
	}
	v.post(views.FactorPath, url.Values{"code": {x.code(secret, 1)}}).is(http.StatusSeeOther)
	if v.held() != "" {
		t.Error("a sign-in with the password of before goes on")
	}
}

func TestAPersonSetsAnAppUpChangesAndRemovesIt(t *testing.T) {
	t.Parallel()
	x := small(t)
	v, elsewhere := x.as(lumen), x.visitor()
	v.language = "en"
	elsewhere.post(views.SignInPath, url.Values{"email": {lumen}, "password": {password}}).is(http.StatusSeeOther)
	before := v.held()
	secret := v.get(views.FactorsPath).is(http.StatusOK).secret()
	a := v.post(views.FactorsPath, url.Values{"act": {views.ActApp}, "secret": {secret}, "code": {x.code(secret, 0)}}).is(http.StatusOK)
	first := a.recovery()
	if v.held() == before || len(first) == 0 {
		t.Error("the session keeps its secret through a change of factor")
	}
	elsewhere.get(views.OverviewPath).is(http.StatusSeeOther)
	v.get(views.FactorsPath).says("10 codes are left.")
	second := v.post(views.FactorsPath, url.Values{"act": {views.ActRecovery}}).is(http.StatusOK).recovery()
	if slices.Contains(second, first[0]) {
		t.Error("the recovery codes are those of before")
	}
	v.follow(v.post(views.FactorsPath, url.Values{"act": {views.ActNoApp}}).is(http.StatusSeeOther)).says("The app is no longer asked for.")
	v.get(views.ProfilePath).says("Second step set up", "Recovery codes made", "Second step taken away")
}

func TestAnOrganisationWantsASecondFactorOfItsPeople(t *testing.T) {
	t.Parallel()
	x := small(t)
	for email, other := range map[string]string{owner: reader, lumen: lumen} {
		v := x.as(email)
		v.language = "en"
		path := views.FactorPolicyPath(views.Audience(x.person(email).Role.Audience()))
		v.get(views.PeopleOf(views.Audience(x.person(email).Role.Audience()))).says("Second step for everybody")
		v.follow(v.post(path, url.Values{"wanted": {"yes"}}).is(http.StatusSeeOther)).says("Everybody needs a second step.")
		w := x.visitor()
		w.language = "en"
		w.follow(w.post(views.SignInPath, url.Values{"email": {other}, "password": {password}})).says("Set up the second step")
		v.follow(v.post(path, url.Values{"wanted": {"no"}}).is(http.StatusSeeOther)).says("Everybody chooses")
		w.post(views.SignInPath, url.Values{"email": {other}, "password": {password}}).is(http.StatusSeeOther)
		if w.held() == "" {
			t.Errorf("%s is asked for what nobody wants any more", other)
		}
	}
}

func TestAManagerTakesTheSecondFactorFromWhoLostIt(t *testing.T) {
	t.Parallel()
	x := small(t)
	secret := signin.NewAppSecret()
	if _, _, err := x.store.SetApp(t.Context(), x.person(reader), secret, codeOf(x.code(secret, 0))); err != nil {
		t.Fatal(err)
	}
	v := x.as(owner)
	v.language = "en"
	path := views.PersonPath(views.Customer, strconv.FormatInt(x.person(reader).Key, 10))
	v.get(path).says("Take the second step away")
	v.follow(v.post(path, url.Values{"act": {string(views.ActFactor)}}).is(http.StatusSeeOther)).says("The second step is taken away")
	if shown := v.get(path).main(); strings.Contains(shown, "Take the second step away") {
		t.Error("there is something to take away still")
	}
	v.post(path, url.Values{"act": {string(views.ActFactor)}}).is(http.StatusNotFound)
}
