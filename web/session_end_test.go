package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"

	"shimei/store/signin"
	"shimei/views"
)

// meanwhile is a body that does something as it begins to be read: that is when the portal
// knows already who sends the request.
type meanwhile struct {
	*strings.Reader
	do func()
}

func (m *meanwhile) Read(to []byte) (int, error) {
	if m.do != nil {
		m.do()
		m.do = nil
	}
	return m.Reader.Read(to)
}

// removal is the request of a browser that removes the partner of record of a-azure, during
// which something happens.
func (x *site) removal(secret string, do func()) *http.Request {
	x.t.Helper()
	form := x.with(secret, "/subscriptions/a-azure/remove").page.Find("input[name=seen]")
	body := url.Values{"seen": {form.AttrOr("value", "")}}.Encode()
	r, err := http.NewRequestWithContext(x.t.Context(), http.MethodPost, "/subscriptions/a-azure/remove",
		&meanwhile{strings.NewReader(body), do})
	if err != nil {
		x.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "shimei", Value: secret})
	return r
}

func TestARequestUnderWayDoesNotBringAnEndedSessionBack(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*site, *visitor) error{
		"a new password": func(x *site, _ *visitor) error {
			return x.store.SetPassword(t.Context(), owner, password)
		},
		"the disabling": func(x *site, _ *visitor) error { return x.store.Disable(t.Context(), owner) },
		"a sign-out": func(_ *site, v *visitor) error {
			v.post(views.SignOutPath, nil).is(http.StatusSeeOther)
			return nil
		},
	} {
		x := small(t)
		v := x.as(owner)
		secret := v.held()
		r := x.removal(secret, func() {
			if err := end(x, v); err != nil {
				t.Error(err)
			}
		})
		direct(t, x.Config.Handler, r).is(http.StatusSeeOther)
		if a := x.with(secret, views.SubscriptionsPath); a.status != http.StatusSeeOther {
			t.Errorf("after %s the old cookie is answered with %d", name, a.status)
		}
	}
}

// endless is a store of sessions each of which ends as soon as it was read.
type endless struct{ *sessionStore }

func (x endless) Get(r *http.Request, name string) (*sessions.Session, error) {
	session, err := x.sessionStore.Get(r, name)
	if err != nil {
		return session, err
	}
	return session, x.store.DeleteSession(r.Context(), signin.Hashed(session.ID))
}

func TestAPageWhoseSessionEndsMeanwhileAsksToSignIn(t *testing.T) {
	t.Parallel()
	x := small(t)
	secret := x.as(owner).held()
	direct(t, x.Config.Handler, x.removal(secret, nil)).is(http.StatusSeeOther) // leaves a message for the next page
	p := &portal{Options: Options{Store: x.store, Log: x.logger(), PlainHTTP: true}, sessions: endless{newSessions(x.store, SessionLife{}, true, nil)}}
	e := New(p.Options).Handler.(*echo.Echo)
	for _, rt := range routes {
		if rt.method == get && rt.path == views.SubscriptionsPath {
			e.GET("/ending", p.page(rt))
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/ending", nil)
	r.AddCookie(&http.Cookie{Name: "shimei", Value: secret})
	if a := direct(t, e, r).is(http.StatusSeeOther); a.location() != views.SignInPath+"?return=%2Fending" {
		t.Errorf("it leads to %q", a.location())
	}
	x.with(secret, views.SubscriptionsPath).is(http.StatusSeeOther)
}

func TestASignOutThatFailsLeavesTheBrowserItsCookie(t *testing.T) {
	t.Parallel()
	x, db := breakable(t)
	v := x.as(owner)
	secret := v.held()
	db.fail("DELETE ON sessions")
	a := v.post(views.SignOutPath, nil).is(http.StatusInternalServerError)
	if x.log.take(); v.held() != secret || len(a.header.Values("Set-Cookie")) != 0 {
		t.Errorf("the browser holds %q, and was told %q", v.held(), a.header.Values("Set-Cookie"))
	}
	db.mend()
	v.post(views.SignOutPath, nil).is(http.StatusSeeOther)
	x.with(secret, views.SubscriptionsPath).is(http.StatusSeeOther)
}

func TestALanguageThatCannotBeKeptWithTheAccountIsNotChosen(t *testing.T) {
	t.Parallel()
	x, db := breakable(t)
	v := x.as(owner)
	db.fail("UPDATE OF language ON people")
	a := v.post(views.LanguagePath, url.Values{"language": {"ja"}}).is(http.StatusInternalServerError)
	if x.log.take(); len(a.header.Values("Set-Cookie")) != 0 {
		t.Errorf("the browser was told %q", a.header.Values("Set-Cookie"))
	}
	db.mend()
	if a = v.post(views.LanguagePath, url.Values{"language": {"ja"}}); a.cookie("language").Value != "ja" {
		t.Errorf("the browser was told %q", a.header.Values("Set-Cookie"))
	}
}
