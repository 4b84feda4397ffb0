package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/views"
	"shimei/web/signon"
	"shimei/web/signon/signontest"
)

// provided is a portal with providers of single sign-on: aster's own, which gives roles, and the vendor's.
type provided struct {
	*site
	aster, staff *signontest.Provider
	configs      []signon.Config
}

const (
	stranger = "new@aster.example"
	group    = "shimei-owners"
)

func withProviders(t *testing.T, change ...func(*provided, []signon.Config)) *provided {
	t.Helper()
	x := &provided{}
	clock := func() time.Time { return x.store.Now() }
	x.aster = signontest.Serve(t, clock, map[string]map[string]any{
		"new":   {"email": stranger, "email_verified": true, "name": "Noa Arai"},
		"aiko":  {"email": owner, "email_verified": true},
		"chie":  {"email": reader, "email_verified": true},
		"loose": {"email": "loose@elsewhere.example", "email_verified": false},
	})
	x.staff = signontest.Serve(t, clock, map[string]map[string]any{"hana": {"email": admin, "email_verified": true}})
	configs := []signon.Config{{Name: "aster", En: "Aster ID", Ja: "アスター ID", Issuer: x.aster.URL, ClientID: signontest.ClientID, Secret: signontest.Secret,
		Of: signon.Of{Tenant: "T-A"}, Domains: []string{"aster.example"}, Makes: true, SignsOut: true},
		{Name: "staff", En: "Staff ID", Ja: "社員 ID", Issuer: x.staff.URL, ClientID: signontest.ClientID, Secret: signontest.Secret, Of: signon.Of{Vendor: true}, SignsOut: true}}
	for _, c := range change {
		c(x, configs)
	}
	x.configs = configs
	x.site = small(t, func(o *Options) { o.SignOn = configs })
	return x
}

// leads presses the button of a provider, and returns where the browser is led.
func (v *visitor) leads(provider string, form url.Values) string {
	v.t.Helper()
	a := v.post(views.SignOnPath(provider), form).is(http.StatusOK)
	to := a.page.Find("main a.button").AttrOr("href", "")
	if a.header.Get("Refresh") != "0; url="+to {
		v.t.Errorf("the page leads to %q by itself", a.header.Get("Refresh"))
	}
	return to
}

// proves says at a provider who it is, and returns the path that it leads back to.
func (v *visitor) proves(at, who string) string {
	v.t.Helper()
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	a, err := browser.PostForm(at, url.Values{"who": {who}})
	if err != nil {
		v.t.Fatal(err)
	}
	a.Body.Close()
	to, err := a.Location()
	if err != nil {
		v.t.Fatal(err)
	}
	return to.RequestURI()
}

// signsOn goes through a whole sign-on.
func (v *visitor) signsOn(provider, who string, form url.Values) answer {
	v.t.Helper()
	return v.get(v.proves(v.leads(provider, form), who))
}

func (x *provided) english() *visitor {
	v := x.visitor()
	v.language = "en"
	return v
}

// links links somebody's account in the profile.
func (x *provided) links(email, provider, who string) {
	x.t.Helper()
	v := x.as(email)
	v.language = "en"
	v.follow(v.signsOn(provider, who, url.Values{"link": {"1"}}).is(http.StatusSeeOther)).says("The provider is linked")
}

func TestSomebodyNewComesInByTheProviderOfTheCustomer(t *testing.T) {
	t.Parallel()
	x := withProviders(t)
	v := x.english()
	shown := v.get(views.SignInPath).says("Continue with Staff ID", "Continue with your organisation").main()
	if strings.Contains(shown, "Aster") {
		t.Error("the page tells which customers there are")
	}
	a := v.post(views.SignInPath, url.Values{"email": {stranger}, "by": {"mail"}, "return": {views.SubscriptionsPath}}).is(http.StatusOK).says("Continue with Aster ID")
	at := a.page.Find("main a.button").AttrOr("href", "")
	if q, err := url.Parse(at); err != nil || q.Query().Get("login_hint") != stranger {
		t.Errorf("%s %v", at, err)
	}
	a = v.get(v.proves(at, "new")).is(http.StatusSeeOther)
	if a.location() != views.SubscriptionsPath {
		t.Errorf("it goes on to %s", a.location())
	}
	v.get(views.SubscriptionsPath).is(http.StatusOK).says("a-office")
	if who := x.person(stranger); who.Role != directory.Reader || who.OrgID != "T-A" || who.Name != "Noa Arai" {
		t.Errorf("%+v", who)
	}
	v.get(views.ProfilePath).says("Proved who it is at a provider", "Linked with a provider", "Signed in", "Aster ID")
	v.post(views.SignInPath, url.Values{"email": {"x@nowhere.example"}, "by": {"mail"}}).is(http.StatusUnprocessableEntity).says("No organisation signs in people")
}

func TestAMailAddressLinksNoAccount(t *testing.T) {
	t.Parallel()
	x := withProviders(t)
	v := x.english()
	v.signsOn("aster", "aiko", nil).is(http.StatusForbidden).says("An account here has that email address", "link the provider under Your account", owner)
	if v.held() != "" {
		t.Error("an address lets somebody in")
	}
	x.links(owner, "aster", "aiko")
	v.signsOn("aster", "aiko", nil).is(http.StatusSeeOther)
	v.get(views.PeoplePath).is(http.StatusOK)
	x.aster.People["imposter"] = map[string]any{"email": owner, "email_verified": true}
	x.english().signsOn("aster", "imposter", nil).is(http.StatusForbidden)
	x.english().signsOn("aster", "loose", nil).is(http.StatusForbidden).says("that the provider has verified")
	x.english().signsOn("staff", "hana", nil).is(http.StatusForbidden).says("An account here has that email address")
	other := x.as(reader)
	other.language = "en"
	other.signsOn("aster", "aiko", url.Values{"link": {"1"}}).is(http.StatusForbidden).says("linked with another account")
}

func TestAProviderLetsNobodyInElsewhere(t *testing.T) {
	t.Parallel()
	x := withProviders(t)
	x.links(admin, "staff", "hana")
	x.aster.People["hana"] = map[string]any{"email": admin, "email_verified": true}
	x.aster.Change = func(c map[string]any) { c["iss"] = x.staff.URL }
	x.english().signsOn("aster", "hana", nil).is(http.StatusForbidden).says("proves nothing")
	x.log.take()
	x.aster.Change = nil
	x.english().signsOn("aster", "hana", nil).is(http.StatusForbidden)
	for _, email := range []string{otherOwner, lumen, admin} {
		v := x.as(email)
		v.language = "en"
		if strings.Contains(v.get(views.ProfilePath).main(), "Aster ID") {
			t.Errorf("%s is offered the provider of another organisation", email)
		}
		v.signsOn("aster", "new", url.Values{"link": {"1"}}).is(http.StatusForbidden).says("whose people this provider does not know")
	}
	v := x.english() // a code of one provider at the other
	back := v.proves(v.leads("aster", nil), "new")
	v.get(strings.Replace(back, "/aster/", "/staff/", 1)).is(http.StatusForbidden).says("began in another browser")
}

func TestASignOnIsOfItsBrowserAndGoodOnce(t *testing.T) {
	t.Parallel()
	x := withProviders(t)
	x.links(owner, "aster", "aiko")
	v, other := x.english(), x.english()
	first, second := v.proves(v.leads("aster", nil), "aiko"), v.proves(v.leads("aster", url.Values{"return": {views.PeoplePath}}), "aiko")
	other.leads("aster", nil)
	other.get(first).is(http.StatusForbidden).says("began in another browser")
	v.send(http.MethodHead, first, "", nil).is(http.StatusForbidden)
	v.get(first).is(http.StatusSeeOther)
	v.get(first).is(http.StatusForbidden)
	if to := v.get(second).is(http.StatusSeeOther).location(); to != views.PeoplePath {
		t.Errorf("of two tabs the other goes on to %s", to)
	}
	late := v.leads("aster", nil)
	a := v.get(v.proves(late, "nobody")).is(http.StatusForbidden).says("The provider did not sign you in")
	for _, form := range a.page.Find("form input[name=return]").EachIter() {
		if strings.Contains(form.AttrOr("value", ""), "state=") {
			t.Error("the page keeps the address with the state")
		}
	}
	link := x.as(reader)
	back := link.proves(link.leads("aster", url.Values{"link": {"1"}}), "chie")
	link.post(views.SignOutPath, nil)
	link.post(views.SignInPath, url.Values{"email": {owner}, "password": {password}}).is(http.StatusSeeOther)
	link.get(back).is(http.StatusForbidden)
	if own, err := x.store.Identities(t.Context(), x.person(owner)); err != nil || len(own) != 1 {
		t.Errorf("another session's account is linked: %+v %v", own, err)
	}
}

func TestAnInvitedPersonJoinsByTheProvider(t *testing.T) {
	t.Parallel()
	x := withProviders(t)
	token := x.invited("guest@aster.example")
	v := x.english()
	v.get(views.JoinPath(views.JoinInvitation, token)).says("Continue with Aster ID")
	form := url.Values{"invitation": {token}}
	v.follow(v.signsOn("aster", "new", form).is(http.StatusSeeOther))
	if who := x.person("guest@aster.example"); !who.Joined || v.held() == "" {
		t.Errorf("%+v", who)
	}
	x.english().post(views.SignOnPath("aster"), form).is(http.StatusNotFound)
	x.english().signsOn("aster", "new", nil).is(http.StatusSeeOther)
}

func TestWhoIsDisabledOrLostARoleAtTheProviderIsNotLetIn(t *testing.T) {
	t.Parallel()
	x := withProviders(t, func(_ *provided, c []signon.Config) {
		c[0].RoleFrom, c[0].Roles = "groups", map[string]directory.Role{group: directory.Owner}
	})
	x.links(owner, "aster", "aiko")
	x.links(reader, "aster", "chie")
	x.english().signsOn("aster", "aiko", nil).is(http.StatusSeeOther)
	if who := x.person(owner); who.Role != directory.Owner {
		t.Errorf("nobody owns: %+v", who)
	}
	x.aster.People["chie"]["groups"] = []string{group}
	x.english().signsOn("aster", "chie", nil).is(http.StatusSeeOther)
	x.english().signsOn("aster", "aiko", nil).is(http.StatusSeeOther)
	if who := x.person(owner); who.Role != directory.Reader || x.person(reader).Role != directory.Owner {
		t.Errorf("%+v", who)
	}
	if err := x.store.Disable(t.Context(), owner); err != nil {
		t.Fatal(err)
	}
	x.english().signsOn("aster", "aiko", nil).is(http.StatusForbidden).says("Your access here was ended")
}

func TestASecondFactorIsAskedAfterAProviderThatIsNotTrustedWithIt(t *testing.T) {
	t.Parallel()
	for factor, asked := range map[signon.Factor]bool{signon.FactorAsk: true, signon.FactorAMR: true, signon.FactorTrusted: false} {
		x := withProviders(t, func(_ *provided, c []signon.Config) { c[1].Factor = factor })
		x.links(admin, "staff", "hana")
		secret := signin.NewAppSecret()
		if _, _, err := x.store.SetApp(t.Context(), x.person(admin), secret, codeOf(x.code(secret, 0))); err != nil {
			t.Fatal(err)
		}
		v := x.english()
		a := v.signsOn("staff", "hana", url.Values{"return": {views.ImportsPath}}).is(http.StatusSeeOther)
		if (v.held() == "") != asked || asked != strings.HasPrefix(a.location(), views.FactorPath) {
			t.Errorf("%s goes on to %s", factor, a.location())
		}
		x.staff.People["hana"]["amr"] = []string{"mfa"}
		v = x.english()
		v.signsOn("staff", "hana", nil).is(http.StatusSeeOther)
		if (v.held() == "") != (factor == signon.FactorAsk) {
			t.Errorf("%s after a second factor there: %t", factor, v.held() != "")
		}
	}
}

func TestAProviderThatIsDownKeepsThePortalUp(t *testing.T) {
	t.Parallel()
	x := withProviders(t, func(x *provided, _ []signon.Config) { x.aster.Down = "/.well-known/openid-configuration" })
	v := x.english()
	a := v.post(views.SignOnPath("aster"), nil).is(http.StatusServiceUnavailable).says("does not answer just now", "sign in by password")
	if a.header.Get("Retry-After") == "" {
		t.Error("nobody is told when to try again")
	}
	v.get(views.SignInPath).is(http.StatusOK)
	x.aster.Down = ""
	back := v.proves(v.leads("aster", nil), "new")
	x.aster.Down = "/token"
	v.get(back).is(http.StatusServiceUnavailable).says("does not answer just now")
	x.aster.Down = ""
	v.signsOn("aster", "new", nil).is(http.StatusSeeOther)
	x.aster.Rotate(t)
	v.signsOn("aster", "new", nil).is(http.StatusSeeOther)
	x.log.take()
}

func TestTheAuditTellsWhyAProviderLetNobodyIn(t *testing.T) {
	t.Parallel()
	x := withProviders(t)
	v := x.english()
	x.aster.Down = "/.well-known/openid-configuration"
	v.post(views.SignOnPath("aster"), nil).is(http.StatusServiceUnavailable)
	x.aster.Down = ""
	refuse := func(query func(url.Values)) {
		t.Helper()
		back, err := url.Parse(v.proves(v.leads("aster", nil), "new"))
		x.must(err)
		q := back.Query()
		query(q)
		v.get(back.Path + "?" + q.Encode()).is(http.StatusForbidden)
	}
	refuse(func(q url.Values) { q.Set("state", "another") })
	refuse(func(q url.Values) { q.Del("code"); q.Set("error", "access_denied") })
	refuse(func(q url.Values) { q.Set("code", "another") })
	v.signsOn("aster", "chie", nil).is(http.StatusForbidden) // whose address is that of an account
	x.log.take()
	desk := x.as(admin)
	desk.language = "en"
	page := desk.get(views.AuditPath + "?kind=sign_on_refused").is(http.StatusOK).says("at the provider aster")
	file := desk.get(views.AuditPath + ".csv?kind=sign_on_refused").is(http.StatusOK)
	for _, why := range []string{"down", "over", "cancelled", "unfit", "known_mail"} {
		page.says(say("en", "refused_why."+why))
		if n := strings.Count(file.body, ",aster,"+why+"\n") + strings.Count(file.body, ",aster,"+why+"\r\n"); n != 1 {
			t.Errorf("%d lines of the file say %s:\n%s", n, why, file.body)
		}
	}
	for range 40 {
		v.get(views.SignOnBackPath("aster") + "?code=x&state=y").is(http.StatusForbidden)
	}
	if n := strings.Count(desk.get(views.AuditPath+".csv?kind=sign_on_refused").body, ",over"); n > 30 {
		t.Errorf("%d of a flood are recorded", n)
	}
}

func TestAProviderIsUnlinkedUnlessItIsTheOnlyWayIn(t *testing.T) {
	t.Parallel()
	x := withProviders(t)
	x.links(owner, "aster", "aiko")
	v := x.as(owner)
	v.language = "en"
	key := v.get(views.ProfilePath).page.Find("input[name=key]").AttrOr("value", "")
	form := url.Values{"act": {views.ActUnlink}, "key": {key}}
	other := x.as(reader)
	other.post(views.ProfilePath, form).is(http.StatusNotFound)
	v.follow(v.post(views.ProfilePath, form).is(http.StatusSeeOther)).says("The provider is unlinked.")
	v.post(views.ProfilePath, form).is(http.StatusNotFound)
	newcomer := x.english()
	newcomer.signsOn("aster", "new", nil).is(http.StatusSeeOther)
	form.Set("key", newcomer.get(views.ProfilePath).page.Find("input[name=key]").AttrOr("value", ""))
	newcomer.post(views.ProfilePath, form).is(http.StatusUnprocessableEntity).says("It is your only way in")
}

func TestNoLogHasTheCodeOrTheState(t *testing.T) {
	t.Parallel()
	x := withProviders(t)
	var log lockedText
	logged := *x.site
	logged.Server = httptest.NewServer(New(Options{Store: x.store, Log: slog.New(slog.NewTextHandler(&log, nil)), PlainHTTP: true, SignOn: x.configs}))
	defer logged.Close()
	v := logged.visitor()
	back := v.proves(v.leads("aster", nil), "new")
	if a := v.get(back).is(http.StatusSeeOther); a.header.Get("Referrer-Policy") != "same-origin" {
		t.Error("the address may reach another site")
	}
	v.get(back).is(http.StatusForbidden)
	q, err := url.Parse(back)
	if err != nil {
		t.Fatal(err)
	}
	all := log.String()
	if strings.Count(all, "/sign-on/:provider/callback") != 2 || strings.Contains(all, q.Query().Get("code")) || strings.Contains(all, q.Query().Get("state")) {
		t.Errorf("the log is\n%s", all)
	}
}

// lockedText is a log that a server writes while a test reads.
type lockedText struct {
	sync.Mutex
	strings.Builder
}

// Write adds to it.
func (l *lockedText) Write(b []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.Builder.Write(b)
}

// String is what was written so far.
func (l *lockedText) String() string {
	l.Lock()
	defer l.Unlock()
	return l.Builder.String()
}
