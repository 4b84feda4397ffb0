package web

import (
	"encoding/csv"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/export"
	"shimei/store/intake"
	"shimei/views"
)

const usageHeader = "subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed\n"

// figure is what a partner's overview of April 2016 shows for a competency's requirement.
func (v *visitor) figure(competency string, requirement int) string {
	v.t.Helper()
	card := v.get(views.OverviewPath + "?month=2016-04").is(http.StatusOK).page.Find("section[aria-labelledby=" + competency + "]")
	return words(card.Find(".figure a").Eq(requirement))
}

func TestAnUploadedFileMovesAPartnersFigureAtOnce(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk, partner := x.as(admin), x.as(lumen)
	if got := partner.figure("cloud-productivity", 0); got != "25" {
		t.Fatalf("the figure is %s before", got)
	}
	a := desk.upload(nil, [2]string{"april.csv", usageHeader + "b-office,2016-04,exchange,30,30,1029,\n"})
	desk.next(a).is(http.StatusOK).says(say("en", "import.stored"), "april.csv", admin, "1")
	if got := partner.figure("cloud-productivity", 0); got != "1,029" {
		t.Errorf("the figure is %s after", got)
	}
	desk.get(views.ImportsPath).says("april.csv", say("en", "import_state.stored"))
	days := [2]string{"days.csv", usageHeader + "b-office,2016-04,exchange,30,30,10,\nb-office,2016-04,exchange,0,0,19,\n"}
	desk.next(desk.upload(nil, days)).is(http.StatusOK).says(say("en", "import.refused"))
	desk.next(desk.upload(url.Values{"sum": {"1"}}, days)).is(http.StatusOK).says(say("en", "import.stored"))
	if got := partner.figure("cloud-productivity", 0); got != "29" {
		t.Errorf("the figure is %s where the days add up", got)
	}
}

func TestAFileWithErrorsIsRefusedWithEachOfThem(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	bad := usageHeader + "b-office,2016-04,exchange,30,28,26,\nnobody,2016-04,exchange,1,1,1,\nb-office,2016-13,exchange,1,1,many,\n\"b-office\",2016-04,\"telex, \"\"old\"\"\",1,1,1,\n"
	for _, desk.language = range views.Languages {
		var a answer
		x.unchanged(func() {
			a = desk.next(desk.upload(nil, [2]string{"<bad>.csv", bad})).is(http.StatusOK)
		})
		a.says(say(desk.language, "import.refused"), say(desk.language, "import_state.refused"), "<bad>.csv", "nobody", "many")
		shown := [][]string{{"file", "line", "column", "message"}}
		a.page.Find("main tbody tr").Each(func(_ int, row *goquery.Selection) {
			shown = append(shown, row.Find("td").Map(func(_ int, cell *goquery.Selection) string { return strings.TrimSpace(cell.Text()) }))
		})
		if len(shown) < 4 {
			t.Fatalf("the page shows only %v", shown)
		}
		link, _ := a.page.Find("main a[href$='errors.csv']").Attr("href")
		b := desk.get(link).is(http.StatusOK)
		if kind, name := b.header.Get("Content-Type"), b.header.Get("Content-Disposition"); kind != "text/csv; charset=utf-8" ||
			!strings.HasPrefix(name, `attachment; filename="import-`) {
			t.Errorf("the errors come as %q, %q", kind, name)
		}
		sent, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.body, export.BOM))).ReadAll()
		if err != nil || !slices.EqualFunc(sent, shown, slices.Equal[[]string]) {
			t.Errorf("the file has %q (%v), the page shows %q", sent, err, shown)
		}
	}
}

func TestADryRunTellsWhatItWouldDoAndStoresNothing(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	list := desk.get(views.ImportsPath).main()
	try := url.Values{"dry_run": {"1"}}
	x.unchanged(func() {
		good := desk.upload(try, [2]string{"april.csv", usageHeader + "b-office,2016-04,exchange,30,30,29,\n"})
		good.is(http.StatusOK).says(say("en", "import.dry_run"), say("en", "import_state.dry_run"), "april.csv")
		bad := desk.upload(try, [2]string{"bad.csv", usageHeader + "nobody,2016-04,exchange,30,30,29,\n"})
		bad.is(http.StatusOK).says("nobody", say("en", "import_state.refused"))
		both := desk.upload(try, [2]string{"usage.csv", usageHeader + "c-office,2016-04,exchange,30,30,29,\n"},
			[2]string{"subscriptions.csv", "subscription_id,tenant_id,product,start_date\nc-office,T-B,office365,2016-01-01\n"})
		both.is(http.StatusOK).says(say("en", "import.dry_run"), "usage.csv", "subscriptions.csv")
	})
	if got := desk.get(views.ImportsPath).main(); got != list {
		t.Errorf("the list of imports is\n%s\nwas\n%s", got, list)
	}
}

func TestSeveralFilesAreTakenTogether(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	a := desk.upload(nil, [2]string{"usage.csv", usageHeader + "c-office,2016-04,exchange,30,30,29,\n"},
		[2]string{"subscriptions.csv", "subscription_id,tenant_id,product,start_date\nc-office,T-B,office365,2016-01-01\n"})
	desk.next(a).is(http.StatusOK).says("usage.csv", "subscriptions.csv")
	if !strings.Contains(x.dump(), "c-office\t") {
		t.Error("the subscription is not there")
	}
	a = desk.upload(nil, [2]string{"partners.csv", "partner_id,name\n500,Fen Works\n"}, [2]string{"usage.csv", usageHeader + "nobody,2016-04,exchange,1,1,1,\n"})
	desk.next(a).is(http.StatusOK).says("usage.csv", "nobody", say("en", "import.refused"))
}

func TestAnUploadWithoutAFileSaysSo(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	nameless := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n"
	x.unchanged(func() {
		for _, desk.language = range views.Languages {
			want := say(desk.language, "input.file")
			desk.upload(url.Values{"dry_run": {"1"}}).is(http.StatusUnprocessableEntity).says(want)
			desk.post(views.ImportsPath, url.Values{"file": {"usage.csv"}}).is(http.StatusUnprocessableEntity).says(want)
			a := desk.send(http.MethodPost, views.ImportsPath, "multipart/form-data; boundary=x", strings.NewReader(nameless))
			a.is(http.StatusUnprocessableEntity).says(want)
			desk.send(http.MethodPost, views.ImportsPath, "text/csv", strings.NewReader(usageHeader)).is(http.StatusUnprocessableEntity)
			for _, broken := range []string{"", nameless[:len(nameless)-9], "no multipart"} {
				desk.send(http.MethodPost, views.ImportsPath, "multipart/form-data; boundary=x", strings.NewReader(broken)).is(http.StatusBadRequest)
			}
			desk.send(http.MethodPost, views.ImportsPath, "multipart/form-data", strings.NewReader(nameless)).is(http.StatusBadRequest)
		}
		desk.next(desk.upload(nil, [2]string{"empty.csv", ""})).is(http.StatusOK).says("empty.csv", say("ja", "import_state.refused"))
	})
}

func TestWhatWeighsTooMuchIsRefusedUnread(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	h := New(Options{Store: x.store, Log: x.logger(), PlainHTTP: true})
	for path, size := range map[string]int64{views.ImportsPath: 512<<20 + 1, views.NominatePath: 256<<10 + 1} {
		r := httptest.NewRequest(http.MethodPost, path, unread{t})
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.ContentLength = size
		r.AddCookie(&http.Cookie{Name: "shimei", Value: desk.held()})
		direct(t, h, r).is(http.StatusRequestEntityTooLarge).says(say("en", "error_title.413"))
	}
	big := "nonsense\n" + strings.Repeat("x", 512<<10) // more than a form may weigh
	desk.next(desk.upload(nil, [2]string{"big.csv", big})).is(http.StatusOK).says("big.csv", say("en", "import.refused"))
	customer := x.as(owner)
	large := "partner=100&s=" + strings.Repeat("x", 256<<10)
	x.unchanged(func() {
		for _, length := range []int64{int64(len(large)), -1} { // told, and as it comes
			a := customer.send(http.MethodPost, views.NominatePath, "application/x-www-form-urlencoded", strings.NewReader(large),
				func(r *http.Request) { r.ContentLength = length })
			a.is(http.StatusRequestEntityTooLarge)
		}
	})
}

// unread is a body that nobody may read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, http.ErrBodyNotAllowed
}

func TestTheListOfImportsGoesOnPageByPage(t *testing.T) {
	t.Parallel()
	x := small(t)
	for range pageRows {
		if _, err := x.store.Import(t.Context(), nil, intake.Options{}); err != nil {
			t.Fatal(err)
		}
		take(t, x.store, smallFacts()[:1])
	}
	desk := x.as(admin)
	a := desk.get(views.ImportsPath)
	if n := a.page.Find("main tbody tr").Not("[aria-labelledby=months] tr").Length(); n != pageRows {
		t.Errorf("the first page has %d rows", n)
	}
	a = desk.click(a, say("en", "pager.next")).is(http.StatusOK)
	if n := a.page.Find("main tbody tr").Not("[aria-labelledby=months] tr").Length(); n != len(smallFacts()) {
		t.Errorf("the last page has %d rows", n)
	}
	desk.click(a, say("en", "pager.first")).is(http.StatusOK)
}

// A file in another encoding, and with dates that are no others' guess, is taken by what the form says.
func TestAnUploadIsReadInTheEncodingAndTheOrderOfDatesThatAreChosen(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	sjis := "tenant_id,name\nOSAKA,\x83\x68\x83\x81\x83\x43\x83\x93\n"
	refused := desk.next(desk.upload(nil, [2]string{"osaka.csv", sjis}))
	refused.is(http.StatusOK).says("osaka.csv", "the byte 0x83 is not UTF-8; say which encoding it is, such as --encoding shift_jis")
	desk.next(desk.upload(url.Values{"encoding": {"shift_jis"}}, [2]string{"osaka.csv", sjis})).is(http.StatusOK).says("1")
	desk.get("/admin/customers?q=OSAKA").is(http.StatusOK).says("ドメイン")
	dated := [2]string{"subscriptions.csv", "subscription_id,tenant_id,product,start_date\nosaka-1,OSAKA,office365,03/04/2016\n"}
	desk.next(desk.upload(nil, dated)).is(http.StatusOK).says(`"03/04/2016" could be more than one day`)
	desk.next(desk.upload(url.Values{"dates": {"myd"}}, dated)).is(http.StatusOK).says(`"myd" is no order of dates`)
	if at := desk.upload(url.Values{"dates": {"dmy"}}, dated); at.status != http.StatusSeeOther {
		t.Errorf("in the order that is chosen: %d\n%s", at.status, at.body)
	}
	empty := desk.upload(url.Values{"encoding": {"euc-jp"}, "dates": {"mdy"}}).is(http.StatusUnprocessableEntity)
	for field, want := range map[string]string{"encoding": "euc-jp", "dates": "mdy"} {
		if got := empty.page.Find("select[name="+field+"] option[selected]").AttrOr("value", ""); got != want {
			t.Errorf("the form forgets %s: %q, want %q", field, got, want)
		}
	}
}
