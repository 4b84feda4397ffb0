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
	a := desk.imported(nil, [2]string{"april.csv", usageHeader + "b-office,2016-04,exchange,30,30,1029,\n"})
	a.says(say("en", "import.stored"), "april.csv", admin, "1", say("en", "stored.months", "Months", "April 2016"))
	desk.click(a, say("en", "stored.to_months")).is(http.StatusOK)
	desk.click(a, say("en", "undo.title", "ID", strings.TrimPrefix(a.asked.Path, views.ImportsPath+"/"))).is(http.StatusOK)
	if got := partner.figure("cloud-productivity", 0); got != "1,029" {
		t.Errorf("the figure is %s after", got)
	}
	desk.get(views.ImportsPath).says("april.csv", say("en", "import_state.stored"))
	days := [2]string{"days.csv", usageHeader + "b-office,2016-04,exchange,30,30,10,\nb-office,2016-04,exchange,0,0,19,\n"}
	if apart := desk.checked(nil, days).says(say("en", "upload.refused")); strings.Contains(apart.body, "--sum") {
		t.Error("a page names an option of a command")
	}
	desk.imported(url.Values{"sum": {"1"}}, days).says(say("en", "import.stored"))
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
		x.unchanged(func() { a = desk.checked(nil, [2]string{"<bad>.csv", bad}) })
		a.says(say(desk.language, "upload.refused"), say(desk.language, "import_state.refused"), say(desk.language, "upload.rows"), "<bad>.csv")
		var shown []string
		a.page.Find("td[lang=en]").Parent().Each(func(_ int, row *goquery.Selection) {
			shown = append(shown, words(row.Find("td").Eq(0))+words(row.Find("td").Eq(2)))
		})
		if want := []string{"3subscription_id", "4month", "4active_users", "5workload"}; !slices.Equal(shown, want) {
			t.Errorf("the page shows %q", shown)
		}
		if a.page.Find("button:contains('"+say(desk.language, "effect.store")+"')").Length() != 0 {
			t.Error("it can be stored")
		}
		link, _ := a.page.Find("main a[href$='rows.csv']").Attr("href")
		b := desk.get(link).is(http.StatusOK)
		body, marked := strings.CutPrefix(b.body, "\uFEFF")
		if marked != (desk.language == "ja") {
			t.Errorf("in %s the file is marked: %v", desk.language, marked)
		}
		sent, err := csv.NewReader(strings.NewReader(body)).ReadAll()
		if err != nil || len(sent) != 4 || strings.Join(sent[0], ",")+"\n" != strings.TrimSuffix(usageHeader, "\n")+",fault\n" ||
			sent[3][2] != `telex, "old"` || !strings.HasPrefix(sent[1][7], `subscription_id: no subscription has the id "nobody"`) {
			t.Errorf("the file has %q (%v)", sent, err)
		}
		if a.page.Find("form input[name=file]").Length() != 1 || a.page.Find("form input[name=whole]").Length() != 0 {
			t.Error("the corrected file cannot be chosen there as the first one was")
		}
		mended := strings.NewReplacer("nobody", "b-office", "2016-13", "2016-03", "many", "5", `"telex, ""old"""`, "exchange", "exchange,1,1,1", "sharepoint,1,1,1").Replace(b.body)
		desk.checked(nil, [2]string{"mended.csv", mended}).says(say(desk.language, "upload.sound"))
	}
}

// The corrected files are taken where the errors stand, with the same ticks; a mapping is chosen with its files.
func TestCorrectedFilesAreTakenAsThoseThatWereRefused(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	for _, desk.language = range views.Languages {
		a := desk.checked(url.Values{"whole": {"1"}, "sum": {"1"}}, [2]string{"bad.csv", usageHeader + "nobody,2016-04,exchange,1,1,1,\n"})
		a.says(say(desk.language, "upload.again"))
		carried := url.Values{}
		a.page.Find("form[enctype] input[type=hidden]").Each(func(_ int, s *goquery.Selection) {
			carried.Set(s.AttrOr("name", ""), s.AttrOr("value", ""))
		})
		if carried.Encode() != "sum=1&whole=1" {
			t.Errorf("%q goes along", carried.Encode())
		}
		desk.checked(carried, [2]string{"good.csv", usageHeader + "b-office,2016-04,exchange,30,28,26,\n"}).says(say(desk.language, "upload.sound"))
	}
}

func TestTheErrorsOfARefusedImportAreAFile(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	key := x.refused("partner_id,name\n,Nobody\n")
	a := desk.get(views.ImportPath(key)).is(http.StatusOK).says(say("en", "import.refused"), "partner_id")
	link, _ := a.page.Find("main a[href$='errors.csv']").Attr("href")
	b := desk.get(link).is(http.StatusOK)
	if kind, name := b.header.Get("Content-Type"), b.header.Get("Content-Disposition"); kind != "text/csv; charset=utf-8" ||
		!strings.HasPrefix(name, `attachment; filename="import-`) {
		t.Errorf("the errors come as %q, %q", kind, name)
	}
	if want := "file,line,column,message\nbad.csv,2,partner_id,the cell is empty; every row needs a value here\n"; b.body != want {
		t.Errorf("the file has %q, want %q", b.body, want)
	}
}

// refused imports a file with faults as the command does, and returns the key of its record.
func (x *site) refused(text string) int64 {
	x.t.Helper()
	done, err := x.store.Import(x.t.Context(), sourcesOf([2]string{"bad.csv", text}), intake.Options{Actor: "command"})
	if err != nil || len(done) != 1 || done[0].State != intake.Refused {
		x.t.Fatalf("%+v: %v", done, err)
	}
	return done[0].Key
}

func TestWhatIsUploadedIsShownFirstAndStoredByItsButton(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	list := desk.get(views.ImportsPath).main()
	both := [][2]string{{"usage.csv", usageHeader + "c-office,2016-04,exchange,30,30,29,\nc-office,2016-04,exchange,30,30,29,\n"},
		{"subscriptions.csv", "subscription_id,tenant_id,product,start_date\nc-office,T-B,office365,2016-01-01\n"}}
	var seen answer
	x.unchanged(func() { seen = desk.checked(nil, both...) })
	seen.says(say("en", "upload.sound"), say("en", "import_state.dry_run"), "usage.csv", "subscriptions.csv", say("en", "upload.left_out_means"))
	if got := desk.get(views.ImportsPath).main(); got != list {
		t.Errorf("the list of imports is\n%s\nwas\n%s", got, list)
	}
	desk.get(seen.asked.Path).says(say("en", "upload.sound")) // loaded again
	stored := desk.follow(desk.press(seen, say("en", "effect.store"), nil))
	stored.says(say("en", "stored.title"), say("en", "stored.files"), "usage.csv", "subscriptions.csv", say("en", "stored.months", "Months", "April 2016"))
	if text := stored.main(); strings.Contains(text, say("en", "upload.files")) {
		t.Errorf("it is yet to be done, says\n%s", text)
	}
	if !strings.Contains(x.dump(), "c-office\t") {
		t.Error("the subscription is not there")
	}
	before := desk.get(views.ImportsPath).main()
	again := desk.follow(desk.press(seen, say("en", "effect.store"), nil)).says(say("en", "stored.title")) // by the button of a page that is out of date
	if again.main() != stored.main() || desk.get(views.ImportsPath).main() != before {
		t.Error("it was stored twice")
	}
	desk.click(stored, "usage.csv Usage").is(http.StatusOK).says(say("en", "import.stored"))
}

func TestAnUploadWithoutAFileSaysSo(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	nameless := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n"
	x.unchanged(func() {
		for _, desk.language = range views.Languages {
			want := say(desk.language, "input.file")
			desk.upload(url.Values{"whole": {"1"}}).is(http.StatusUnprocessableEntity).says(want)
			desk.post(views.ImportsPath, url.Values{"file": {"usage.csv"}}).is(http.StatusUnprocessableEntity).says(want)
			a := desk.send(http.MethodPost, views.ImportsPath, "multipart/form-data; boundary=x", strings.NewReader(nameless))
			a.is(http.StatusUnprocessableEntity).says(want)
			desk.send(http.MethodPost, views.ImportsPath, "text/csv", strings.NewReader(usageHeader)).is(http.StatusUnprocessableEntity)
			for _, broken := range []string{"", nameless[:len(nameless)-9], "no multipart"} {
				desk.send(http.MethodPost, views.ImportsPath, "multipart/form-data; boundary=x", strings.NewReader(broken)).is(http.StatusBadRequest)
			}
			desk.send(http.MethodPost, views.ImportsPath, "multipart/form-data", strings.NewReader(nameless)).is(http.StatusBadRequest)
		}
		desk.checked(nil, [2]string{"empty.csv", ""}).says("empty.csv", say("ja", "import_state.refused"))
	})
}

func TestWhatWeighsTooMuchIsRefusedUnread(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	h := New(Options{Store: x.store, Log: x.logger(), PlainHTTP: true, SecondFactor: FactorByChoice})
	for path, size := range map[string]int64{views.ImportsPath: 512<<20 + 1, views.NominatePath: 256<<10 + 1} {
		r := httptest.NewRequest(http.MethodPost, path, unread{t})
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.ContentLength = size
		r.AddCookie(&http.Cookie{Name: "shimei", Value: desk.held()})
		direct(t, h, r).is(http.StatusRequestEntityTooLarge).says(say("en", "error_title.413"))
	}
	big := "nonsense\n" + strings.Repeat("x", 512<<10) // more than a form may weigh
	desk.checked(nil, [2]string{"big.csv", big}).says("big.csv", say("en", "upload.refused"))
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

// What somebody is shown is what is stored: after a change by others it is shown anew.
func TestAnImportIsShownAnewWhereOthersChangedSomethingSince(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	seen := desk.checked(nil, [2]string{"mine.csv", usageHeader + "b-office,2016-04,exchange,30,30,29,\n"})
	other := [2]string{"others.csv", usageHeader + "b-office,2016-04,exchange,30,30,11,\n"}
	if done, err := x.store.Import(x.t.Context(), sourcesOf(other), intake.Options{Actor: "another"}); err != nil || done[0].State != intake.Stored {
		t.Fatalf("%v %+v", err, done)
	}
	var anew answer
	x.unchanged(func() { anew = desk.follow(desk.press(seen, say("en", "effect.store"), nil)) })
	anew.says(say("en", "upload.anew"))
	desk.follow(desk.press(anew, say("en", "effect.store"), nil)).says(say("en", "import.stored"))
}

func TestThePageWarnsBeforeItsButtonOfStoredValuesThatEmptyCellsClear(t *testing.T) {
	t.Parallel()
	desk := small(t).as(admin)
	for _, desk.language = range views.Languages {
		in := desk.language
		warning := say(in, "upload.clears")
		a := desk.checked(nil, [2]string{"customers.csv", "tenant_id,name,domain,country\nT-A,A,,JP\nT-B,B,,\n"})
		a.says(warning, say(in, "upload.cleared", "File", "customers.csv", "Column", "domain", "N", 2), say(in, "upload.cleared", "File", "customers.csv", "Column", "country", "N", 1))
		if a.page.Find("main .note ~ form button:contains('"+say(in, "effect.store")+"'), main .note ~ * button:contains('"+say(in, "effect.store")+"')").Length() == 0 {
			t.Errorf("the button does not come after the warning:\n%s", a.main())
		}
		if text := desk.checked(nil, [2]string{"customers.csv", "tenant_id,name\nT-A,A\n"}).main(); strings.Contains(text, warning) {
			t.Errorf("it warns of nothing:\n%s", text)
		}
	}
}
