package web

import (
	"cmp"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"shimei/store"
	"shimei/views"
)

// emptyHanded are the forms that nothing is filled in at but files, and what is ticked or chosen beside them: a form that
// may be large is not read before it is known who sends it.
var emptyHanded = []string{views.NominatePath, // whose answers stand in its address (unsent_test.go)
	"/messages/:key/open", "/messages/retry", views.ConfirmPath, views.ImportsPath, views.SimulatePath,
	views.ColumnsPath}

// filling are the fields of a page's forms that a person fills in, each with something else than stands there.
func filling(page *goquery.Document) url.Values {
	fields := url.Values{}
	for _, form := range page.Find("main form[method=post]").EachIter() {
		for _, x := range form.Find("input, textarea").EachIter() {
			name, kind := x.AttrOr("name", ""), x.AttrOr("type", "text")
			switch {
			case name == "" || kind == "hidden" || kind == "password" || kind == "file" || name == "code":
			case kind == "checkbox" || kind == "radio":
				fields.Set(name, x.AttrOr("value", ""))
			case kind == "date":
				fields.Set(name, "2016-04-02")
			default:
				fields.Set(name, "filled in at "+name)
			}
		}
		for _, x := range form.Find("select").EachIter() {
			fields.Set(x.AttrOr("name", ""), x.Find("option").Last().AttrOr("value", ""))
		}
	}
	return fields
}

// lacking are the fields that a page does not show as they were filled in.
func lacking(page *goquery.Document, fields url.Values) (names []string) {
	for name := range fields {
		found := false
		for _, x := range page.Find("main form[method=post] [name='" + name + "']").EachIter() {
			switch value := fields.Get(name); {
			case goquery.NodeName(x) == "textarea":
				found = found || x.Text() == value
			case goquery.NodeName(x) == "select":
				found = found || x.Find("option[selected]").AttrOr("value", "") == value
			case x.AttrOr("type", "") == "checkbox" || x.AttrOr("type", "") == "radio":
				_, checked := x.Attr("checked")
				found = found || checked && x.AttrOr("value", "") == value
			default:
				found = found || x.AttrOr("value", "") == value
			}
		}
		if !found {
			names = append(names, name)
		}
	}
	return names
}

// late sends a form whose session has ended for want of use, as the browser does, which then keeps what it is told to.
func (v *visitor) late(ended http.Handler, path string, fields url.Values) answer {
	v.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(fields.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "shimei", Value: v.held()})
	a := direct(v.t, ended, r).is(http.StatusSeeOther)
	if c := a.cookie("shimei-unsent"); c != nil {
		at, err := url.Parse(v.site.URL)
		if err != nil {
			v.t.Fatal(err)
		}
		v.http.Jar.SetCookies(at, []*http.Cookie{c})
	}
	return a
}

// ended is the portal to which every session was left unused for too long.
func (x *site) ended() http.Handler {
	return New(Options{Store: x.store, Log: x.logger(), PlainHTTP: true, SecondFactor: FactorByChoice, Sessions: SessionLife{Idle: time.Nanosecond}})
}

func TestWhatWasFilledInStandsThereAfterTheSessionEnded(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner))
	reference, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-ems"}})
	if err != nil {
		t.Fatal(err)
	}
	open, ended, filled := addresses(reference, x.asksDelegation(), x.claims(), 1, 1, x.as(admin).asks(), x.as(admin).simulates()), x.ended(), 0
	x.linked(open)
	for _, rt := range routes {
		if rt.method != post || rt.audience == "" || slices.Contains(emptyHanded, rt.path) {
			continue
		}
		to, _, _ := strings.Cut(cmp.Or(open[rt.path], rt.path), "?")
		v := x.signedIn(readers[rt.audience])
		v.language = "en"
		fields := filling(v.get(pageOf(rt, to)).is(http.StatusOK).page)
		if len(fields) == 0 {
			continue
		}
		filled++
		x.unchanged(func() { v.late(ended, to, fields) })
		if lost := lacking(v.get(pageOf(rt, to)).is(http.StatusOK).page, fields); len(lost) > 0 {
			t.Errorf("%s: lost %v", rt.path, lost)
		}
	}
	if filled < 12 {
		t.Errorf("%d forms are filled in", filled)
	}
}

func TestWhatWasFilledInIsShownToItsPersonAloneAndForAnHour(t *testing.T) {
	t.Parallel()
	x := small(t)
	ended, path, fields := x.ended(), views.InvitePath(views.Customer), url.Values{"email": {"secret plan"}, "name": {"Nori"}, "role": {"reader"}, "password": {"mine alone"}}
	v := x.signedIn(owner)
	v.late(ended, path, fields)
	if shown := v.get(path).body; !strings.Contains(shown, "secret plan") || strings.Contains(shown, "mine alone") {
		t.Error("the owner is not shown what was filled in, or a password")
	}
	v.post(views.SignOutPath, nil).is(http.StatusSeeOther)
	v.post(views.SignInPath, url.Values{"email": {otherOwner}, "password": {password}}).is(http.StatusSeeOther)
	if shown := v.get(path).is(http.StatusOK).body; strings.Contains(shown, "secret plan") {
		t.Error("another person at the browser is shown what was filled in")
	}
	v.post(views.SignInPath, url.Values{"email": {owner}, "password": {password}}).is(http.StatusSeeOther)
	v.post(path, fields).is(http.StatusUnprocessableEntity)
	if shown := v.get(path).is(http.StatusOK).body; strings.Contains(shown, "secret plan") {
		t.Error("what was sent is shown again")
	}
	stranger := x.visitor()
	a := stranger.late(ended, path, fields)
	if a.cookie("shimei-unsent") != nil {
		t.Error("the form of nobody is kept")
	}
}

func TestWhatIsSensitiveAsksOnceMoreWhoItIs(t *testing.T) {
	t.Parallel()
	x := small(t, func(o *Options) { o.Sessions = SessionLife{Confirm: -time.Hour} }) // nothing is ever late enough
	path := views.PersonPath(views.Customer, strconv.FormatInt(x.person(reader).Key, 10))
	v := x.signedIn(owner)
	v.language = "en"
	a := v.follow(v.post(path, url.Values{"act": {"role"}, "role": {"administrator"}}).is(http.StatusSeeOther)).says("Is it still you?")
	a = v.press(a, "Go on", url.Values{"password": {"wrong password"}}).is(http.StatusUnprocessableEntity).says("not your present password")
	a = v.follow(v.press(a, "Go on", url.Values{"password": {password}}).is(http.StatusSeeOther)).says("Nothing was done yet")
	if chosen := a.page.Find("select[name=role] option[selected]").AttrOr("value", ""); chosen != "administrator" || x.person(reader).Role != "reader" {
		t.Errorf("%q is chosen", chosen)
	}

	usual := serve(t, x.store)
	w := usual.signedIn(owner)
	w.language = "en"
	w.follow(w.post(path, url.Values{"act": {"role"}, "role": {"administrator"}}).is(http.StatusSeeOther)).says("Administrator")
	if x.person(reader).Role != "administrator" {
		t.Error("the role is not changed in a session that was just begun")
	}
}

func TestWhoHasNoPasswordSignsInAgainForWhatIsSensitive(t *testing.T) {
	t.Parallel()
	usual, second := breakable(t)
	v := usual.signedIn(owner)
	second.exec("UPDATE people SET password = ''")
	x := serve(t, usual.store, func(o *Options) { o.Sessions = SessionLife{Confirm: -time.Hour} })
	v = x.withSecret(v.held())
	v.language = "en"
	path := views.PersonPath(views.Customer, strconv.FormatInt(x.person(reader).Key, 10))
	a := v.follow(v.post(path, url.Values{"act": {"role"}, "role": {"administrator"}})).says("Sign in once more")
	a = v.press(a, "Sign in again", nil).is(http.StatusSeeOther)
	if !strings.Contains(a.location(), url.QueryEscape(path)) || v.held() != "" {
		t.Errorf("it leads to %s", a.location())
	}
}

// withSecret is a browser that holds the secret of a session.
func (x *site) withSecret(secret string) *visitor {
	x.t.Helper()
	v := x.visitor()
	at, err := url.Parse(x.URL)
	x.must(err)
	v.http.Jar.SetCookies(at, []*http.Cookie{{Name: "shimei", Value: secret, Path: "/"}})
	return v
}
