package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/views"
)

func TestTheNavigationHasTheSectionsOfTheAudienceInTheirOrder(t *testing.T) {
	t.Parallel()
	for audience, want := range map[views.Audience]string{
		"":             "",
		views.Customer: "subscriptions access activity people",
		views.Partner:  "overview work credit customers requests statement what_if activity locations",
		views.Admin:    "home review assignments desk partners customers people imports statements simulate audit",
	} {
		var keys []string
		for _, s := range navigation()[audience] {
			keys = append(keys, s.Key)
		}
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("%q has %q, want %q", audience, got, want)
		}
	}
	for _, e := range entries {
		in := func(s views.Section) bool { return s.Key == e.section }
		if e.section != "" && !slices.ContainsFunc(navigation()[e.audience], in) {
			t.Errorf("%s is in the section %q, which has no place", e.path, e.section)
		}
	}
}

func TestTheSectionOfAPageIsMarked(t *testing.T) {
	t.Parallel()
	x := small(t)
	all := x.visitors()
	for _, c := range []struct{ who, path, section, mark string }{
		{owner, "/subscriptions?after=x", "subscriptions", "page"},
		{owner, "/subscriptions/a-azure/remove", "subscriptions", "true"},
		{owner, "/nominate/check?s=a-azure&partner=100", "subscriptions", "true"},
		{owner, "/requests/none", "access", "true"},
		{lumen, "/partner/requests", "requests", "page"},
		{lumen, "/partner/requests/new?way=delegation", "requests", "true"},
		{owner, "/nominations/none", "subscriptions", "true"},
		{lumen, "/partner?month=2016-04", "overview", "page"},
		{lumen, "/partner/credit", "credit", "page"},
		{lumen, "/partner/credit/lines", "credit", "true"},
		{lumen, "/partner/incentives", "customers", "true"},
		{owner, "/insights", "subscriptions", "true"},
		{owner, "/access/400/as-seen", "access", "true"},
		{lumen, "/partner/work?kind=renewal", "work", "page"},
		{lumen, "/partner/activity?kind=nominated", "activity", "page"},
		{lumen, "/partner/what-if?month=2016-04", "what_if", "page"},
		{admin, "/admin/review", "review", "page"},
		{admin, "/admin/review/XXXXX-XXXXX", "review", "true"},
		{admin, "/admin/assignments/open", "assignments", "true"},
		{admin, "/admin/nominations?product=azure", "desk", "page"},
		{admin, "/admin/imports/7", "imports", "true"},
		{admin, "/admin/elsewhere", "", ""},
		{admin, "/people", "", ""},
	} {
		a := all[c.who].get(c.path)
		if a.status == http.StatusSeeOther {
			t.Errorf("%s leads to %s", c.path, a.location())
			continue
		}
		marked := a.page.Find("nav.sections a[aria-current]")
		if c.section == "" {
			if marked.Length() != 0 {
				t.Errorf("%s marks %q", c.path, words(marked))
			}
			continue
		}
		want := views.For("en").Term("section", c.section)
		if got := marked.Map(func(_ int, s *goquery.Selection) string { return words(s) + " " + s.AttrOr("aria-current", "") }); !slices.Equal(got, []string{want + " " + c.mark}) {
			t.Errorf("%s marks %q, want %q as %s", c.path, got, want, c.mark)
		}
	}
}
