package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"shimei/views"
)

// sjis are the customers 営業部 and 総務部 in Shift_JIS.
const sjis = "tenant_id,name\nOSAKA,\x89\x63\x8b\xc6\x95\x94\nKOBE,\x91\x8d\x96\xb1\x95\x94\n"

// answers are the values of the choices of a name, the one that is chosen with a star.
func (a answer) answers(name string) (all []string) {
	for _, s := range a.page.Find("input[type=radio][name=" + name + "]").EachIter() {
		value := s.AttrOr("value", "")
		if _, is := s.Attr("checked"); is {
			value += "*"
		}
		all = append(all, value)
	}
	return all
}

func TestAnEncodingIsAskedForWithRowsAsTheyReadAndKept(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	for _, desk.language = range views.Languages {
		asked := desk.checked(nil, [2]string{"osaka.csv", sjis})
		asked.says(say(desk.language, "upload.open"), say(desk.language, "upload_hint.encoding"), "営業部", "総務部", "osaka.csv")
		if got := asked.answers("encoding-0"); len(got) < 2 || got[0] != "shift_jis" || strings.Contains(strings.Join(got, ""), "*") || strings.Contains(asked.main(), "--encoding") {
			t.Errorf("the choices are %q, of\n%s", got, asked.main())
		}
	}
	desk.language = "en"
	asked := desk.checked(nil, [2]string{"osaka.csv", sjis})
	wrong := desk.follow(desk.press(asked, say("en", "upload.read"), url.Values{"encoding-0": {"windows-1251"}}))
	wrong.says(say("en", "upload.sound"), "‰c") // which the rows show, and can be chosen otherwise
	if got := wrong.answers("encoding-0"); !slices.Contains(got, "windows-1251*") {
		t.Errorf("what was chosen is not shown: %q", got)
	}
	right := desk.follow(desk.press(wrong, say("en", "upload.read"), url.Values{"encoding-0": {"shift_jis"}}))
	desk.follow(desk.press(right, say("en", "effect.store"), nil)).says(say("en", "import.stored"))
	desk.get("/admin/customers?q=OSAKA").is(http.StatusOK).says("営業部")
	utf8 := desk.imported(nil, [2]string{"kyoto.csv", "tenant_id,name\nKYOTO,開発部\n"}) // what is chosen is for files that ask
	utf8.says(say("en", "import.stored"))
	desk.get("/admin/customers?q=KYOTO").is(http.StatusOK).says("開発部")
}

func TestTheOrderOfDatesIsAskedForAndTheNextQuestionAfterIt(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	head := "subscription_id,tenant_id,product,start_date\n"
	both := [][2]string{{"subscriptions.csv", head + "osaka-1,OSAKA,office365,03/04/2016\n"}, {"customers.csv", sjis}}
	first := desk.checked(nil, both...)
	if got := first.answers("encoding-1"); len(got) == 0 || got[0] != "shift_jis" || len(first.answers("dates-0")) != 0 {
		t.Errorf("first: %q", got)
	}
	second := desk.follow(desk.press(first, say("en", "upload.read"), url.Values{"encoding-1": {"shift_jis"}}))
	second.says(say("en", "upload_hint.dates"), "3 April 2016", "4 March 2016")
	if text := second.main(); strings.Contains(text, say("en", "import_state.refused")) || strings.Contains(text, "choose the order of days above") {
		t.Errorf("what waits for a choice is an error, says\n%s", text)
	}
	if got := second.answers("dates-0"); !slices.Equal(got, []string{"dmy", "mdy"}) {
		t.Errorf("second: %q", got)
	}
	third := desk.follow(desk.press(second, say("en", "upload.read"), url.Values{"dates-0": {"mdy"}})).says(say("en", "upload.sound"))
	desk.follow(desk.press(third, say("en", "effect.store"), nil)).says(say("en", "stored.title"))
	if !strings.Contains(x.dump(), "osaka-1\t") {
		t.Error("the subscription is not there")
	}
	only := desk.checked(nil, [2]string{"subscriptions.csv", head + "osaka-2,OSAKA,office365,03/04/2016\nosaka-3,OSAKA,office365,30/04/2016\n"})
	if got := only.answers("dates-0"); !slices.Equal(got, []string{"dmy*"}) { // where one fits there is no guess
		t.Errorf("one order fits: %q", got)
	}
	none := desk.checked(nil, [2]string{"subscriptions.csv", head + "osaka-2,OSAKA,office365,30/04/2016\nosaka-3,OSAKA,office365,04/30/2016\n"})
	none.says(say("en", "upload.refused"), say("en", "upload_none.dates"))
	if none.page.Find("button:contains('"+say("en", "upload.read")+"')").Length() != 0 {
		t.Error("there is nothing to choose, and a button")
	}
	nonsense := desk.post(none.asked.Path, url.Values{"act": {views.ActRead}, "dates-0": {"myd"}, "encoding-0": {"klingon"}})
	desk.follow(nonsense).says(say("en", "upload.refused"), `"30/04/2016" could be more than one day`)
	desk.follow(desk.post(none.asked.Path, url.Values{"act": {views.ActStore}})).says(say("en", "upload.refused"))
}

// A choice that is made already is taken for what the portal found out, and clicked away.
func TestNothingIsChosenForAnybodyAndGoingOnWithoutAChoiceIsAnErrorAtTheField(t *testing.T) {
	t.Parallel()
	desk := small(t).as(admin)
	open := "subscription_id,tenant_id,product,start_date\n%,OSAKA,office365,03/04/2016\n"
	files := [][2]string{{"customers.csv", "tenant_id,name\nOSAKA,Osaka\n"}, {"a.csv", strings.Replace(open, "%", "a", 1)}, {"b.csv", strings.Replace(open, "%", "b", 1)}}
	for _, desk.language = range views.Languages {
		in := desk.language
		asked := desk.checked(nil, files...)
		for _, c := range []struct{ field, file, nonsense string }{{"dates-1", "a.csv", ""}, {"dates-2", "b.csv", "ymd"}} {
			want := say(in, "upload.choose_dates", "File", c.file)
			a := desk.press(asked, say(in, "upload.read"), url.Values{c.field: {c.nonsense}}).is(http.StatusUnprocessableEntity)
			if at := words(a.page.Find("fieldset[id='" + c.field + "'].has-error .error")); at != want || a.page.Find(".has-error").Length() != 1 || a.page.Find("#errors a[href='#"+c.field+"']").Length() != 1 {
				t.Errorf("at %s stands %q, want %q", c.field, at, want)
			}
			if got := a.answers(c.field); !slices.Equal(got, []string{"dmy", "mdy"}) {
				t.Errorf("of %s the choices are %q", c.file, got)
			}
			desk.get(asked.asked.Path).says(say(in, "upload.open"))
			asked = desk.follow(desk.press(a, say(in, "upload.read"), url.Values{c.field: {"mdy"}}))
			if got := asked.answers(c.field); !slices.Equal(got, []string{"dmy", "mdy*"}) {
				t.Errorf("of %s, once it is chosen, the choices are %q", c.file, got)
			}
		}
		asked.says(say(in, "upload.sound"))
	}
}

func TestTwoFilesOfOneNameAreAskedApart(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	kyoto := "tenant_id,name\nKYOTO,k\xfcche\n"
	asked := desk.checked(nil, [2]string{"customers.csv", sjis}, [2]string{"customers.csv", kyoto})
	if first, second := asked.answers("encoding-0"), asked.answers("encoding-1"); !slices.Contains(first, "shift_jis") || len(second) > 0 {
		t.Errorf("the first file is asked for %q, the second for what was found in the first: %q", first, second)
	}
	for asked.page.Find("input[type=radio]").Length() > 0 && asked.page.Find("details input[type=radio]").Length() == 0 {
		asked = desk.follow(desk.press(asked, say("en", "upload.read"), url.Values{"encoding-0": {"shift_jis"}, "encoding-1": {"windows-1252"}}))
	}
	asked.says("customers.csv (2)")
	if desk.follow(desk.press(asked, say("en", "effect.store"), nil)); !strings.Contains(x.dump(), "営業部") || !strings.Contains(x.dump(), "küche") {
		t.Errorf("not both are read as they were chosen:\n%s", asked.main())
	}
}
