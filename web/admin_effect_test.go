package web

import (
	"encoding/csv"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/views"
)

// suspension says that Lumen Cloud was suspended in a month that is closed in past.
var suspension = [2]string{"suspend.csv", "partner_id,name,status,as_of\n100,Lumen Cloud,suspended,2016-03-15\n"}

// past serves the small fixture where Lumen Cloud is silver in April, and some months are closed.
func past(t *testing.T, closed ...string) *site {
	t.Helper()
	x := small(t)
	take(t, x.store, []demo.File{{Name: "usage.csv", CSV: []byte(usageHeader + "b-office,2016-04,exchange,30,30,2500,\n")}})
	for _, m := range closed {
		month, err := programme.ParseMonth(m)
		if err == nil {
			err = x.store.CloseMonth(t.Context(), admin, month)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return x
}

func TestAFileThatReachesIntoThePastSaysSoWithWhatFollows(t *testing.T) {
	t.Parallel()
	for _, language := range views.Languages {
		x := past(t, "2016-03", "2016-04")
		desk := x.as(admin)
		desk.language = language
		var asked answer
		x.unchanged(func() {
			asked = desk.checked(nil, suspension)
		})
		april := views.For(language).Month(2016*12 + 3)
		asked.says(say(language, "effect.asked_title"), say(language, "effect.asked"), "suspend.csv", "Lumen Cloud", april, "2,500",
			say(language, "effect.corrected", "N", 1, "Month", april), say(language, "effect.lost", "N", 1))
		link, _ := asked.page.Find("main a[href$='effect.csv']").Attr("href")
		rows, err := csv.NewReader(strings.NewReader(desk.get(link).is(http.StatusOK).body)).ReadAll()
		if err != nil || len(rows) < 3 || strings.Join(rows[1][:3], " ") != "correction 100 2016-03" {
			t.Errorf("%v: %v", rows, err)
		}
		stored := desk.follow(desk.press(asked, say(language, "effect.store"), nil))
		stored.says(say(language, "import.stored"), "suspend.csv")
		desk.checked(nil, suspension).says(say(language, "upload.sound")) // for it changes nothing any more
		desk.press(asked, say(language, "effect.store"), nil).is(http.StatusUnprocessableEntity).says(say(language, "effect.gone"))
		desk.get(asked.asked.Path).is(http.StatusUnprocessableEntity).says(say(language, "effect.gone"))
		desk.get(link).is(http.StatusNotFound)
	}
}

func TestALevelThatIsLostIsToldInASentence(t *testing.T) {
	t.Parallel()
	desk := past(t, "2016-03", "2016-04").as(admin)
	for language, want := range map[string]string{
		"en": "Lumen Cloud loses silver in Cloud Productivity in April 2016: 2,500 → 0",
		"ja": "Lumen Cloud は2016年4月に Cloud Productivity のシルバーを喪失します: 2,500 → 0",
	} {
		desk.language = language
		desk.checked(nil, suspension).says(want)
	}
}

func TestAnUploadIsStoredWithTheOptionsThatWereTicked(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	april := [2]string{"april.csv", usageHeader + "b-office,2016-04,exchange,30,30,29,\n"}
	tried := desk.checked(url.Values{"whole": {"1"}}, april)
	tried.says(say("en", "effect.corrections_none"), say("en", "effect.levels_none"), "25", "29", "+4")
	stored := desk.follow(desk.press(tried, say("en", "effect.store"), nil))
	if removed := words(stored.page.Find("dl.facts")); !strings.Contains(removed, say("en", "imports.removed")+"3") {
		t.Errorf("the months were not held for whole: %s", removed)
	}
}

func TestWhatChangesNothingOfThePastDoesNotSaySo(t *testing.T) {
	t.Parallel()
	desk := past(t, "2016-03").as(admin)
	for _, f := range [][2]string{
		{"new.csv", "partner_id,name,as_of\n500,Fen Works,2016-01-01\n"},
		{"name.csv", "partner_id,name\n100,Lumen\n"},
		{"today.csv", "partner_id,name,status\n400,Ember Partners,suspended\n"},
		{"may.csv", usageHeader + "b-office,2016-05,exchange,30,30,29,\n"},
		{"april.csv", "route,partner_id,tenant_id,from\ndap,400,T-A,2016-04-01\n"},
	} {
		desk.checked(nil, f).says(say("en", "upload.sound"), f[0])
	}
	desk.checked(nil, [2]string{"dap.csv", "route,partner_id,tenant_id,from\ndap,400,T-B,2016-03-01\n"}).says(say("en", "effect.asked"), "Ember Partners")
	desk.checked(nil, [2]string{"april.csv", "partner_id,name,parent_id,as_of\n400,Ember Partners,200,2016-04-10\n"}).says(say("en", "effect.asked"))
}

// sourcesOf are files with a text each.
func sourcesOf(files ...[2]string) (all []intake.Source) {
	for _, f := range files {
		all = append(all, intake.Source{Name: f[0], Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(f[1])), nil }})
	}
	return all
}

func textOf(t *testing.T, f intake.Source) string {
	t.Helper()
	in, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
