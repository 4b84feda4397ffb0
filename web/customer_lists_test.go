package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store"
	"shimei/store/demo"
	"shimei/views"
)

// wholeList is what a file of a list has, as CSV.
func (v *visitor) wholeList(path, query string) [][]string {
	v.t.Helper()
	return v.get(views.FilePath(path, "csv")+"?"+query).is(http.StatusOK).rowsOf(v.t, "csv")
}

func TestTheListsOfACustomerSkipNothingFromPageToPage(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, many())
	for path, part := range map[string]string{views.AccessPath: "td .code", views.ActivityPath: "td:nth-child(3) .code"} {
		v := x.as(reader)
		v.language = "en"
		shown := v.column(path, part)
		if one := slices.Sorted(slices.Values(shown)); len(shown) < 2*pageRows+10 || len(slices.Compact(one)) != len(shown) {
			t.Errorf("%s shows %d rows, some of them twice: %v", path, len(shown), shown)
		}
		if n := len(v.wholeList(path, "")); n != len(shown) {
			t.Errorf("%s shows %d rows, and %d are in its file", path, len(shown), n)
		}
	}
}

func TestWhatACustomersPartnersSeeIsSaidForEach(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, []demo.File{{Name: "associations.csv", CSV: []byte("route,partner_id,subscription_id,tenant_id,from,to\n" +
		"dap,201,,T-A,2015-06-01,\ndpor,100,a-ems,,2015-06-01,2016-01-01\n")}})
	for email, change := range map[string]int{owner: 1, administrator: 1, reader: 0} {
		v := x.as(email)
		for _, v.language = range views.Languages {
			is := func(query string, rows ...[]string) {
				t.Helper()
				a := v.get(views.AccessPath + query).is(http.StatusOK).says(say(v.language, "assignments.count", "N", len(rows)))
				if n := a.page.Find("main tbody tr").Length(); n != len(rows) {
					t.Errorf("%s has %d rows, want %d", query, n, len(rows))
				}
				for k, row := range rows {
					got := words(a.page.Find("main tbody tr").Eq(k))
					for _, part := range row {
						if !strings.Contains(got, part) {
							t.Errorf("%s: %q is not in %s", query, part, got)
						}
					}
				}
			}
			ember := []string{"Ember Partners", "400", "a-azure", say(v.language, "access.sees_usage"), say(v.language, "access.no_rights"), say(v.language, "state.in_effect")}
			osaka := []string{"Harbour Osaka", "201", say(v.language, "scope.tenant"), say(v.language, "access.sees_none"), say(v.language, "benefit.deployment_service")}
			before := []string{"Lumen Cloud", "a-ems", say(v.language, "access.sees_ended"), say(v.language, "state.ended")}
			is("", ember, osaka)
			is("?sort=-partner", osaka, ember)
			is("?state=ended", before)
			is("?state=all", ember, osaka, before)
			is("?state=all&route=dpor&partner="+url.QueryEscape("lumen"), before)
			is("?partner=birch")
			a := v.get(views.AccessPath)
			if n := a.page.Find("main td a").FilterFunction(func(_ int, s *goquery.Selection) bool {
				return strings.HasPrefix(words(s), say(v.language, "access.change"))
			}).Length(); n != change {
				t.Errorf("%s can change %d", email, n)
			}
			if a.page.Find(`main td a[href="/subscriptions/a-azure"]`).Length() != 1+change {
				t.Errorf("%s: nothing leads to the subscription", email)
			}
		}
	}
}

func TestNothingOfAnotherCustomerIsInACustomersLists(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference, err := x.store.Nominate(t.Context(), x.person(otherOwner), "400", []store.Choice{{ID: "b-azure"}})
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]string{views.AccessPath: "a-azure", views.ActivityPath: "a-azure", views.PeoplePath: owner}
	for path, mine := range own {
		for _, query := range []string{"", "?state=all", "?state=all&customer=birch&tenant=T-B&customer_id=2", "?after=2", "?after=9999", "?partner=harbour&state=all", "?subscription=b-&kind=nominated"} {
			for _, file := range []string{path, views.FilePath(path, "csv")} {
				a := x.as(owner).get(file + query).is(http.StatusOK)
				for _, secret := range []string{"b-office", "b-azure", "T-B", "Birch", "Dirk", "Harbour", reference} {
					if strings.Contains(a.main(), secret) {
						t.Errorf("%s%s says %s", file, query, secret)
					}
				}
				if query == "" {
					a.says(mine)
				}
			}
		}
	}
}

// lines are the visible words of each row of a list.
func (a answer) lines() (all []string) {
	a.page.Find("main tbody tr").Each(func(_ int, s *goquery.Selection) { all = append(all, words(s)) })
	return all
}

func TestEveryChangeIsInTheActivityWithWhoAndWhatWasBefore(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-azure", Seen: 1}})
	if err != nil {
		t.Fatal(err)
	}
	v := x.as(administrator)
	removal := v.get("/subscriptions/a-azure/remove").fields("seen")
	v.post("/subscriptions/a-azure/remove", url.Values{"seen": removal}).is(http.StatusSeeOther)
	for _, email := range []string{owner, reader} {
		v := x.as(email)
		for _, v.language = range views.Languages {
			kind := func(k views.EventKind) string { return views.For(v.language).Term("event_kind", string(k)) }
			none, ember, lumen := say(v.language, "value.none"), "Ember Partners 400", "Lumen Cloud 100"
			a := v.get(views.ActivityPath).is(http.StatusOK).says(say(v.language, "activity.count", "N", 3))
			want := [][]string{{kind(views.EventRemoved), "a-azure", lumen + none, "Ben Ito"},
				{kind(views.EventChanged), "a-azure", ember + lumen, "Aiko Mori", reference}, {kind(views.EventOpened), "a-azure", none + ember}}
			got := a.lines()
			for k, row := range want {
				for _, part := range row {
					if !strings.Contains(got[k], part) {
						t.Errorf("%q is not in %s", part, got[k])
					}
				}
			}
			for query, n := range map[string]int{"?kind=removed": 1, "?partner=ember": 2, "?partner=100": 2, "?subscription=azure": 3, "?subscription=office": 0,
				"?from=2016-01-01": 2, "?to=2016-01-01": 1, "?from=2015-05-10&to=2015-05-10": 1, "?from=2015-05-11&to=2015-05-11": 0} {
				a := v.get(views.ActivityPath + query).is(http.StatusOK)
				if got := len(a.lines()); got != n || a.page.Find(".chip").Length() != strings.Count(query, "=") {
					t.Errorf("%s: %d, want %d", query, got, n)
				}
				if sent := len(v.wholeList(views.ActivityPath, query[1:])); sent != n {
					t.Errorf("%s: %d are sent, want %d", query, sent, n)
				}
			}
			v.opensAll(a.page.Find("main tbody a"), 4)
			v.opensAll(v.get("/subscriptions/a-azure").page.Find(".timeline a"), 1)
		}
	}
}

// opensAll checks that so many links lead to what can be opened.
func (v *visitor) opensAll(links *goquery.Selection, n int) {
	v.t.Helper()
	if links.Length() != n {
		v.t.Errorf("%d links, want %d", links.Length(), n)
	}
	links.Each(func(_ int, s *goquery.Selection) { v.get(s.AttrOr("href", "")).is(http.StatusOK) })
}

func TestADayThatIsNoneIsSaidAtItsField(t *testing.T) {
	t.Parallel()
	x := small(t)
	for path, who := range map[string]string{views.ActivityPath: owner, views.AuditPath: admin} {
		v := x.as(who)
		for _, v.language = range views.Languages {
			v.saysNoDays(path)
		}
	}
}

func (v *visitor) saysNoDays(path string) {
	v.t.Helper()
	for query, field := range map[string]string{"?from=yesterday": "from", "?to=2016-02-30&kind=changed": "to", "?from=2016-03-02&to=2016-03-01": "to"} {
		a := v.get(path + query).is(http.StatusUnprocessableEntity)
		kept := map[bool]string{true: "2016-03-01"}[strings.Contains(query, "2016-03-01")] // a day, if not one for here
		if a.page.Find("#"+field+"-error").Length() != 1 || a.page.Find("#"+field).AttrOr("value", "") != kept {
			v.t.Errorf("%s: %s", path+query, a.main())
		}
		v.get(views.FilePath(path, "csv") + query).is(http.StatusBadRequest)
	}
}

func TestEverybodyOfACustomerIsShownWithWhatTheyMayDo(t *testing.T) {
	t.Parallel()
	x := small(t)
	if err := x.store.Disable(t.Context(), administrator); err != nil {
		t.Fatal(err)
	}
	for _, email := range []string{owner, reader} {
		v := x.as(email)
		for _, v.language = range views.Languages {
			l := views.For(v.language)
			a := v.get(views.PeoplePath).is(http.StatusOK).says(l.T("people.count", "N", 3))
			if mayInvite := a.page.Find(`a[href="`+views.InvitePath(views.Customer)+`"]`).Length() == 1; mayInvite != (email == owner) {
				t.Errorf("%s may invite: %v", email, mayInvite)
			}
			got := a.lines()
			for k, row := range [][]string{{"Aiko Mori", owner, l.Term("role", "owner"), l.T("people.may_nominate"), l.Term("account_state", "active")},
				{"Ben Ito", administrator, l.Term("role", "administrator"), l.T("people.may_nothing"), l.Term("account_state", "disabled")},
				{"Chie Abe", reader, l.Term("role", "reader"), l.T("people.may_read"), l.Term("account_state", "active")}} {
				for _, part := range row {
					if len(got) != 3 || !strings.Contains(got[k], part) {
						t.Errorf("%q is not in %s", part, got)
					}
				}
				if strings.Contains(got[k], l.T("people.self")) != (row[1] == email) {
					t.Errorf("%s sees %s", email, got[k])
				}
			}
		}
	}
}

func TestTheSubscriptionsAreNarrowedAndCounted(t *testing.T) {
	t.Parallel()
	x := small(t)
	for _, email := range []string{owner, reader} {
		v := x.as(email)
		for _, v.language = range views.Languages {
			for query, want := range map[string][]string{"": {"a-azure", "a-ems", "a-ended", "a-office"}, "?product=office365": {"a-office"}, "?state=ended": {"a-ended"},
				"?state=open": {"a-azure", "a-ems", "a-office"}, "?record=none": {"a-ems", "a-office"}, "?subscription=A-E": {"a-ems", "a-ended"},
				"?subscription=b-office": nil, "?record=none&state=ended": nil, "?state=open&product=ems&record=none&subscription=a": {"a-ems"}} {
				a := v.get(views.SubscriptionsPath + query).is(http.StatusOK).says(say(v.language, "subscriptions.count", "N", len(want)))
				var got []string
				a.page.Find("main tbody th .code").Each(func(_ int, s *goquery.Selection) { got = append(got, words(s)) })
				if !slices.Equal(got, want) || a.page.Find(".chip").Length() != strings.Count(query, "=") {
					t.Errorf("%s: %v, want %v", query, got, want)
				}
				if n := len(v.wholeList(views.SubscriptionsPath, strings.TrimPrefix(query, "?"))); n != len(want) {
					t.Errorf("%s: %d are sent", query, n)
				}
			}
			if email == reader { // who is shown where they are, and not asked to nominate
				a := v.get(views.SubscriptionsPath)
				a = v.get(a.page.Find(".points a[href*=record]").AttrOr("href", "")).is(http.StatusOK).says("a-ems", "a-office")
				if a.page.Find(".points a[href*=record]").Length() != 0 || len(a.lines()) != 2 {
					t.Errorf("it leads to %s", a.main())
				}
			}
		}
	}
}
