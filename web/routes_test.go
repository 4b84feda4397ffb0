package web

import (
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/views"
)

// addresses are one that can be opened of each page, by its path in the table of routes. The
// customer's are of Aster Foods, of which reference is a nomination, and asked a request that waits.
func addresses(reference, asked, claimed string, association, refused int64, kept, simulated string) map[string]string {
	key := func(n int64) string { return strconv.FormatInt(n, 10) }
	all := map[string]string{
		"/":                                 "/",
		"/help":                             "/help",
		"/help/sign-in":                     "/help/sign-in",
		"/styleguide":                       "/styleguide",
		"/programme":                        "/programme",
		"/sign-in":                          "/sign-in?return=%2Fsubscriptions",
		"/subscriptions":                    "/subscriptions?product=azure&state=open&subscription=a-",
		"/subscriptions/:id":                "/subscriptions/a-office",
		"/subscriptions/:id/remove":         "/subscriptions/a-azure/remove",
		"/access":                           "/access?partner=ember&route=dpor&state=all&sort=-since",
		"/activity":                         "/activity?kind=opened&partner=ember&subscription=a-&from=2015-01-01&to=2016-12-31&sort=at",
		"/people":                           "/people?sort=-name",
		"/messages":                         "/messages?topic=nominations&state=unread&sort=-at",
		"/nominate":                         "/nominate?s=a-office&partner=100",
		"/nominate/partner":                 "/nominate/partner?s=a-office&s=a-ems&partner=200&q=lumen",
		"/nominate/meaning":                 "/nominate/meaning?partner=100",
		"/nominate/check":                   "/nominate/check?s=a-office&s=a-azure&partner=100",
		"/nominations/:reference":           "/nominations/" + reference,
		"/partners/:id":                     "/partners/100?s=a-office",
		"/requests":                         "/requests?waiting=waiting&way=delegation&name=lumen&sort=partner",
		"/partner/requests":                 "/partner/requests?waiting=waiting&way=delegation&name=aster&sort=-customer",
		"/partner/requests/new":             "/partner/requests/new?way=delegation&tenant=T-B&days=30",
		"/partner/requests/:reference":      "/partner/requests/" + asked,
		"/partner/requests/:reference/:act": "/partner/requests/" + asked + "/withdraw",
		"/requests/:reference":              "/requests/" + asked,
		"/requests/:reference/:act":         "/requests/" + asked + "/accept",
		"/partner":                          "/partner?month=2016-04",
		"/partner/credit":                   "/partner/credit?month=2016-04&competency=cloud-productivity&requirement=0",
		"/partner/credit/lines":             "/partner/credit/lines?month=2016-04&competency=cloud-productivity&requirement=0",
		"/partner/compare":                  "/partner/compare?from=2016-03&to=2016-04&show=months",
		"/admin/ladder":                     "/admin/ladder?month=2016-03&competency=cloud-productivity",
		"/partner/customers":                "/partner/customers?customer=birch&route=dpor",
		"/partner/incentives":               "/partner/incentives?customer=birch&route=dpor",
		"/partner/customers/:id":            "/partner/customers/T-B",
		"/partner/activity":                 "/partner/activity?kind=opened&customer=birch&subscription=b-&from=2015-01-01&to=2016-12-31&sort=at",
		"/partner/people":                   "/partner/people",
		"/partner/what-if":                  "/partner/what-if?month=2016-04&active_entitlements~office365=1975",
		"/admin/simulate":                   "/admin/simulate?month=2016-04",
		"/partner/statement":                "/partner/statement?month=2016-03",
		"/partner/statement.csv":            "/partner/statement.csv?month=2016-03",
		"/partner/statement.xlsx":           "/partner/statement.xlsx?month=2016-03",
		"/admin/statements":                 "/admin/statements",
		"/admin/statements/:month/close":    "/admin/statements/2016-03/close",
		"/admin/months/:month/complete":     "/admin/months/2016-03/complete",
		"/admin/months/:month/reopen":       "/admin/months/2016-04/reopen",
		"/admin":                            "/admin",
		"/admin/partners":                   "/admin/partners?q=u&state=active&sort=-country",
		"/admin/customers":                  "/admin/customers?q=a&sort=-domain",
		"/admin/people":                     "/admin/people?role=owner&sort=name&columns=role,email",
		"/admin/partners/:id":               "/admin/partners/200",
		"/admin/customers/:id":              "/admin/customers/T-A",
		"/admin/subscriptions/:id":          "/admin/subscriptions/a-office",
		"/search":                           "/search?q=a",
		"/admin/audit":                      "/admin/audit?who=aiko&kind=nominated&sort=who",
		"/admin/assignments":                "/admin/assignments?route=dpor&product=azure&partner=400&customer=aster&state=open&on=2016-04-01",
		"/admin/nominations":                "/admin/nominations?product=azure&partner=400&customer=aster&state=open&on=2016-04-01&sort=customer",
		"/admin/assignments/:key":           "/admin/assignments/" + key(association),
		"/admin/imports":                    "/admin/imports",
		"/admin/imports/:key":               "/admin/imports/" + key(refused),
		"/admin/imports/:key/errors":        "/admin/imports/" + key(refused) + "/errors",
		"/admin/imports/:key/undo":          "/admin/imports/5/undo", // of the fifth file, which was stored
		views.ImportTemplatePath:            views.ImportTemplatePath + "?kind=usage",
		views.ImportMappingPath:             views.ImportMapping("azure-cost"),
		views.KeptPath(":token"):            kept,
		views.AdoptPath(":token"):           simulated,
		views.KeptRowsPath(":token"):        kept + "/rows",
		views.KeptEffectPath(":token"):      kept + "/effect",
		"/admin/review":                     "/admin/review?way=claim&route=dpor&partner=lumen&customer=aster&sort=-asked",
		"/admin/review/:reference":          "/admin/review/" + claimed,
		"/admin/review/:reference/:act":     "/admin/review/" + claimed + "/reject",
		"/admin/assignments/open":           "/admin/assignments/open",
		"/admin/assignments/:key/end":       "/admin/assignments/" + key(association) + "/end",
		"/admin/assignments/:key/correct":   "/admin/assignments/" + key(association) + "/correct",
		"/insights":                         "/insights",
		"/access/:partner/as-seen":          "/access/400/as-seen",
		"/profile":                          "/profile",
		"/profile/factors":                  "/profile/factors",
		"/confirm":                          "/confirm?return=/profile/factors",
		"/people/second-factor":             "/people/second-factor",
		"/partner/people/second-factor":     "/partner/people/second-factor",
		"/reset":                            "/reset",
		"/people/invite":                    "/people/invite",
		"/partner/people/invite":            "/partner/people/invite",
		"/people/invite/list":               "/people/invite/list",
		"/partner/people/invite/list":       "/partner/people/invite/list",
		"/admin/people/invite/list":         "/admin/people/invite/list",
		"/people/invite/template":           "/people/invite/template",
		"/partner/people/invite/template":   "/partner/people/invite/template",
		"/admin/people/invite/template":     "/admin/people/invite/template",
		"/admin/people/invite":              "/admin/people/invite?role=owner&tenant=T-A",
		"/partner/work":                     "/partner/work?kind=lacking&customer=birch&sort=-customer",
	}
	for _, rt := range routes { // a list as a file is at its page's address
		page, form, is := strings.Cut(rt.path, ".")
		if is && all[rt.path] == "" && all[page] != "" {
			path, query, _ := strings.Cut(all[page], "?")
			all[rt.path] = path + "." + form + "?" + query
		}
	}
	for _, path := range []string{"/admin/imports/:key/errors", views.ImportTemplatePath, views.KeptRowsPath(":token"), views.KeptEffectPath(":token"),
		views.InviteTemplatePath(views.Customer), views.InviteTemplatePath(views.Partner), views.InviteTemplatePath(views.Admin)} {
		delete(all, path) // which has no page
	}
	return all
}

// asks uploads a file that leaves open how it is read, and returns the address where that is asked.
func (v *visitor) asks() string {
	v.t.Helper()
	return v.checked(nil, [2]string{"osaka.csv", "tenant_id,name\nOSAKA,\x89\x63\x8b\xc6\x95\x94\n,Nobody\n"}).asked.Path
}

// simulates tries a programme file, and returns the address where it is put in force.
func (v *visitor) simulates() string {
	v.t.Helper()
	a := v.try(nil, programmeText(v.t, "silver = 2000", "silver = 20")).is(http.StatusOK)
	return a.page.Find("a[href^='"+views.AdoptPath("")+"']").AttrOr("href", "")
}

// readers are who looks at the pages of an audience.
var readers = map[views.Audience]string{"": "", views.Customer: owner, views.Partner: lumen, views.Admin: admin, views.SignedIn: lumen}

// isDownload reports whether a path answers with a file.
func isDownload(path string) bool {
	return slices.Contains([]string{".csv", ".xlsx", ".toml"}, filepath.Ext(path)) || strings.Contains(path, "/evidence/")
}

// changing are the pages that lead to a change, which is not for readers.
var changing = []string{"/subscriptions/:id/remove", "/nominate", "/nominate/partner", "/nominate/meaning", "/nominate/check", "/requests/:reference/:act", "/nominate/with/:token"}

// kinds are a person of every kind, and nobody.
var kinds = []string{"", owner, administrator, reader, lumen, admin}

// visitors are those of kinds.
func (x *site) visitors() map[string]*visitor {
	all := map[string]*visitor{"": x.visitor()}
	for _, email := range kinds[1:] {
		all[email] = x.as(email)
	}
	return all
}

func TestEveryPageOpensForThoseWhomItIsForAndForNobodyElse(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner)) // a demonstration, which has all pages
	reference, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-ems"}})
	if err != nil {
		t.Fatal(err)
	}
	all, asked, claimed := x.visitors(), x.asksDelegation(), x.claims()
	more := x.linked(map[string]string{})
	x.unchanged(func() {
		key, kept := x.refused("partner_id,name\n,Nobody\n"), all[admin].asks()
		open := addresses(reference, asked, claimed, 1, key, kept, all[admin].simulates())
		maps.Copy(open, more)
		for path, address := range open { // the file that asks has no effect
			if strings.HasPrefix(path, views.KeptEffectPath(":token")) {
				delete(open, path)
				all[admin].get(address).is(http.StatusNotFound)
			}
		}
		for _, rt := range routes {
			if rt.method != get || opensElsewhere(rt.path) {
				continue
			}
			if strings.HasPrefix(rt.path, views.KeptEffectPath(":token")) {
				continue
			}
			address, known := open[rt.path]
			if !known {
				t.Errorf("%s is in no test: give it an address", rt.path)
				continue
			}
			delete(open, rt.path)
			for _, kind := range kinds {
				opened(t, rt, address, all[kind], kind, x)
			}
		}
		for path := range open {
			t.Errorf("%s has an address and is no page", path)
		}
	})
}

// opened opens a page as a person of some kind, in both languages.
func opened(t *testing.T, rt route, address string, v *visitor, kind string, x *site) {
	t.Helper()
	for _, v.language = range views.Languages {
		a := v.get(address).is(expected(rt, x.role(kind)))
		if a.page != nil && a.language() != v.language {
			t.Errorf("%s is in %q, want %q", address, a.language(), v.language)
		}
		want := views.SignInPath + "?" + url.Values{"return": {address}}.Encode()
		if kind == "" && rt.audience != "" && a.location() != want {
			t.Errorf("%s sends nobody to %q, want %q", address, a.location(), want)
		}
	}
}

// role is a person's; "" for nobody's.
func (x *site) role(email string) directory.Role {
	if email == "" {
		return ""
	}
	return x.person(email).Role
}

// expected is the status that a page has for a role.
func expected(rt route, role directory.Role) int {
	switch {
	case rt.path == views.HomePath, rt.audience != "" && role == "":
		return http.StatusSeeOther
	case rt.audience != "" && rt.audience != views.SignedIn && role.Audience() != string(rt.audience),
		role == directory.Reader && slices.Contains(changing, rt.path), rt.duty != "" && !role.May(rt.duty):
		return http.StatusForbidden
	}
	return http.StatusOK
}

func TestNoFormIsTakenFromThoseWhomItIsNotFor(t *testing.T) {
	t.Parallel()
	x := small(t)
	all := x.visitors()
	tried := 0
	x.unchanged(func() {
		for _, rt := range routes {
			if rt.method != post || rt.audience == "" {
				continue
			}
			for kind, v := range all {
				if want := expected(rt, x.role(kind)); want != http.StatusOK {
					a := v.post(strings.NewReplacer(":id", "a-azure", ":key", "999").Replace(rt.path), url.Values{"s": {"a-azure"}, "seen": {"1"}}).is(want)
					if kind == "" && !a.asksToSignIn() {
						t.Errorf("%s sends nobody to %q", rt.path, a.location())
					}
					tried++
				}
			}
		}
	})
	if tried < 10 {
		t.Errorf("only %d tried", tried)
	}
}

func TestHomeIsTheFirstPageOfEachAudience(t *testing.T) {
	t.Parallel()
	x := small(t)
	for kind, v := range x.visitors() {
		want := views.SignInPath
		if kind != "" {
			want = views.HomeOf(views.Audience(x.role(kind).Audience()))
		}
		if got := v.get("/").location(); got != want {
			t.Errorf("%s begins at %q, want %q", kind, got, want)
		}
	}
}
