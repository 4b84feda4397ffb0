package web

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/demo"
	"shimei/views"
)

// crowd is so many customers of Lumen Cloud that no page of a list shows them all.
func crowd(n int) []demo.File {
	customers, subscriptions := "tenant_id,name,domain,country\n", "subscription_id,tenant_id,product,licensing,seats,start_date,end_date\n"
	usage := "subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed\n"
	associations := "route,partner_id,subscription_id,tenant_id,from,to\n"
	for k := range n {
		customers += fmt.Sprintf("M-%03d,Many %03d,m%03d.example,JP\n", k, k, k)
		subscriptions += fmt.Sprintf("m-%03d,M-%03d,office365,direct,50,2015-05-01,\n", k, k)
		usage += fmt.Sprintf("m-%03d,2016-04,exchange,50,40,%d,\n", k, 10+k%7)
		associations += fmt.Sprintf("dpor,100,m-%03d,,2015-05-10,\n", k)
	}
	return []demo.File{{Name: "customers.csv", CSV: []byte(customers)}, {Name: "subscriptions.csv", CSV: []byte(subscriptions)},
		{Name: "usage.csv", CSV: []byte(usage)}, {Name: "associations.csv", CSV: []byte(associations)}}
}

// shownOf are the customers that a page shows, by their names or their ids.
func (a answer) shownOf(keys map[string]int64) map[int64]bool {
	shown := map[int64]bool{}
	for text, key := range keys {
		if strings.Contains(a.body, text) {
			shown[key] = true
		}
	}
	return shown
}

// shownRows are the rows of a page's tables, without how many there are in all and the links to others.
func (a answer) shownRows() string {
	var rows []string
	a.page.Find("main tbody tr").Each(func(_ int, s *goquery.Selection) { rows = append(rows, words(s)) })
	return strings.Join(rows, "\n")
}

// A partner with many customers: a page of a list is made of the rows of the customers that it shows, and says beside
// them how many there are and whether more come; and a page that shows no list needs the rows of none but those
// that it names, for what adds all up is kept with the account.
func TestPagesOfAPartnerNeedTheCustomersThatTheyShow(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner))
	take(t, x.store, crowd(60))
	at := x.theirs()
	place, _ := places.Load(x.store)
	dsn := place.(string)
	accounts := keysIn(t, dsn, "SELECT partner_id, id FROM partners")
	names := keysIn(t, dsn, "SELECT name, id FROM customers UNION ALL SELECT tenant_id, id FROM customers")
	cut := func(shown map[int64]bool) *visitor {
		return x.copied(t, dsn, &kept{slices.Collect(maps.Keys(shown)), []int64{accounts["100"]}, "partner_id = 1"}).as(lumen)
	}
	v, few, pages, lists := x.copied(t, dsn, nil).as(lumen), map[int64]bool{}, map[string]answer{}, 0
	for _, path := range pagesOf(views.Partner, at) {
		address := strings.Replace(at[path], "month=2016-03", "month=2016-04", 1) // of all of them
		if strings.Contains(address, "customer=") || strings.Contains(address, "name=") {
			address = path
		}
		a := v.get(address).is(http.StatusOK)
		switch shown := a.shownOf(names); {
		case len(shown) <= 2:
			maps.Copy(few, shown)
			pages[address] = a
		case len(shown) > pageRows+1 && path != views.NewRequestPath:
			t.Errorf("%s shows %d customers", address, len(shown))
		default:
			lists++
			if b := cut(shown).get(address); a.shownRows() != b.shownRows() {
				t.Errorf("%s has other rows without the customers that it does not show:\n%s\n%s", address, a.shownRows(), b.shownRows())
			}
		}
	}
	own := cut(few)
	for address, a := range pages {
		if b := own.get(address); withoutID(a) != withoutID(b) {
			t.Errorf("%s is another page without the customers that it does not show:\n%s\n%s", address, a.main(), b.main())
		}
	}
	if len(few) > 3 || len(pages) < 10 || lists < 6 {
		t.Errorf("%d pages show %d customers together, and %d lists", len(pages), len(few), lists)
	}
}
