package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/demo"
	"shimei/views"
)

// many are customers enough for two pages and a bit, each with a subscription that Lumen
// Cloud is credited for, and as many subscriptions of Aster Foods, which Ember Partners sold.
// Some share a name.
func many() []demo.File {
	var customers, subscriptions, usage, associations strings.Builder
	customers.WriteString("tenant_id,name\n")
	subscriptions.WriteString("subscription_id,tenant_id,product,start_date\n")
	usage.WriteString(usageHeader)
	associations.WriteString("route,partner_id,subscription_id,tenant_id,from,to\n")
	for k := range 2*pageRows + 10 {
		fmt.Fprintf(&customers, "M-%03d,%s\n", k, []string{"Same Name", "1.Dotted.", "同じ名前", `"Comma, & ""Co"""`, "Ünïque"}[k%5])
		fmt.Fprintf(&subscriptions, "m-%03d,M-%03d,office365,2015-05-01\nz-%03d,T-A,intune,2015-05-01\n", k, k, k)
		fmt.Fprintf(&usage, "m-%03d,2016-04,exchange,1,1,1,\n", k)
		fmt.Fprintf(&associations, "dpor,100,m-%03d,,2015-05-%02d,\nseller,400,z-%03d,,2015-05-01,\n", k, k%3+1, k)
	}
	return []demo.File{{Name: "customers.csv", CSV: []byte(customers.String())}, {Name: "subscriptions.csv", CSV: []byte(subscriptions.String())},
		{Name: "usage.csv", CSV: []byte(usage.String())}, {Name: "associations.csv", CSV: []byte(associations.String())}}
}

// rows goes through a list page by page, and returns how often each row's code stands in it.
func (v *visitor) rows(path, next string) map[string]int {
	v.t.Helper()
	all, pages := map[string]int{}, 1
	a := v.get(path).is(http.StatusOK)
	for ; ; pages++ {
		rows := a.page.Find("main .scroll tbody tr").Has(".code")
		rows.Each(func(_ int, s *goquery.Selection) { all[words(s.Find("th .code, td:nth-child(2) .code").First())]++ })
		if a.page.Find("nav.pager a[rel=next]").Length() == 0 {
			break
		}
		if rows.Length() != pageRows {
			v.t.Errorf("page %d of %s has %d rows", pages, path, rows.Length())
		}
		a = v.click(a, next).is(http.StatusOK)
	}
	if pages < 3 {
		v.t.Errorf("%s has %d pages", path, pages)
	}
	return all
}

func TestALongListGoesOnPageByPageAndSkipsNothing(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, many())
	next := say("en", "pager.next")
	for _, c := range []struct{ who, path, code string }{
		{owner, views.SubscriptionsPath, "z-%03d"},
		{lumen, views.CreditPath + "?month=2016-04&competency=cloud-productivity&requirement=0", "M-%03d"},
		{admin, views.AssignmentsPath + "?columns=tenant_id", "M-%03d"},
		{admin, views.AssignmentsPath + "?partner=lumen&state=open&route=dpor&product=office365&on=2016-04-10&columns=tenant_id", "M-%03d"},
	} {
		all := x.as(c.who).rows(c.path, next)
		for k := range 2*pageRows + 10 {
			if code := fmt.Sprintf(c.code, k); all[code] != 1 {
				t.Errorf("%s: %s stands in the list %d times", c.path, code, all[code])
			}
		}
	}
}
