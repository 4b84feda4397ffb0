//go:build !race

package web

import (
	"fmt"
	"maps"
	"net/http"
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
// width only are looked at on one.
func visits(all []setting) (groups [][]setting) {
	for _, s := range all {
		k := slices.IndexFunc(groups, func(group []setting) bool { return s.alike(group[0]) })
		if k < 0 {
			groups = append(groups, []setting{s})
		} else {
			groups[k] = append(groups[k], s)
		}
	}
	return groups
}

// alike reports whether a setting differs from another in its width only.
func (s setting) alike(other setting) bool {
	s.width = other.width
	return s == other
}

var (
	states = []string{"full", "empty", "error"}
	widths = []int64{360, 768, 1440}
	themes = []string{"light", "dark"}
)

// everything reports whether the whole product of the settings is asked for, by `make pages`.
func everything() bool { return os.Getenv("SHIMEI_PAGES") == "all" }

// product are all settings of some states.
func product(states ...string) (all []setting) {
	for _, state := range states {
		for _, language := range views.Languages {
			for _, theme := range themes {
				for _, width := range widths {
					all = append(all, setting{state, language, theme, width})
				}
			}
		}
	}
	return all
}

// settings are those that the page of a number is looked at in. Each page is seen in every
// state, width, and language with every theme; and four pages after each other are examined in
// each pair of two settings. The narrowest screen, on which room lacks first, is one of each state.
func settings(n int) []setting {
	if everything() {
		return product(states...)
	}
	language, theme := n%2, n/2%2
	first := 2 * theme // the narrowest screen or the widest
	width, other := [...]int{0, 0, 1, 2}[n%4], [...]int{1, 2, 0, 0}[n%4]
	at := func(state string, language, theme, width int) setting {
		return setting{state, views.Languages[language%2], themes[theme%2], widths[width]}
	}
	return []setting{
		at("full", language, theme, first), at("full", language, theme, 2-first), at("full", language+1, theme+1, 1),
		at("empty", language, theme+1, width), at("empty", language, theme+1, other),
		at("error", language+1, theme, width), at("error", language+1, theme, other),
	}
}

// examined are the settings of a visit in which axe runs: the first. Of its other widths only what is
// out of place is looked for.
func examined(visit []setting) []setting {
	if everything() {
		return visit
	}
	return visit[:1]
}

// pairs are those of two settings that some have.
func pairs(all []setting) map[[2]string]bool {
	found := map[[2]string]bool{}
	for _, s := range all {
		values := []string{s.state, s.language, s.theme, strconv.FormatInt(s.width, 10)}
		for k, value := range values {
			for _, other := range values[k+1:] {
				found[[2]string{value, other}] = true
			}
		}
	}
	return found
}

func TestTheSettingsOfPagesHaveEachPair(t *testing.T) {
	t.Parallel()
	holdPairs(t, settings, states...)
}

// holdPairs fails unless each page is seen in every state, language, theme and width, and four
// after each other are examined in each pair.
func holdPairs(t *testing.T, settings func(n int) []setting, states ...string) {
	t.Helper()
	for first := range 4 {
		got := map[[2]string]bool{}
		for n := first; n < first+4; n++ {
			holdEach(t, settings(n), states)
			for _, visit := range visits(settings(n)) {
				maps.Copy(got, pairs(examined(visit)))
			}
		}
		if want := pairs(product(states...)); len(got) != len(want) {
			t.Errorf("from %d on there are %d pairs, want %d", first, len(got), len(want))
		}
	}
}

// holdEach fails unless a page is seen in every state, language, theme and width.
func holdEach(t *testing.T, all []setting, states []string) {
	t.Helper()
	has := func(is func(setting) bool) {
		if !slices.ContainsFunc(all, is) {
			t.Errorf("a page is seen in these only: %v", all)
		}
	}
	for _, wanted := range product(states...) {
		has(func(s setting) bool { return s.state == wanted.state })
		has(func(s setting) bool { return s.width == wanted.width })
		has(func(s setting) bool { return s.language == wanted.language })
		has(func(s setting) bool { return s.theme == wanted.theme })
	}
}

// mistaken are addresses with a mistake in them, of each page that can have one. Of the others
// the address of nothing stands in: what is not there looks the same everywhere.
var mistaken = map[string]string{
	"/":                                 "/nothing",
	"/help":                             "/help/nothing",
	"/help/sign-in":                     "/help/sign-in/nothing",
	"/styleguide":                       "/styleguide/nothing",
	"/programme":                        "/programme/nothing",
	"/sign-in":                          "/sign-in/nothing",
	"/subscriptions":                    "/subscriptions?subscription=zzz&after=zzz",
	"/subscriptions/:id":                "/subscriptions/b-office",
	"/subscriptions/:id/remove":         "/subscriptions/a-office/remove",
	"/access":                           "/access?state=nothing&route=none&after=zzz",
	"/activity":                         "/activity?from=yesterday&partner=nobody",
	"/people":                           "/people?sort=nothing&after=zzz",
	"/messages":                         "/messages?topic=none&after=zzz",
	"/nominate":                         "/nominate?s=a-ended",
	"/nominate/partner":                 "/nominate/partner?s=a-office&partner=999",
	"/nominate/meaning":                 "/nominate/meaning?partner=300",
	"/nominate/check":                   "/nominate/check?s=a-ended&partner=100",
	"/nominations/:reference":           "/nominations/XXXXX-XXXXX",
	"/partners/:id":                     "/partners/300",
	"/requests":                         "/requests?name=nobody",
	"/partner/requests":                 "/partner/requests?way=none&after=zzz",
	"/partner/requests/new":             "/partner/requests/new?way=extension&reference=XXXXX-XXXXX",
	"/partner/requests/:reference":      "/partner/requests/XXXXX-XXXXX",
	"/partner/requests/:reference/:act": "/partner/requests/XXXXX-XXXXX/withdraw",
	"/requests/:reference":              "/requests/XXXXX-XXXXX",
	"/requests/:reference/:act":         "/requests/XXXXX-XXXXX/accept",
	"/partner":                          "/partner?month=2016-13",
	"/partner/credit":                   "/partner/credit?month=2016-04&competency=none",
	"/partner/credit/lines":             "/partner/credit/lines?month=2016-04&competency=cloud-productivity&requirement=99",
	"/partner/compare":                  "/partner/compare?from=April",
	"/admin/ladder":                     "/admin/ladder?month=never",
	"/partner/customers":                "/partner/customers?customer=nobody&route=none",
	"/partner/incentives":               "/partner/incentives?customer=nobody&route=none",
	"/partner/customers/:id":            "/partner/customers/T-A",
	"/partner/activity":                 "/partner/activity?from=yesterday",
	"/partner/people":                   "/partner/people/nothing",
	"/partner/what-if":                  "/partner/what-if?month=2016-04&active_entitlements~office365=many",
	"/partner/statement":                "/partner/statement?month=1999-01",
	"/admin/statements":                 "/admin/statements/nothing",
	"/admin/statements/:month/close":    "/admin/statements/2099-01/close",
	"/admin/months/:month/complete":     "/admin/months/2099-01/complete",
	"/admin/months/:month/reopen":       "/admin/months/never/reopen",
	"/admin":                            "/admin/nothing",
	"/admin/partners":                   "/admin/partners?q=nobody&state=nothing&after=zzz",
	"/admin/customers":                  "/admin/customers?q=nobody",
	"/admin/partners/:id":               "/admin/partners/999",
	"/admin/customers/:id":              "/admin/customers/nobody",
	"/admin/subscriptions/:id":          "/admin/subscriptions/nothing",
	"/search":                           "/search?q=zzz",
	"/admin/people":                     "/admin/people?role=nothing",
	"/admin/audit":                      "/admin/audit?from=2016-05-01&to=2016-04-01",
	"/admin/nominations":                "/admin/nominations?on=yesterday&partner=nobody",
	"/admin/assignments":                "/admin/assignments?on=yesterday&partner=nobody",
	"/admin/assignments/:key":           "/admin/assignments/999999",
	"/admin/imports":                    "/admin/imports/nothing",
	"/admin/imports/:key":               "/admin/imports/999999",
	"/admin/imports/:key/undo":          "/admin/imports/999999/undo",
	"/admin/imports/kept/:token":        "/admin/imports/kept/nothing",
	"/admin/simulate":                   "/admin/simulate?month=1999-13",
	"/admin/simulate/adopt/:token":      "/admin/simulate/adopt/nothing",
	"/admin/review":                     "/admin/review?way=nothing&route=none&after=zzz",
	"/admin/review/:reference":          "/admin/review/XXXXX-XXXXX",
	"/admin/review/:reference/:act":     "/admin/review/XXXXX-XXXXX/reject",
	"/admin/assignments/open":           "/admin/assignments/open/nothing",
	"/admin/assignments/:key/end":       "/admin/assignments/999999/end",
	"/admin/assignments/:key/correct":   "/admin/assignments/999999/correct",
	"/insights":                         "/insights/nothing",
	"/access/:partner/as-seen":          "/access/100/as-seen",
	"/profile":                          "/profile/nothing",
	"/profile/factors":                  "/profile/factors/nothing",
	"/confirm":                          "/confirm/nothing",
	"/people/second-factor":             "/people/second-factor/nothing",
	"/partner/people/second-factor":     "/partner/people/second-factor/nothing",
	"/reset":                            "/reset/nothing",
	"/reset/:token":                     "/reset/nothing",
	"/invitation/:token":                "/invitation/nothing",
	"/people/invite":                    "/people/invite/nothing",
	"/people/invite/list":               "/people/invite/list/nothing",
	"/partner/people/invite/list":       "/partner/people/invite/list/nothing",
	"/admin/people/invite/list":         "/admin/people/invite/list/nothing",
	"/people/person/:key":               "/people/person/999999",
	"/partner/people/invite":            "/partner/people/invite/nothing",
	"/partner/people/person/:key":       "/partner/people/person/999999",
	"/admin/people/invite":              "/admin/people/invite/nothing",
	"/admin/people/person/:key":         "/admin/people/person/999999",
	"/partner/work":                     "/partner/work?kind=nothing&customer=nobody&after=zzz",
}

// alikes count the pages by which somebody is told that there is nothing, or that it is not for them. Where it was asked for
// makes no other page of it: four are looked at, whose numbers leave different remainders of four, so that they have each pair of settings.
type alikes map[string]map[int]int

// differs reports whether an answer of a status to somebody is looked at, by the number of what was asked for.
func (x alikes) differs(who string, status, number int) bool {
	if everything() || status != http.StatusNotFound && status != http.StatusForbidden {
		return true
	}
	asked := x[fmt.Sprint(who, status)]
	if asked == nil {
		asked = map[int]int{}
		x[fmt.Sprint(who, status)] = asked
	}
	if _, seen := asked[number%4]; !seen {
		asked[number%4] = number
	}
	return asked[number%4] == number
}

// emptyTemplate has the organisations and people of the small fixture, and no facts.
var emptyTemplate = &template{people: smallPeople, fill: func(t *testing.T, s *store.Store) {
	t.Helper()
	take(t, s, slices.DeleteFunc(smallFacts(), func(f demo.File) bool { return f.Name != "partners.csv" && f.Name != "customers.csv" }))
	addPeople(t, s, smallPeople)
}}

// unfiltered is the address of a page without what narrows it, where it opens without that.
func (v *visitor) unfiltered(address string) string {
	path, _, _ := strings.Cut(address, "?")
	if v.get(path).status == http.StatusOK {
		return path
	}
	return address
}

// saysAlike reports whether a page has the same words at another portal: one that shows no facts is the same page
// where there are none.
func (e *eye) saysAlike(x *site, email, address, language string) bool {
	if everything() || email == "" {
		return false
	}
	other := x.as(email)
	other.language, e.visitor.language = language, language
	return other.get(address).main() == e.visitor.get(address).main()
}

// report fails for what is wrong with a page, by setting.
func reports(t *testing.T, page string, faults map[setting][]string) {
	t.Helper()
	for s, list := range faults {
		for _, fault := range list {
			t.Errorf("%s (%s): %s", page, s, fault)
		}
	}
}

func TestEveryPageIsSoundInEverySetting(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	sites := map[bool][2]*site{ // full and empty ones; true is of demonstrations
		false: {small(t), emptyTemplate.serve(t)},
		true:  {small(t, offering(owner)), emptyTemplate.serve(t, offering(owner))},
	}
	full := sites[false][0]
	full.nears()
	reference, err := full.store.Nominate(t.Context(), full.person(owner), "100", []store.Choice{{ID: "a-ems"}})
	if err != nil {
		t.Fatal(err)
	}
	key := full.refused("partner_id,name\n,Nobody\n")
	open, number := addresses(reference, full.asksDelegation(), full.claims(), 1, key, full.as(admin).asks(), full.as(admin).simulates()), map[views.Audience]int{}
	full.linked(open)
	e, html, nothing := full.examiner(browser), map[string]string{}, alikes{}
	for _, rt := range routes {
		if rt.method != get || isDownload(rt.path) || opensElsewhere(rt.path) {
			continue
		}
		if open[rt.path] == "" || mistaken[rt.path] == "" {
			t.Errorf("%s is not looked at: give it an address, and a mistaken one", rt.path)
			continue
		}
		for _, visit := range visits(settings(number[rt.audience])) {
			x, address := sites[rt.demo][0], open[rt.path]
			switch visit[0].state {
			case "empty":
				x = sites[rt.demo][1]
			case "error":
				address = mistaken[rt.path]
			}
			e.become(x, readers[rt.audience])
			if visit[0].state == "error" && !nothing.differs(readers[rt.audience], e.visitor.get(address).status, number[rt.audience]) {
				continue
			}
			if visit[0].state == "empty" {
				if address = e.visitor.unfiltered(address); e.saysAlike(sites[rt.demo][0], readers[rt.audience], address, visit[0].language) {
					continue
				}
			}
			reports(t, rt.path, e.look(rt.path, address, visit))
			if e.source != "" {
				html[rt.path+" ("+visit[0].String()+")"] = e.source
			}
		}
		number[rt.audience]++
	}
	for _, fault := range invalid(t, html) {
		t.Error(fault)
	}
	if least := 30 * len(visits(settings(0))); len(html) < least {
		t.Errorf("only %d pages, want %d: %v", len(html), least, slices.Sorted(maps.Keys(html)))
	}
}
