package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/demo"
	"shimei/views"
)

// setting is how a page is looked at.
type setting struct {
	state    string // full, empty or error
	language string
	theme    string
	width    int64 // pixels
}

func (s setting) String() string {
	return fmt.Sprintf("%s, %s, %s, %d px", s.state, s.language, s.theme, s.width)
}

// stops reports whether the Tab key goes through pages in a setting.
func (s setting) stops() bool { return s.state == "full" && s.width != widths[1] }

// visits are settings by the answers that they are looked at on: those that differ in their
// width only are looked at on one, but where the Tab key goes through it, which is each time
// done on a page that was just opened.
func visits(all []setting) (groups [][]setting) {
	alike := func(a, b setting) bool {
		a.width = b.width
		return a == b && !b.stops()
	}
	for _, s := range all {
		k := slices.IndexFunc(groups, func(group []setting) bool { return !group[0].stops() && alike(group[0], s) })
		if k < 0 {
			groups = append(groups, []setting{s})
		} else {
			groups[k] = append(groups[k], s)
		}
	}
	return groups
}

var (
	states = []string{"full", "empty", "error"}
	widths = []int64{360, 768, 1440}
	themes = []string{"light", "dark"}
)

// settings are nine of which each pair of two settings is one; all of them where the whole
// product was asked for, by `make pages`.
func settings() (all []setting) {
	if os.Getenv("SHIMEI_PAGES") == "all" {
		for _, state := range states {
			for _, width := range widths {
				for _, language := range views.Languages {
					for _, theme := range themes {
						all = append(all, setting{state, language, theme, width})
					}
				}
			}
		}
		return all
	}
	dark := [3][3]int{{0, 1, 0}, {0, 1, 0}, {1, 0, 1}}
	for i, state := range states {
		for j, width := range widths {
			all = append(all, setting{state, views.Languages[(i+j)%2], themes[dark[i][j]], width})
		}
	}
	return all
}

func TestTheSettingsHaveEachPair(t *testing.T) {
	pairs := map[[2]string]bool{}
	for _, s := range settings() {
		values := []string{s.state, s.language, s.theme, strconv.FormatInt(s.width, 10)}
		for k, one := range values {
			for _, other := range values[k+1:] {
				pairs[[2]string{one, other}] = true
			}
		}
	}
	if want := 3*2 + 3*2 + 3*3 + 2*2 + 2*3 + 2*3; len(pairs) != want {
		t.Errorf("%d pairs, want %d", len(pairs), want)
	}
}

// mistaken are addresses with a mistake in them, of each page that can have one. Of the others
// the address of nothing stands in: what is not there looks the same everywhere.
var mistaken = map[string]string{
	"/":                              "/nothing",
	"/help":                          "/help/nothing",
	"/styleguide":                    "/styleguide/nothing",
	"/programme":                     "/programme/nothing",
	"/sign-in":                       "/sign-in/nothing",
	"/subscriptions":                 "/subscriptions?subscription=zzz&after=zzz",
	"/subscriptions/:id":             "/subscriptions/b-office",
	"/subscriptions/:id/remove":      "/subscriptions/a-office/remove",
	"/access":                        "/access?state=nothing&route=none&after=zzz",
	"/activity":                      "/activity?from=yesterday&partner=nobody",
	"/people":                        "/people?sort=nothing&after=zzz",
	"/nominate":                      "/nominate?s=a-ended",
	"/nominate/partner":              "/nominate/partner?s=a-office&partner=999",
	"/nominate/meaning":              "/nominate/meaning?s=a-office&partner=300",
	"/nominate/check":                "/nominate/check?s=a-ended&partner=100",
	"/nominations/:reference":        "/nominations/XXXXX-XXXXX",
	"/partner":                       "/partner?month=2016-13",
	"/partner/credit":                "/partner/credit?month=2016-04&competency=none",
	"/partner/credit/lines":          "/partner/credit/lines?month=2016-04&competency=cloud-productivity&requirement=99",
	"/partner/customers":             "/partner/customers?customer=nobody&route=none",
	"/partner/incentives":            "/partner/incentives?customer=nobody&route=none",
	"/partner/customers/:id":         "/partner/customers/T-A",
	"/partner/people":                "/partner/people/nothing",
	"/partner/what-if":               "/partner/what-if?month=2016-04&active_entitlements~office365=many",
	"/partner/statement":             "/partner/statement?month=1999-01",
	"/admin/statements":              "/admin/statements/nothing",
	"/admin/statements/:month/close": "/admin/statements/2099-01/close",
	"/admin/partners":                "/admin/partners?q=nobody&state=nothing&after=zzz",
	"/admin/customers":               "/admin/customers?q=nobody",
	"/admin/people":                  "/admin/people?role=nothing",
	"/admin/audit":                   "/admin/audit?from=2016-05-01&to=2016-04-01",
	"/admin/assignments":             "/admin/assignments?on=yesterday&partner=nobody",
	"/admin/assignments/:key":        "/admin/assignments/999999",
	"/admin/imports":                 "/admin/imports/nothing",
	"/admin/imports/:key":            "/admin/imports/999999",
	"/admin/simulate":                "/admin/simulate?month=1999-13",
}

// readers are who looks at the pages of an audience.
var readers = map[views.Audience]string{"": "", views.Customer: owner, views.Partner: lumen, views.Admin: admin}

// emptyTemplate has the organisations and people of the small fixture, and no facts.
var emptyTemplate = &template{people: smallPeople, fill: func(t *testing.T, s *store.Store) {
	t.Helper()
	take(t, s, slices.DeleteFunc(smallFacts(), func(f demo.File) bool { return f.Name != "partners.csv" && f.Name != "customers.csv" }))
	addPeople(t, s, smallPeople)
}}

// isDownload reports whether a path answers with a file.
func isDownload(path string) bool {
	return strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".xlsx")
}

// unfiltered is the address of a page without what narrows it, where it opens without that.
func (v *visitor) unfiltered(address string) string {
	path, _, _ := strings.Cut(address, "?")
	if v.get(path).status == http.StatusOK {
		return path
	}
	return address
}

// report fails for what is wrong with a page, by setting.
func report(t *testing.T, page string, faults map[setting][]string) {
	t.Helper()
	for s, list := range faults {
		for _, fault := range list {
			t.Errorf("%s (%s): %s", page, s, fault)
		}
	}
}

func TestEveryPageIsSoundInEverySetting(t *testing.T) {
	t.Parallel()
	sites := map[bool][2]*site{ // full and empty ones; true is of demonstrations
		false: {small(t), emptyTemplate.serve(t)},
		true:  {small(t, offering(owner)), emptyTemplate.serve(t, offering(owner))},
	}
	full := sites[false][0]
	reference, err := full.store.Nominate(t.Context(), full.person(owner), "100", []store.Choice{{ID: "a-ems"}})
	if err != nil {
		t.Fatal(err)
	}
	refused := full.as(admin).upload(url.Values{}, [2]string{"bad.csv", "partner_id,name\n,Nobody\n"})
	key, err := strconv.ParseInt(strings.TrimPrefix(refused.location(), views.ImportsPath+"/"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	open := addresses(reference, 1, key)
	browser, html := chromium(t), map[string]string{}
	eyes := map[*site]map[string]*eye{}
	for _, rt := range routes {
		if rt.method != get || isDownload(rt.path) {
			continue
		}
		if open[rt.path] == "" || mistaken[rt.path] == "" {
			t.Errorf("%s is not looked at: give it an address, and a mistaken one", rt.path)
			continue
		}
		who := readers[rt.audience]
		for _, visit := range visits(settings()) {
			s := visit[0]
			x, address := sites[rt.demo][0], open[rt.path]
			switch s.state {
			case "empty":
				x = sites[rt.demo][1]
			case "error":
				address = mistaken[rt.path]
			}
			if eyes[x] == nil {
				eyes[x] = map[string]*eye{}
			}
			if eyes[x][who] == nil {
				eyes[x][who] = x.eye(browser, who)
			}
			if s.state == "empty" {
				address = eyes[x][who].visitor.unfiltered(address)
			}
			report(t, rt.path, eyes[x][who].look(rt.path, address, visit))
			if source := eyes[x][who].source; source != "" {
				html[rt.path+" ("+s.String()+")"] = source
			}
		}
	}
	for _, fault := range invalid(t, html) {
		t.Error(fault)
	}
	if len(html) < 24*len(visits(settings())) {
		t.Errorf("only %d pages: %v", len(html), slices.Sorted(maps.Keys(html)))
	}
}
