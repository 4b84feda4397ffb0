package web

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/mapping"
	"shimei/views"
)

// costs is an Azure export of the subscription a-azure, with a name that is not UTF-8.
const costs = "SubscriptionGuid,Date,CostInBillingCurrency,BillingCurrencyCode,ChargeType,ResourceGroup\n" +
	"a-azure,04/05/2016,1234.255,USD,Usage,k\xfcche\na-azure,04/06/2016,-0.15,USD,Usage,b\na-azure,04/06/2016,40,USD,Tax,c\n"

// mine is a mapping that leaves the order of dates open, and asks for something.
const mine = "kind = \"usage\"\nsum = true\n[columns]\nsubscription_id = { column = \"Sub\", set = \"the sub\" }\nmonth = { month_of = \"Day\" }\nconsumed = \"Cost\"\n"

func by(name string, more ...string) url.Values {
	v := url.Values{"map": {name}}
	for k := 0; k < len(more); k += 2 {
		v.Set(views.SettingField(more[k]), more[k+1])
	}
	return v
}

func TestAnExportIsReadByTheMappingThatIsChosenAndReported(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	asked := desk.checked(by("azure-cost"), [2]string{"costs.csv", costs}).says(say("en", "upload.open"), "küche", say("en", "mapping_name.azure-cost"))
	seen := desk.follow(desk.press(asked, say("en", "upload.read"), url.Values{"encoding-0": {"windows-1252"}}))
	for _, desk.language = range views.Languages {
		a := desk.get(seen.asked.Path).says(say(desk.language, "upload.sound"), say(desk.language, "mapping_name.azure-cost"), "ResourceGroup", map[string]string{"en": "it is tax", "ja": "税です"}[desk.language],
			say(desk.language, "mapping.became", "Rows", 3, "Taken", 2, "Into", 1))
		var rows []string
		a.page.Find("section[aria-label='" + say(desk.language, "mapping.sums", "File", "costs.csv") + "'] tbody td.num").Each(func(_ int, s *goquery.Selection) { rows = append(rows, words(s)) })
		if want := []string{"3", "1,274.105", "1", "40", "1", "1,234.105", "1,234.1"}; !slices.Equal(rows, want) {
			t.Errorf("the report has %q, want %q", rows, want)
		}
	}
	desk.language = "en"
	desk.follow(desk.press(seen, say("en", "effect.store"), nil)).says(say("en", "import.stored"))
	if !strings.Contains(x.dump(), "123410") {
		t.Error("the amount is not stored")
	}
	form := desk.get(views.ImportsPath)
	if got := form.page.Find("#map option[selected]").AttrOr("value", ""); got != "azure-cost" || form.page.Find("details[open] #map").Length() != 1 {
		t.Errorf("what was chosen last is not proposed, but %q", got)
	}
	desk.imported(by(""), [2]string{"usage.csv", usageHeader + "b-office,2016-04,exchange,30,30,10,\n"})
	if form = desk.get(views.ImportsPath); form.page.Find("details[open] #map").Length() != 0 {
		t.Error("the choice is open where none was chosen last")
	}
}

func TestAnExportThatIsReadByNoMappingIsToldByWhichItCanBe(t *testing.T) {
	t.Parallel()
	desk := small(t).as(admin)
	for name, text := range map[string]string{"costs.csv": strings.ReplaceAll(costs, "\xfc", "u"), "skus.json": `[{"SubscriptionGuid": "a", "Date": "", "Cost": 1, "Currency": "USD", "ChargeType": "Usage"}]`} {
		a := desk.checked(by(""), [2]string{name, text}).says(say("en", "upload.refused"), "the mapping azure-cost reads; choose it as what reads the files")
		if strings.Contains(a.main(), "--") {
			t.Errorf("the page names an option of a command:\n%s", a.main())
		}
	}
}

func TestRowsOfAnExportWithFaultsComeBackAndAreReadAgain(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	report := "SubscriptionId,Month,AvailableSeats,AssignedSeats,Extra\nnobody,4/1/2016,30,20,=x\nb-office,4/1/2016,-,20,\nb-office,3/1/2016,30,20,\n"
	a := desk.checked(by("partner-center-licenses"), [2]string{"licences.csv", report}).says(say("en", "upload.refused"), say("en", "upload.rows"), "AvailableSeats")
	if strings.Contains(a.main(), "--") {
		t.Errorf("the page names an option of a command:\n%s", a.main())
	}
	link, _ := a.page.Find("main a[href$='rows.csv']").Attr("href")
	b := desk.get(link).is(http.StatusOK)
	sent, err := csv.NewReader(strings.NewReader(b.body)).ReadAll()
	if err != nil || len(sent) != 3 || strings.Join(sent[0], ",") != "SubscriptionId,Month,AvailableSeats,AssignedSeats,Extra,fault" || sent[1][0] != "nobody" || sent[1][4] != "'=x" ||
		!strings.HasPrefix(sent[2][5], "AvailableSeats: ") {
		t.Errorf("the file has %q (%v)", sent, err)
	}
	mended := strings.NewReplacer("nobody", "b-office", "4/1/2016,'-", "2/1/2016,5").Replace(b.body)
	desk.checked(by("partner-center-licenses"), [2]string{"mended.csv", mended}).says(say("en", "upload.sound"))
	desk.checked(by("azure-cost"), [2]string{"costs.csv", strings.Replace(strings.ReplaceAll(costs, "\xfc", "u"), "40,", "x,", 1)}).says(say("en", "upload.rows_sum"))
}

func TestTheOrderOfDatesIsAskedForWithAMappingOfOnesOwn(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	own := [2]string{"mine.toml", mine}
	export := [2]string{"costs.csv", "Day,Cost\n03/04/2016,1.5\n"}
	unsaid := desk.upload(by(views.OwnMapping), own, export).is(http.StatusUnprocessableEntity).says(say("en", "mapping.unsaid", "File", "costs.csv"))
	field := views.SettingField("the sub")
	if unsaid.page.Find("input[id='"+field+"'][aria-invalid]").Length() != 1 {
		t.Errorf("there is no field for it in\n%s", unsaid.main())
	}
	asked := desk.checked(by(views.OwnMapping, "the sub", "a-azure"), own, export).says(say("en", "upload.open"), "3 April 2016", "4 March 2016", "mine.toml")
	if got := asked.answers("dates-0"); !slices.Equal(got, []string{"dmy", "mdy"}) {
		t.Errorf("the choices are %q", got)
	}
	if desk.get(views.ImportsPath).page.Find("input[id='"+field+"']").Length() != 1 {
		t.Error("what it asks for is forgotten")
	}
	seen := desk.follow(desk.press(asked, say("en", "upload.read"), url.Values{"dates-0": {"mdy"}})).says(say("en", "upload.sound"))
	desk.follow(desk.press(seen, say("en", "effect.store"), nil)).says(say("en", "stored.months", "Months", "March 2016"))
}

func TestAChoiceThatDoesNotFitIsRefusedAtItsFieldAndNothingIsKept(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	usage := [2]string{"usage.csv", usageHeader}
	skus, err := os.ReadFile("../store/mapping/testdata/graph-subscribed-skus.json")
	if err != nil {
		t.Fatal(err)
	}
	graph := [2]string{"skus.json", string(skus)}
	for _, desk.language = range views.Languages {
		in := desk.language
		for _, c := range []struct {
			form  url.Values
			field string
			want  string
			files [][2]string
		}{
			{by(views.OwnMapping), "map-file", say(in, "mapping.choose"), [][2]string{usage}},
			{by("azure-cost"), "map-file", say(in, "mapping.not_own"), [][2]string{usage, {"mine.toml", mine}}},
			{by("azure"), "map", say(in, "mapping.unknown"), [][2]string{usage}},
			{by(views.OwnMapping), "map-file", say(in, "simulate.fault", "Line", 2, "Column", 1, "Message", "%"), [][2]string{usage, {"mine.toml", "kind = \"usage\"\ncolums = 1\n[columns]\n"}}},
			{by(views.OwnMapping), "map-file", say(in, "mapping.too_large"), [][2]string{usage, {"mine.toml", strings.Repeat("#", mostMapping+1)}}},
			{by("", "tenant_id", "T"), "set-tenant_id", say(in, "mapping.not_asked"), [][2]string{usage}},
			{by("graph-subscribed-skus", "month", "2016-04", "tenant_id", "T"), "set-tenant_id", say(in, "mapping.not_asked"), [][2]string{graph}},
			{by("graph-subscribed-skus", "month", "April"), "set-month", say(in, "mapping.no_month"), [][2]string{graph}},
			{by("graph-m365-activity", "tenant_id", "4.62E+06"), "set-tenant_id", `a spreadsheet made "4.62E+06" of the id`, [][2]string{graph}},
			{by("graph-subscribed-skus", "month", " "), "set-month", say(in, "mapping.unsaid", "File", "skus.json"), [][2]string{graph}},
			{by("graph-subscribed-skus", "month", "2016-04"), "file", say(in, "input.file"), nil},
		} {
			a := desk.upload(c.form, c.files...).is(http.StatusUnprocessableEntity)
			before, _, _ := strings.Cut(c.want, "%")
			field := a.page.Find("input[id='" + c.field + "'], select[id='" + c.field + "']").Closest(".field")
			if !strings.Contains(words(field.Find(".error")), before) || a.page.Find("#errors a[href='#"+c.field+"']").Length() == 0 {
				t.Errorf("%v: at %s stands %q, want %q", c.form, c.field, words(field), before)
			}
			if got := a.page.Find("#map option[selected]").AttrOr("value", ""); c.field != "map" && got != c.form.Get("map") {
				t.Errorf("%v: the form has %q", c.form, got)
			}
			if a.cookie(mappingCookie) != nil {
				t.Errorf("%v: it is remembered", c.form)
			}
		}
	}
	desk.checked(by("graph-subscribed-skus", "month", "2016-04"), graph).says(say("ja", "mapping_name.graph-subscribed-skus"))
}

func TestAMappingThatShipsIsAFileToStartFrom(t *testing.T) {
	t.Parallel()
	desk := small(t).as(admin)
	form := desk.get(views.ImportsPath)
	for _, name := range mapping.Names() {
		m, err := mapping.BuiltIn(name)
		if err != nil {
			t.Fatal(err)
		}
		a := desk.click(form, say("en", "mapping.link", "Name", name)).is(http.StatusOK)
		if a.body != string(m.Source) || !strings.Contains(a.header.Get("Content-Disposition"), name+".toml") {
			t.Errorf("%s comes as %q", name, a.header)
		}
	}
	desk.get(views.ImportMapping("../doc")).is(http.StatusNotFound)
}
