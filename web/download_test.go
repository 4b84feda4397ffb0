//go:build !race

package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

// nominateMany nominates a partner for more subscriptions than a page lists.
func (x *site) nominateMany() {
	x.t.Helper()
	var choices []store.Choice
	for k := range pageRows + 1 {
		choices = append(choices, store.Choice{ID: fmt.Sprintf("z-%03d", k)})
	}
	if _, err := x.store.Nominate(x.t.Context(), x.person(owner), "100", choices); err != nil {
		x.t.Fatal(err)
	}
}

func TestAListIsSentAsItIsShownInEveryForm(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, many())
	x.nominateMany()
	x.acts(owner, x.asksDelegation(), programme.ActDecline)
	x.asksDelegation()
	x.claims()
	figure := "?month=2016-04&competency=cloud-productivity&requirement=0"
	for _, c := range []struct {
		who, path, part string
		column          int // of the file, which says what the part of the page's row does
	}{
		{owner, views.SubscriptionsPath, "th .code", 0},
		{owner, views.SubscriptionsPath + "?sort=-product", "th .code", 0},
		{owner, views.AccessPath, "th .code", 0},
		{reader, views.AccessPath + "?route=seller&state=all&sort=-scope", "th .code", 0},
		{owner, views.ActivityPath, "td:nth-child(3) .code", 2},
		{owner, views.ActivityPath + "?kind=opened&from=2015-05-01&to=2015-05-31&sort=at", "td:nth-child(3) .code", 2},
		{reader, views.PeoplePath + "?sort=-role", "td .address", 0},
		{owner, views.SubscriptionsPath + "?record=none&subscription=Z-0&sort=-id", "th .code", 0},
		{reader, views.InsightsPath, "td.num", 1},
		{lumen, views.CreditPath + figure, "th .code", 1},
		{harbour, views.CustomersPath, "th .code", 1},
		{lumen, views.IncentivesPath, "td .code", 2},
		{lumen, views.IncentivesPath + "?route=dpor&customer=t-b", "td .code", 2},
		{lumen, views.CustomersPath, "th .code", 1},
		{owner, views.RequestsPath, "td:last-child", 0},
		{reader, views.RequestsPath + "?waiting=over&sort=-partner", "td:last-child", 0},
		{lumen, views.PartnerRequestsPath, "td:last-child", 0},
		{lumen, views.PartnerRequestsPath + "?waiting=waiting&way=claim&name=aster&sort=state", "td:last-child", 0},
		{lumen, views.OwnActivityPath, "td:nth-child(4) .code", 2},
		{lumen, views.OwnActivityPath + "?kind=opened&customer=t-b&sort=at", "td:nth-child(3) .code", 17},
		{lumen, views.WorkPath, "th .code", 2},
		{lumen, views.WorkPath + "?kind=nomination&customer=z&sort=-customer", "td .code", 3},
		{harbour, views.WorkPath, "th .code", 2},
		{lumen, views.CustomersPath + "?route=dpor&customer=t-b", "th .code", 1},
		{admin, views.AssignmentsPath + "?partner=lumen&state=open&route=dpor&sort=customer&columns=tenant_id", "td .code", 3},
		{admin, views.AssignmentsPath + "?route=none", "td .code", 3},
		{admin, views.DeskPath, "td:nth-child(2) .code", 4},
		{admin, views.DeskPath + "?partner=lumen&state=open&sort=customer", "td:nth-child(3) .code", 6},
		{admin, views.PartnersPath + "?sort=-country", "td:nth-child(2) .code", 0},
		{admin, views.CustomerDirectoryPath + "?q=m-", "td:nth-child(2) .code", 0},
		{admin, views.PeopleDirectoryPath + "?sort=role", "td .address", 0},
		{admin, views.AuditPath, "td:nth-child(5) .code", 2},
		{admin, views.AuditPath + "?who=aiko&kind=nominated&customer=aster&sort=who", "td:nth-child(5) .code", 2},
		{admin, views.ReviewPath, "th .visually-hidden", 0},
		{admin, views.ReviewPath + "?state=all&sort=-partner", "th .visually-hidden", 0},
		{lumen, views.MessagesPath, "th .subject", 3},
		{lumen, views.MessagesPath + "?topic=nominations&state=unread&sort=at", "th .subject", 3},
		{owner, views.MessagesPath, "th .subject", 3},
		{admin, views.ImportsPath, "td .code", 3},
		{admin, views.ImportsPath + "?sort=rows", "td .code", 3},
	} {
		v := x.as(c.who)
		v.language = "en"
		shown, page := v.column(c.path, c.part), v.get(c.path)
		var sent [][][]string
		for _, form := range []string{"csv", "xlsx"} {
			path, query, _ := strings.Cut(c.path, "?")
			if len(shown) > 0 {
				link, _ := page.page.Find(`.files a[href^="` + path + "." + form + `"]`).Attr("href")
				path, query, _ = strings.Cut(link, "?")
			} else {
				path += "." + form
			}
			a := v.get(path + "?" + query).is(http.StatusOK)
			if name := a.header.Get("Content-Disposition"); !strings.HasPrefix(name, "attachment") || !strings.Contains(name, "."+form) {
				t.Errorf("%s is sent as %q", path, name)
			}
			sent = append(sent, a.rowsOf(t, form))
		}
		var got []string
		for k, row := range sent[0] {
			for i := range row { // the guard of a CSV, which a workbook does not need
				if row[i] != sent[1][k][i] {
					row[i] = strings.TrimPrefix(row[i], "'")
				}
			}
			got = append(got, row[c.column])
		}
		if diff := cmp.Diff(shown, got); diff != "" {
			t.Errorf("%s: the page and its file differ: %s", c.path, diff)
		}
		if diff := cmp.Diff(sent[0], sent[1]); diff != "" {
			t.Errorf("%s: the forms differ: %s", c.path, diff)
		}
	}
}

func TestTheHeadsOfAListSortIt(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, many())
	x.nominateMany()
	x.claims()
	x.asksDelegation()
	sorted := 0
	for _, c := range []struct{ who, path string }{
		{owner, views.SubscriptionsPath}, {owner, views.AccessPath}, {owner, views.ActivityPath}, {owner, views.PeoplePath}, {admin, views.AssignmentsPath + "?partner=lumen"}, {admin, views.ImportsPath}, {admin, views.AuditPath},
		{owner, views.RequestsPath}, {lumen, views.PartnerRequestsPath}, {lumen, views.MessagesPath}, {lumen, views.WorkPath},
	} {
		v := x.as(c.who)
		v.language = "en"
		first := v.get(c.path)
		first.page.Find("th a.sort").Each(func(_ int, s *goquery.Selection) {
			link, _ := s.Attr("href")
			one := v.get(link).is(http.StatusOK)
			head := one.page.Find("th[aria-sort]")
			if head.Length() != 1 || words(head) != words(s) {
				t.Errorf("%s: sorted by %q", link, words(head))
			}
			back, _ := head.Find("a").Attr("href")
			other := v.get(back).is(http.StatusOK).page.Find("th[aria-sort]")
			if a, b := head.AttrOr("aria-sort", ""), other.AttrOr("aria-sort", ""); a == b || words(other) != words(s) {
				t.Errorf("%s is %s and turned round %s", link, a, b)
			}
			if strings.Contains(c.path, "partner=") && !strings.Contains(link, "partner=lumen") {
				t.Errorf("%s leaves the filter", link)
			}
			part := "th .code, td .code, td .address, th .subject"
			up, down := v.column(link, part), v.column(back, part)
			slices.Sort(up)
			slices.Sort(down)
			if diff := cmp.Diff(up, down); diff != "" {
				t.Errorf("%s: %s", link, diff)
			}
			sorted++
		})
	}
	if sorted != 4+4+1+4+5+5+4+4+4+2+2 {
		t.Errorf("%d heads sort", sorted)
	}
}
