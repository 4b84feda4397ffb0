package web

import (
	"net/http"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/views"
)

// idle are facts by which there is something of every kind to do about Birch Mills that usage data shows.
var idle = []demo.File{
	{Name: "subscriptions.csv", CSV: []byte(`subscription_id,tenant_id,product,licensing,seats,start_date,renewal_date,auto_renew
b-office,T-B,office365,direct,7130,2015-05-01,2016-05-08,false
`)},
	{Name: "usage.csv", CSV: []byte(`subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed
b-office,2016-04,exchange,7130,6121,514,
`)},
}

// idleSeen are those facts, and what follows from them, as a page or a file may write them.
var idleSeen = []string{"7,130", "7130", "6,121", "6121", "514", "1,009", "1009", "8 May 2016", "2016-05-08", "renewal", "activation", "unassigned", "lacking", "Dynamics", "crm-online"}

func TestWorkIsListedByWhatAPartnerSees(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, idle)
	nominated := x.as(lumen)
	nominated.language = "en"
	a := nominated.get(views.WorkPath).is(http.StatusOK).says("Birch Mills", "8 May 2016", "514 of 7,130", "1,009 of 7,130", "Dynamics CRM Online", say("en", "work_kind.renewal"))
	if n := a.page.Find("main tbody tr").Length(); n != 4 {
		t.Errorf("%d rows: %s", n, a.main())
	}
	for _, kind := range []string{"renewal", "activation", "unassigned", "lacking"} {
		one := nominated.get(views.WorkPath + "?kind=" + kind).is(http.StatusOK)
		rows := one.page.Find("main tbody tr")
		if rows.Length() != 1 || !strings.Contains(words(rows), say("en", "work_kind."+kind)) {
			t.Errorf("%s: %s", kind, words(rows))
		}
		link, _ := rows.Find("td a").Attr("href")
		path, anchor, _ := strings.Cut(link, "#")
		there := nominated.get(path).is(http.StatusOK)
		if anchor != "" && there.page.Find("#"+anchor).Length() != 1 {
			t.Errorf("%s leads to %s, where nothing is", kind, link)
		}
	}
	for who, of := range map[string]string{harbour: "who has delegated administration", ember: "who is another's partner"} {
		facts := idleSeen
		if who == ember { // it is partner of record of Aster Foods, and sees what that lacks
			facts = facts[:len(facts)-3]
		}
		v := x.as(who)
		v.language = "en"
		page, file := v.get(views.WorkPath).is(http.StatusOK), v.get(views.WorkPath+".csv").is(http.StatusOK)
		book := strings.Join(v.get(views.WorkPath+".xlsx").is(http.StatusOK).rowsOfAll(t), " ")
		for _, hidden := range append([]string{"Birch", "T-B"}, facts...) {
			if rows := words(page.page.Find("main tbody")); strings.Contains(rows, hidden) || strings.Contains(book, hidden) ||
				strings.Contains(strings.Join(strings.Split(file.body, "\n")[1:], "\n"), hidden) {
				t.Errorf("%s sees %s", of, hidden)
			}
		}
	}
}

// rowsOfAll is every cell of a workbook's list.
func (a answer) rowsOfAll(t *testing.T) (cells []string) {
	t.Helper()
	for _, row := range a.rowsOf(t, "xlsx") {
		cells = append(cells, row...)
	}
	return cells
}
