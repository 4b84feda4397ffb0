package web

import (
	"net/http"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/store/programme"
	"shimei/views"
)

// asOne is usage of May of Birch Mills and Office 365 as one: its figures stand nowhere else.
var asOne = []demo.File{{Name: "usage.csv", CSV: []byte("tenant_id,product,month,workload,available_seats,assigned_seats,active_users\n" +
	"T-B,office365,2016-05,exchange,7130,6121,5114\n")}}

func TestSeatsThatWereReportedOfSubscriptionsTogetherAreShownToWhoMaySeeThem(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, asOne)
	may, err := programme.ParseMonth("2016-05")
	if err == nil {
		err = x.store.CompleteMonth(t.Context(), "desk", may)
	}
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string][]string{otherOwner: {views.SubscriptionsPath, views.SubscriptionPath("b-office")}, lumen: {views.CustomerPath("T-B")}}
	for who, paths := range pages {
		v := x.as(who)
		for _, v.language = range views.Languages {
			l := views.For(v.language)
			label := map[bool]string{true: "seats.together", false: "seats.together_own"}[who == lumen]
			for _, path := range paths {
				a := v.get(path).is(http.StatusOK).says(l.T(label, "Product", l.Text(officeName(t))), l.T("frame.data_through", "Month", l.Month(may)))
				figures := l.T("seats.figures", "Bought", l.Number(7130), "Assigned", l.Number(6121), "Active", l.Number(5114))
				if bars := a.page.Find("main .seats .visually-hidden"); words(bars.Last()) != figures {
					t.Errorf("%s in %s: %q, want %q", path, v.language, words(bars.Last()), figures)
				}
			}
		}
	}
	own := x.as(otherOwner).get(views.FilePath(views.SubscriptionsPath, "csv")+"?product=office365").is(http.StatusOK).rowsOf(t, "csv")
	if len(own) != 2 || strings.Join(own[1], ",") != ",office365,,,7130,6121,5114,,,,,,," {
		t.Errorf("the file has %q", own)
	}
	x.as(otherOwner).get(views.SubscriptionPath("b-azure")).is(http.StatusOK)
	if a := x.as(lumen).get(views.CustomersPath + ".csv").is(http.StatusOK); !strings.Contains(a.body, "Birch Mills,T-B,dpor,100,1,1,7130,6121,5114,2016,\n") {
		t.Error(a.body)
	}
	x.as(ember).get(views.CustomerPath("T-B")).is(http.StatusNotFound)
	for who, paths := range map[string][]string{otherOwner: {views.SubscriptionPath("b-azure"), views.SubscriptionsPath + "?product=azure"}, harbour: {views.CustomerPath("T-B"), views.CustomersPath, views.CustomersPath + ".csv"},
		owner: {views.SubscriptionsPath, views.SubscriptionsPath + ".csv"}, ember: {views.CustomersPath}} {
		for _, path := range paths {
			for _, hidden := range seen {
				if a := x.as(who).get(path).is(http.StatusOK); strings.Contains(a.body, hidden) {
					t.Errorf("%s sees %s on %s", who, hidden, path)
				}
			}
		}
	}
}

// officeName is the name of Office 365 in each language.
func officeName(t *testing.T) programme.Text {
	t.Helper()
	place, known := programme.BuiltIn().Product("office365")
	if !known {
		t.Fatal("no Office 365")
	}
	return programme.BuiltIn().Products[place].Name
}
