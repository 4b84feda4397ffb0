package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"shimei/store/signin"

	"shimei/views"
)

// sensitive are the addresses whose forms ask once more who it is, some by one of their acts alone.
var sensitive = []string{
	"/admin/months/:month/reopen", "/admin/people/invite", "/admin/people/invite/list invite", "/admin/people/person/:key", "/admin/simulate/adopt/:token", "/admin/statements/:month/close",
	"/partner/people/invite", "/partner/people/invite/list invite", "/partner/people/person/:key", "/partner/people/second-factor",
	"/people/invite", "/people/invite/list invite", "/people/person/:key", "/people/second-factor", "/profile unlink", "/profile/factors",
}

// sensitive are the acts of a form that ask who it is; "" for all of them.
func (rt route) sensitive() []string {
	switch {
	case rt.method != post:
		return nil
	case rt.confirm:
		return []string{""}
	}
	return rt.confirms
}

func TestEachSensitiveFormAsksWhoItIsWhereTheProofIsOldAndNowhereElse(t *testing.T) {
	t.Parallel()
	old := small(t, func(o *Options) { o.Sessions = SessionLife{Confirm: -time.Hour} }) // nothing is ever late enough
	fresh := serve(t, old.store)
	var found []string
	for _, rt := range routes {
		to := strings.NewReplacer(":key", "1", ":month", "2015-01").Replace(rt.path)
		for _, act := range rt.sensitive() {
			found = append(found, strings.TrimSpace(rt.path+" "+act))
			form := url.Values{"act": {act}}
			old.unchanged(func() {
				a := old.as(readers[rt.audience]).post(to, form).is(http.StatusSeeOther)
				if !strings.HasPrefix(a.location(), views.ConfirmPath) {
					t.Errorf("%s leads to %s", rt.path, a.location())
				}
			})
			if a := fresh.signedIn(readers[rt.audience]).post(to, form); strings.HasPrefix(a.location(), views.ConfirmPath) {
				t.Errorf("%s asks who it is of whom has just signed in", rt.path)
			}
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

func stale(o *Options) { o.Sessions = SessionLife{Confirm: -time.Hour} } // nothing is ever late enough

func TestWhoHasAnAppConfirmsByPasswordAndCodeAndTheFormIsKept(t *testing.T) {
	t.Parallel()
	x := small(t, stale)
	secret := signin.NewAppSecret()
	_, recovery, err := x.store.SetApp(t.Context(), x.person(owner), secret, codeOf(x.code(secret, 0)))
	x.must(err)
	v := x.visitor()
	v.language = "en"
	v.post(views.SignInPath, url.Values{"email": {owner}, "password": {password}}).is(http.StatusSeeOther)
	v.post(views.FactorPath, url.Values{"code": {recovery[0]}}).is(http.StatusSeeOther)
	for k, code := range []string{x.code(secret, 1), recovery[1]} {
		before := v.held()
		a := v.follow(v.post(views.InvitePath(views.Customer), url.Values{"email": {"kept@aster.example"}, "name": {"Kept"}, "role": {"reader"}}).is(http.StatusSeeOther))
		a.says("Is it still you?", "Type your password and a code once more")
		a = v.press(a, "Go on", url.Values{"password": {password}}).is(http.StatusUnprocessableEntity).says("The code is wrong")
		a = v.press(a, "Go on", url.Values{"password": {"wrong password"}, "code": {code}}).is(http.StatusUnprocessableEntity).says("not your present password")
		if v.held() != before {
			t.Fatal("a refused confirmation renews the session")
		}
		a = v.follow(v.press(a, "Go on", url.Values{"password": {password}, "code": {code}}).is(http.StatusSeeOther)).says("Nothing was done yet")
		if kept := a.page.Find("input[name=email]").AttrOr("value", ""); kept != "kept@aster.example" {
			t.Errorf("%d: %q stands in the form", k, kept)
		}
		if v.held() == before {
			t.Error("the session keeps its secret through a confirmation")
		}
		x.with(before, views.SubscriptionsPath).is(http.StatusSeeOther)
		x.with(v.held(), views.SubscriptionsPath).is(http.StatusOK)
		v.post(views.ConfirmPath, url.Values{"password": {password}, "code": {code}}).is(http.StatusUnprocessableEntity) // a second time
	}
}

func TestGuessesOfCodesAtAConfirmationAreSlowedDown(t *testing.T) {
	t.Parallel()
	x := small(t, stale)
	secret := signin.NewAppSecret()
	_, recovery, err := x.store.SetApp(t.Context(), x.person(owner), secret, codeOf(x.code(secret, 0)))
	x.must(err)
	v := x.visitor()
	v.post(views.SignInPath, url.Values{"email": {owner}, "password": {password}}).is(http.StatusSeeOther)
	v.post(views.FactorPath, url.Values{"code": {recovery[0]}}).is(http.StatusSeeOther)
	for range 20 {
		if a := v.post(views.ConfirmPath, url.Values{"password": {password}, "code": {"000000"}}); a.status == http.StatusTooManyRequests {
			return
		}
	}
	t.Error("twenty codes are guessed")
}

func TestAPasskeyConfirmsAloneAlsoWhereThereIsNoPassword(t *testing.T) {
	t.Parallel()
	usual, second := breakable(t)
	atHome := serve(t, usual.store, atOrigin)
	v := atHome.signedIn(owner)
	d, other := v.withPasskey(t), atHome.signedIn(lumen).withPasskey(t)
	second.exec("UPDATE people SET password = ''")
	x := serve(t, usual.store, atOrigin, stale)
	v = x.withSecret(v.held())
	v.language = "en"
	a := v.follow(v.post(views.FactorsPath, url.Values{"act": {views.ActRecovery}}).is(http.StatusSeeOther)).says("Confirm with a passkey", "Sign in again")
	a = v.press(a, "Confirm with a passkey", nil).is(http.StatusOK).says("Is it still you?")
	before := v.held()
	answer := url.Values{"act": {views.ActPasskey}, "return": {views.FactorsPath}}
	answer.Set("answer", other.Use(a.options()))
	a = v.post(views.ConfirmPath, answer).is(http.StatusUnprocessableEntity).says("The passkey was not accepted")
	if v.held() != before {
		t.Fatal("the passkey of another person confirms")
	}
	answer.Set("answer", d.Use(a.options()))
	if to := v.post(views.ConfirmPath, answer).is(http.StatusSeeOther).location(); to != views.FactorsPath || v.held() == before {
		t.Errorf("it leads to %s, with the secret of before: %v", to, v.held() == before)
	}
	v.get(views.FactorsPath).is(http.StatusOK).says("Nothing was done yet")
	x.with(before, views.FactorsPath).is(http.StatusSeeOther)
	serve(t, usual.store, stale).withSecret(v.held()).post(views.ConfirmPath, url.Values{"act": {views.ActPasskey}}).is(http.StatusNotFound)
}
