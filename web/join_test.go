package web

import (
	"fmt"
	"log/slog"
	"net/http"
	netmail "net/mail"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/mail"
	"shimei/store/storetest"
	"shimei/views"
)

const anotherPassword = "violet kettle marches"

// handed is the path of the link that a page hands over.
func handed(a answer) string {
	a.t.Helper()
	link := a.page.Find("main [role=status] [data-copy]").First().Text()
	if link == "" {
		a.t.Fatalf("%s hands no link over\n%s", a.asked.Path, a.main())
	}
	return link
}

func TestAnInvitationHandsItsLinkOverAtOnceAndLetsInOnce(t *testing.T) {
	t.Parallel()
	x := small(t)
	for email, n := range map[string]store.NewPerson{
		owner: {Role: directory.Reader, TenantID: "T-A"},
		lumen: {Role: directory.Member, PartnerID: "100"},
		admin: {Role: directory.Owner, TenantID: "T-B"},
	} {
		by := x.as(email)
		by.language = "en"
		address := string(n.Role) + ".new@new.example"
		form := url.Values{"email": {address}, "name": {"New"}, "role": {string(n.Role)}, "tenant": {n.TenantID}, "partner": {n.PartnerID}}
		a := by.post(views.InvitePath(views.Audience(x.person(email).Role.Audience())), form).is(http.StatusOK).says("New is invited.")
		link := handed(a)

		v := x.visitor()
		v.language = "en"
		v.get(link).is(http.StatusOK).says(address)
		if typed := v.post(link, url.Values{"name": {"Nori"}, "reading": {"ノリ"}, "password": {"short"}}).is(http.StatusUnprocessableEntity).fields("reading"); typed[0] != "ノリ" {
			t.Errorf("after a mistake %q stands there", typed)
		}
		a = v.post(link, url.Values{"name": {"Nori"}, "reading": {" ノリ "}, "password": {anotherPassword}}).is(http.StatusSeeOther)
		v.follow(a).says("Welcome. You are signed in.")
		if p := x.person(address); p.Role != n.Role || !p.Joined || p.Name != "Nori" || p.Reading != "ノリ" {
			t.Errorf("%s joined as %+v", address, p)
		}
		second := x.visitor()
		second.language = "en"
		second.get(link).is(http.StatusNotFound).says("The link is no longer good")
		second.post(link, url.Values{"name": {"Nobody"}, "password": {anotherPassword}}).is(http.StatusNotFound).says("The link is no longer good")
		if second.held() != "" || x.person(address).Name != "Nori" {
			t.Error("the link lets in twice")
		}
	}
}

// mailed sends the messages that wait, and returns the letters.
func (x *site) mailed() []storetest.Taken {
	x.t.Helper()
	post := storetest.NewPost(x.t)
	server, err := mail.Parse("smtp://" + post.Address + "?from=portal@vendor.example")
	if err != nil {
		x.t.Fatal(err)
	}
	claimed, err := x.store.ClaimMail(x.t.Context(), 10, time.Minute)
	if err != nil {
		x.t.Fatal(err)
	}
	var letters []mail.Letter
	for _, m := range claimed {
		token, err := x.store.MailedLink(x.t.Context(), m)
		if err != nil {
			x.t.Fatal(err)
		}
		l, language := LetterOf(x.programme(), m, x.URL, token)
		letters = append(letters, mail.Letter{ID: fmt.Sprint(m.Key), To: netmail.Address{Address: m.To.Email}, Subject: l.Subject, Body: l.Body, Language: language})
	}
	if err := server.Send(x.t.Context(), letters, func() bool { return true }, func(_ int, err error) {
		if err != nil {
			x.t.Error(err)
		}
	}); err != nil {
		x.t.Fatal(err)
	}
	return post.Letters()
}

func TestANewPasswordIsTakenByTheLinkThatTheMailAloneHas(t *testing.T) {
	t.Parallel()
	x := small(t, func(o *Options) { o.Mails = true })
	before := x.as(owner)
	v := x.visitor()
	v.language = "en"
	for _, email := range []string{"nobody@nowhere.example", owner} {
		v.post(views.ResetPath, url.Values{"email": {email}}).is(http.StatusOK).says("If that is the address of an account")
	}
	letters := x.mailed()
	if len(letters) != 1 || letters[0].To != owner {
		t.Fatalf("%d letters: %v", len(letters), letters)
	}
	link := regexp.MustCompile(regexp.QuoteMeta(x.URL) + `(/reset/(\S+))`).FindStringSubmatch(letters[0].Body)
	if link == nil {
		t.Fatalf("no link in\n%s", letters[0].Body)
	}
	at, _ := places.Load(x.store)
	for _, file := range []string{at.(string), at.(string) + "-wal"} {
		if content, err := os.ReadFile(file); err == nil && strings.Contains(string(content), link[2]) {
			t.Errorf("%s has the token", filepath.Base(file))
		}
	}
	before.get(views.SubscriptionsPath).is(http.StatusOK)
	v.get(link[1]).is(http.StatusOK).says(owner)
	v.post(link[1], url.Values{"password": {"password1234"}}).is(http.StatusUnprocessableEntity)
	v.post(link[1], url.Values{"password": {anotherPassword}}).is(http.StatusSeeOther)
	v.get(views.SubscriptionsPath).is(http.StatusOK)
	before.get(views.SubscriptionsPath).is(http.StatusSeeOther)
	v.get(link[1]).is(http.StatusNotFound).says("The link is no longer good")
	x.visitor().post(views.SignInPath, url.Values{"email": {owner}, "password": {password}}).is(http.StatusUnprocessableEntity)
	x.visitor().post(views.SignInPath, url.Values{"email": {owner}, "password": {anotherPassword}}).is(http.StatusSeeOther)
}

func TestATokenStandsInNoLogAndIsSentToNoOtherSite(t *testing.T) {
	t.Parallel()
	x := small(t)
	var log strings.Builder
	h := New(Options{Store: x.store, Log: slog.New(slog.NewTextHandler(&log, nil)), PlainHTTP: true})
	token := x.invited("logged@aster.example")
	path := views.JoinPath(views.JoinInvitation, token)
	a := direct(t, h, newRequest(t, http.MethodGet, path, "")).is(http.StatusOK)
	if got := a.header.Get("Referrer-Policy"); got != "same-origin" && got != "no-referrer" {
		t.Errorf("Referrer-Policy: %q", got)
	}
	direct(t, h, newRequest(t, http.MethodPost, path, "name=X&password=short")).is(http.StatusUnprocessableEntity)
	direct(t, h, newRequest(t, http.MethodPost, path, url.Values{"name": {"X"}, "password": {anotherPassword}}.Encode())).is(http.StatusSeeOther)
	direct(t, h, newRequest(t, http.MethodGet, path, "")).is(http.StatusNotFound)
	if all := log.String(); strings.Count(all, "/invitation/:token") != 4 || strings.Contains(all, token) {
		t.Errorf("the log is\n%s", all)
	}
}

func newRequest(t *testing.T, method, path, form string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, path, strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func TestAnotherRoleActsAtTheNextRequestAndTheLastOwnerStays(t *testing.T) {
	t.Parallel()
	x := small(t)
	by, other := x.as(owner), x.as(administrator)
	by.language = "en"
	set := func(email, role string) answer {
		return by.post(views.PersonPath(views.Customer, fmt.Sprint(x.person(email).Key)), url.Values{"act": {"role"}, "role": {role}})
	}
	set(owner, "reader").is(http.StatusConflict).says("Somebody has to manage the people of the organisation.")
	other.get(views.NominatePath).is(http.StatusOK)
	set(administrator, "reader").is(http.StatusSeeOther)
	if a := other.get(views.NominatePath); a.status == http.StatusOK {
		t.Error("the role before still nominates")
	}
	other = x.signedIn(administrator)
	other.get(views.NominatePath).is(http.StatusForbidden)
	set(administrator, "owner").is(http.StatusSeeOther)
	set(owner, "reader").is(http.StatusSeeOther)
}
