package web

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"

	"shimei/store/demo"
	"shimei/store/programme"
	"shimei/views"
)

// closed presses through closing a month.
func (v *visitor) closed(m, name string) answer {
	v.t.Helper()
	a := v.click(v.get(views.StatementsPath), say("en", "statements.close", "Month", name)).is(http.StatusOK)
	a = v.next(v.press(a, say("en", "statements.close", "Month", name), nil)).is(http.StatusOK)
	return a.says(say("en", "flash.month_closed", "Month", name), say("en", "statement_state.closed"))
}

func TestAnAdminClosesAMonthAndThePartnerSeesWhatIsFrozenAndWhatCorrectsIt(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk, partner := x.as(admin), x.as(lumen)
	desk.language, partner.language = "en", "en"
	take(t, x.store, []demo.File{{Name: "usage.csv", CSV: []byte(usageHeader + "b-office,2016-03,exchange,30,28,24,\n")}})
	march, april := views.StatementOf(programme.MonthOf(2016, 3)), views.StatementOf(programme.MonthOf(2016, 4))
	partner.get(march).is(http.StatusOK).says(say("en", "statement.open"), "Birch Mills", "24")
	desk.closed("2016-03", "March 2016").says(admin)
	before := partner.get(march).says("Closed on", "24", say("en", "statement.seal")).main()
	take(t, x.store, []demo.File{{Name: "usage.csv", CSV: []byte(usageHeader + "b-office,2016-03,exchange,30,28,27,\n")}})
	if after := partner.get(march).main(); strings.ReplaceAll(after, " ", "") != strings.ReplaceAll(before, " ", "") && !strings.Contains(after, "24") {
		t.Errorf("a correction changed a closed statement\n%s\n%s", before, after)
	}
	a := partner.get(april).says(say("en", "statement.takes"), say("en", "statement.corrects", "Month", "March 2016"))
	partner.click(a, say("en", "statement.corrects", "Month", "March 2016")).says("Closed on")
	desk.closed("2016-04", "April 2016")
	partner.get(april).says("Closed on", say("en", "statement.corrects", "Month", "March 2016"))
	if found, err := x.store.Verify(t.Context()); err != nil || len(found) != 0 {
		t.Errorf("%v %v", found, err)
	}
}

func TestAMonthThatCannotBeClosedIsRefusedInWords(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	x.unchanged(func() {
		for _, desk.language = range views.Languages {
			for m, want := range map[string]string{"2016-04": "month_order", "2016-09": "no_facts"} {
				refusal := say(desk.language, "refusal."+want, "Name", m)
				desk.get("/admin/statements/" + m + "/close").is(http.StatusUnprocessableEntity).says(refusal)
				desk.post("/admin/statements/"+m+"/close", nil).is(http.StatusUnprocessableEntity).says(refusal)
			}
			desk.get("/admin/statements/march/close").is(http.StatusNotFound)
			desk.post("/admin/statements/2016-13/close", nil).is(http.StatusNotFound)
		}
	})
	if err := x.store.CloseMonth(t.Context(), "another", programme.MonthOf(2016, 3)); err != nil {
		t.Fatal(err)
	}
	x.unchanged(func() {
		desk.post("/admin/statements/2016-03/close", nil).is(http.StatusConflict).says(say(desk.language, "refusal.month_closed", "Name", "2016-03"))
	})
}

func TestAMonthWithoutFactsSaysSo(t *testing.T) {
	t.Parallel()
	v := small(t).as(lumen)
	v.language = "en"
	a := v.get(views.StatementPath + "?month=2016-09").is(http.StatusOK).says(say("en", "statement.waiting", "Month", "September 2016"))
	if a.page.Find("main table").Length() != 0 {
		t.Errorf("it shows figures all the same: %s", a.main())
	}
	v.get(views.StatementPath + "?month=soon").is(http.StatusBadRequest)
}

func TestAPartnersStatementIsItsOwnWhateverItAsksFor(t *testing.T) {
	t.Parallel()
	x := small(t)
	for email, of := range map[string]string{lumen: "Lumen Cloud", harbour: "Harbour Group", ember: "Ember Partners"} {
		v := x.as(email)
		for _, path := range []string{views.StatementPath, views.FilePath(views.StatementPath, "csv")} {
			plain := v.get(path + "?month=2016-04").is(http.StatusOK)
			if path == views.StatementPath {
				plain.says(of)
			}
			for _, q := range []string{"partner=100", "partner=400", "account=1", "tenant=T-A"} {
				if got := v.get(path + "?month=2016-04&" + q).main(); got != plain.main() {
					t.Errorf("%s sees at %s?%s\n%s\nwant\n%s", email, path, q, got, plain.main())
				}
			}
		}
	}
	if a := x.as(ember).get(views.FilePath(views.StatementPath, "csv") + "?month=2016-04"); strings.Contains(a.body, "Birch") || !strings.Contains(a.body, "Aster") {
		t.Errorf("a partner gets another's lines:\n%s", a.body)
	}
}

// totals are a statement's, by metric, as an English page writes them.
func (v *visitor) totals(address string) map[string]int64 {
	v.t.Helper()
	sums := map[string]int64{}
	v.get(address).is(http.StatusOK).page.Find("table").First().Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
		sums[strings.Join(strings.Fields(row.Find("th").Contents().First().Text()), " ")] += minor(v.t, row.Find("td.num").Text())
	})
	return sums
}

// manyCustomers gives partner 100 more customers than a page has lines.
func manyCustomers(t *testing.T, x *site) {
	t.Helper()
	kinds := []string{"customers", "subscriptions", "usage", "associations"}
	text := map[string]string{"customers": "tenant_id,name\n", "subscriptions": "subscription_id,tenant_id,product,start_date\n",
		"usage": "subscription_id,month,active_users,consumed\n", "associations": "route,partner_id,subscription_id,from\n"}
	for k := range pageRows {
		text["customers"] += fmt.Sprintf("M-%d,Many %d\n", k, k%7)
		text["subscriptions"] += fmt.Sprintf("m-%d,M-%d,%s,2016-01-01\n", k, k, []string{"office365", "azure"}[k%2])
		text["usage"] += fmt.Sprintf([]string{"m-%d,2016-04,%d,\n", "m-%d,2016-04,,%d.10\n"}[k%2], k, k)
		text["associations"] += fmt.Sprintf("dpor,100,m-%d,2016-01-01\n", k)
	}
	var files []demo.File
	for _, kind := range kinds {
		files = append(files, demo.File{Name: kind + ".csv", CSV: []byte(text[kind])})
	}
	take(t, x.store, files)
}

func TestTheLinesOfAllPagesAndFilesAddUpToTheTotals(t *testing.T) {
	t.Parallel()
	x := small(t)
	manyCustomers(t, x)
	v := x.as(lumen)
	v.language = "en"
	const month = "2016-04"
	address := views.StatementPath + "?month=" + month
	totals, lines := v.totals(address), map[string]int64{}
	pages, rows := 0, 0
	for at := address; at != ""; pages++ {
		a := v.get(at).is(http.StatusOK)
		a.page.Find("table").Last().Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
			lines[strings.Join(strings.Fields(row.Find("td").Eq(1).Contents().First().Text()), " ")] += minor(t, row.Find("td.num").Text())
			rows++
		})
		at = a.page.Find("nav.pager a[rel=next]").AttrOr("href", "")
	}
	if pages < 2 || len(totals) < 3 {
		t.Errorf("only %d pages and %d totals", pages, len(totals))
	}
	for metric, sum := range totals {
		if lines[metric] != sum {
			t.Errorf("%s: the lines add up to %d, the total is %d", metric, lines[metric], sum)
		}
	}
	file, err := csv.NewReader(strings.NewReader(v.get(views.FilePath(views.StatementPath, "csv") + "?month=" + month).is(http.StatusOK).body)).ReadAll()
	if err != nil || len(file) != rows+1 {
		t.Errorf("%d rows in the file, %d on the pages (%v)", len(file)-1, rows, err)
	}
	a := v.get(views.FilePath(views.StatementPath, "xlsx") + "?month=" + month).is(http.StatusOK)
	if name := a.header.Get("Content-Disposition"); !strings.HasPrefix(name, `attachment; filename="statement-`+month+`_data-through-`) || !strings.HasSuffix(name, `Z.xlsx"`) {
		t.Errorf("the workbook comes as %q", name)
	}
	book, err := excelize.OpenReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if sheet, err := book.GetRows("Lines"); err != nil || len(sheet) != rows+1 {
		t.Errorf("%d rows in the sheet, %d on the pages (%v)", len(sheet)-1, rows, err)
	}
}

func TestAClosedStatementShowsTheNamesOfThen(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(lumen)
	take(t, x.store, []demo.File{{Name: "usage.csv", CSV: []byte(usageHeader + "b-office,2016-03,exchange,30,28,24,\n")}})
	if err := x.store.CloseMonth(t.Context(), admin, programme.MonthOf(2016, 3)); err != nil {
		t.Fatal(err)
	}
	march := views.StatementOf(programme.MonthOf(2016, 3))
	file := views.FilePath(views.StatementPath, "csv") + "?month=2016-03"
	page, rows := v.get(march).says("Lumen Cloud", "Birch Mills").main(), v.get(file).body
	take(t, x.store, []demo.File{{Name: "partners.csv", CSV: []byte("partner_id,name\n100,Canary Cloud\n")},
		{Name: "customers.csv", CSV: []byte("tenant_id,name\nT-B,Canary Mills\n")}})
	if after := v.get(march).says("Lumen Cloud", "Birch Mills").main(); strings.Contains(after, "Canary") {
		t.Errorf("a name that came later is on the page\n%s\n%s", page, after)
	}
	if after := v.get(file).body; after != rows || !strings.Contains(rows, "Birch Mills") {
		t.Errorf("a name that came later is in the file\n%s\n%s", rows, after)
	}
	v.get(views.StatementOf(programme.MonthOf(2016, 4))).says("Canary Cloud", "Canary Mills")
}
