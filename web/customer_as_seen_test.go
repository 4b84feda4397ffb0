package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/views"
)

// used are months of Birch Mills, and of Azure at Aster Foods, whose figures stand nowhere else.
var used = []demo.File{{Name: "usage.csv", CSV: []byte(`subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed
b-office,2015-06,exchange,7130,6121,5114,
b-office,2015-04,exchange,3007,2006,1005,
b-azure,2016-03,,,,,4321.99
a-azure,2016-03,,,,,8765.43
`)}}

// settled waits until nothing is done beside the requests.
func (x *site) settled() {
	x.t.Helper()
	if !x.portal.Finish(context.Background()) {
		x.t.Fatal("something goes on")
	}
}

func TestUseByMonthIsShownWhereARouteBroughtIt(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, used)
	nominated, delegate := x.as(lumen), x.as(harbour)
	for _, language := range views.Languages {
		nominated.language, delegate.language = language, language
		a := nominated.get(views.CustomerPath("T-B")).is(http.StatusOK).says(say(language, "use.title"), views.For(language).Month(2015*12+5), "7,130", "6,121", "5,114")
		if n := a.page.Find("#use ~ .cards svg.seats-chart").Length(); n != 1 {
			t.Errorf("%d drawings", n)
		}
		if rows := a.page.Find("#use ~ .cards tbody tr").Length(); rows != 13 {
			t.Errorf("%d months", rows)
		}
		for _, hidden := range []string{"3,007", "4,321.99", "8,765.43"} { // before the nomination, and of what it does not reach
			if strings.Contains(a.body, hidden) {
				t.Errorf("%s is shown", hidden)
			}
		}
		without := delegate.get(views.CustomerPath("T-B")).is(http.StatusOK)
		for _, hidden := range []string{say(language, "use.title"), "7,130", "5,114", "3,007", "4,321.99", "seats-chart"} {
			if strings.Contains(without.body, hidden) {
				t.Errorf("a partner that no route brings usage data sees %s", hidden)
			}
		}
	}
}

// seenPart is the part of a page that a partner and its customer are both shown.
func seenPart(a answer) string {
	_, part, _ := strings.Cut(a.body, `<h2>`)
	part, _, _ = strings.Cut(part, "</main>")
	return strings.TrimSuffix(strings.TrimSpace(part), "</section>")
}

func TestACustomerIsShownTheVeryPageThatAPartnerSees(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, used)
	for who, partner := range map[string]string{lumen: "100", harbour: "201"} {
		its, own := x.as(who), x.as(otherOwner)
		for _, language := range views.Languages {
			its.language, own.language = language, language
			page, shown := its.get(views.CustomerPath("T-B")).is(http.StatusOK), own.get(views.AsSeenPath(partner)).is(http.StatusOK)
			if a, b := seenPart(page), seenPart(shown); a == "" || a != b {
				t.Errorf("%s sees\n%s\nand its customer is shown\n%s", who, a, b)
			}
		}
	}
	own := x.as(owner)
	own.language = "en"
	own.click(own.get(views.AccessPath), say("en", "as_seen.open")).is(http.StatusOK).says("Ember Partners", "$8,765.43", say("en", "as_seen.never", "Account", "Ember Partners"))
	v := x.as(owner)
	for _, v.language = range views.Languages { // Birch Mills' partner, and nobody
		alike(t, v.get(views.AsSeenPath("100")).is(http.StatusNotFound), v.get(views.AsSeenPath("999")), "100", "999")
	}
}

func TestACustomerIsToldWhenAPartnerLastLooked(t *testing.T) {
	t.Parallel()
	x := small(t)
	its, own := x.as(harbour), x.as(otherOwner)
	own.language = "en"
	never, not := say("en", "as_seen.never", "Account", "Harbour Group"), say("en", "as_seen.not_yet")
	its.get(views.CustomerPath("T-A")).is(http.StatusNotFound)
	its.send(http.MethodHead, views.CustomerPath("T-B"), "", nil).is(http.StatusOK)
	its.send(http.MethodGet, views.CustomerPath("T-B"), "", nil, func(r *http.Request) { r.Header.Set("Sec-Purpose", "prefetch") }).is(http.StatusOK)
	own.get(views.AsSeenPath("201")) // the customer's own look is none
	x.settled()
	own.get(views.AsSeenPath("201")).is(http.StatusOK).says(never)
	own.get(views.AccessPath).is(http.StatusOK).says(not)

	its.get(views.CustomerPath("T-B")).is(http.StatusOK)
	x.settled()
	if a := own.get(views.AsSeenPath("201")).is(http.StatusOK); strings.Contains(a.main(), never) || !strings.Contains(a.main(), "last looked") {
		t.Error(a.main())
	}
	if a := own.get(views.AccessPath).is(http.StatusOK); !strings.Contains(a.main(), "Last looked") || !strings.Contains(a.main(), not) {
		t.Errorf("one has looked and one has not: %s", a.main())
	}
	for _, row := range own.wholeList(views.AccessPath, "") {
		if looked := row[10]; (looked != "") != (row[0] == "201") {
			t.Errorf("of %s the file says %q", row[0], looked)
		}
	}
}

func TestALookThatCannotBeRecordedDoesNotFailThePage(t *testing.T) {
	t.Parallel()
	x, broken := breakable(t)
	its, own := x.as(lumen), x.as(otherOwner)
	own.language = "en"
	broken.fail("INSERT ON looks")
	its.get(views.CustomerPath("T-B")).is(http.StatusOK)
	x.settled()
	if lines := x.log.take(); len(lines) != 1 || !strings.Contains(lines[0], "a look at a customer is not recorded") {
		t.Errorf("logged: %q", lines)
	}
	own.get(views.AsSeenPath("100")).is(http.StatusOK).says(say("en", "as_seen.never", "Account", "Lumen Cloud"))
	broken.mend()
	its.get(views.CustomerPath("T-B")).is(http.StatusOK)
	x.settled()
	if a := own.get(views.AsSeenPath("100")).is(http.StatusOK); !strings.Contains(a.main(), "last looked") {
		t.Error(a.main())
	}
}

// While the database takes no changes, pages are shown all the same, and as many looks wait as may.
func TestALookThatWaitsDoesNotHoldUpThePage(t *testing.T) {
	t.Parallel()
	x, other := breakable(t)
	its, own := x.as(lumen), x.as(otherOwner)
	own.language = "en"
	other.exec("BEGIN IMMEDIATE")
	for range 2 * besidesAtOnce {
		its.get(views.CustomerPath("T-B")).is(http.StatusOK)
	}
	own.get(views.AsSeenPath("100")).is(http.StatusOK).says(say("en", "as_seen.never", "Account", "Lumen Cloud"))
	other.exec("ROLLBACK")
	x.settled()
	if a := own.get(views.AsSeenPath("100")).is(http.StatusOK); !strings.Contains(a.main(), "last looked") {
		t.Error(a.main())
	}
}
