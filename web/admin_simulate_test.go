package web

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store/programme"
	"shimei/views"
)

// programmeText is the built-in programme with pairs of text swapped.
func programmeText(t *testing.T, pairs ...string) string {
	t.Helper()
	text := string(programme.BuiltIn().Source)
	for k := 0; k < len(pairs); k += 2 {
		if !strings.Contains(text, pairs[k]) {
			t.Fatalf("the programme has no %q", pairs[k])
		}
		text = strings.Replace(text, pairs[k], pairs[k+1], 1)
	}
	return text
}

// try sends programme files to be simulated.
func (v *visitor) try(form url.Values, files ...string) answer {
	v.t.Helper()
	var named [][2]string
	for _, text := range files {
		named = append(named, [2]string{"new.toml", text})
	}
	return v.uploadTo(views.SimulatePath, form, named...)
}

func TestAnAdminSeesWhoWouldGainALevelAndNothingIsStored(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	lower := programmeText(t, "silver = 2000", "silver = 20")
	x.unchanged(func() {
		for _, desk.language = range views.Languages {
			l := views.For(desk.language)
			a := desk.try(url.Values{"month": {"2016-04"}}, lower).is(http.StatusOK)
			a.says("Lumen Cloud", "Harbour Group", l.Term("move", "gains"), l.T("simulate.moves", "N", 2), l.Term("level", "silver")+" 2,000 → 20", l.T("simulate.against"), l.T("simulate.spare", "Amount", "5"))
			if strings.Contains(a.main(), "1,975") {
				t.Error("what was short of the need in force is said of a level that is gained")
			}
			if strings.Contains(words(a.page.Find("main tbody")), "Ember") {
				t.Error("a partner is shown whose levels stay")
			}
			desk.try(nil, programmeText(t)).is(http.StatusOK).says(l.T("simulate.none"))
		}
	})
	if x.programme().Hash != programme.BuiltIn().Hash {
		t.Error("the programme that was tried is in force")
	}
}

func TestASimulationIsAFileToo(t *testing.T) {
	t.Parallel()
	x := small(t)
	x.unchanged(func() {
		a := x.as(admin).try(url.Values{"format": {"csv"}}, programmeText(t, "silver = 2000", "silver = 20")).is(http.StatusOK)
		rows, err := csv.NewReader(strings.NewReader(a.body)).ReadAll()
		if err != nil || len(rows) != 3 || strings.Join(rows[1], " ") != "100 2016-04 cloud-productivity gains none silver active_entitlements office365 25 25 2000 20 4000 4000 0 5" {
			t.Errorf("%v %q", err, rows)
		}
		if got := a.header.Get("Content-Disposition"); !strings.HasPrefix(got, `attachment; filename="2016-04-simulation_data-through-2016-04_received-`) || !strings.HasSuffix(got, `Z.csv"`) {
			t.Error(got)
		}
	})
}

func TestAProgrammeThatIsNoneOrDoesNotFitIsRefusedWithWhy(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	x.unchanged(func() {
		for _, desk.language = range views.Languages {
			for name, c := range map[string]struct {
				files []string
				want  []string
				links int // of the summary, to the field
			}{
				"no file":      {nil, []string{say(desk.language, "simulate.choose")}, 1},
				"two files":    {[]string{"a", "b"}, []string{say(desk.language, "simulate.one_file")}, 1},
				"no TOML":      {[]string{"id = \"x\"\nlevels = [\n"}, []string{say(desk.language, "simulate.fault", "Line", 2, "Column", 11, "Message", "toml: array is incomplete")}, 1},
				"two mistakes": {[]string{programmeText(t, "silver = 2000", "silver = 5000", `scope = "tenant"`, `scope = "galaxy"`)}, []string{"66", "galaxy", "136", "gold"}, 2},
				"it fits not":  {[]string{programmeText(t, `"USD"`, `"JPY"`)}, []string{say(desk.language, "unfit.currency", "Held", "USD", "Programme", "mpn-2016", "Currency", "JPY")}, 1},
				"its usage": {[]string{programmeText(t, `workloads = []  `, "takes = [\"seats\"]\nworkloads = []  ")}, []string{
					say(desk.language, "unfit.takes", "Held", "azure", "Usage", "consumed", "Rows", 1, "Programme", "mpn-2016")}, 1},
				"a CSV instead": {[]string{"partner_id,name\n1,A\n"}, []string{"1"}, 1},
			} {
				a := desk.try(nil, c.files...).is(http.StatusUnprocessableEntity)
				summary := words(a.page.Find("#errors"))
				for _, want := range c.want {
					if !strings.Contains(summary, want) {
						t.Errorf("%s: the summary %q does not say %q", name, summary, want)
					}
				}
				if a.page.Find("#errors a[href='#file']").Length() != c.links {
					t.Errorf("%s: %q leads to the field otherwise than %d times", name, summary, c.links)
				}
			}
		}
		desk.try(url.Values{"month": {"April"}}, programmeText(t)).is(http.StatusBadRequest)
		desk.try(nil, strings.Repeat("# filling\n", 1<<16)).is(http.StatusRequestEntityTooLarge)
	})
}

func TestAProgrammeFileStaysChosenForWhoSentIt(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	desk.language = "en"
	a := desk.try(url.Values{"month": {"2016-04"}}, programmeText(t, "silver = 2000", "silver = 20")).is(http.StatusOK).says("new.toml")
	kept := a.page.Find("[name=kept]").AttrOr("value", "")
	a = desk.uploadTo(views.SimulatePath, url.Values{"month": {"2016-03"}, "kept": {kept}}).is(http.StatusOK).says("new.toml", say("en", "simulate.result", "Month", "March 2016"))
	if a.page.Find("[name=file][required]").Length() != 0 {
		t.Error("the file is asked for again")
	}
	other := x.as(lumen)
	if other.uploadTo(views.SimulatePath, url.Values{"kept": {kept}}).status == http.StatusOK {
		t.Error("a partner simulates")
	}
	desk.uploadTo(views.SimulatePath, url.Values{"kept": {"no-such"}}).is(http.StatusUnprocessableEntity).says(say("en", "simulate.gone"))
}

func TestWhoCrossesAThresholdIsDrawn(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	for _, desk.language = range views.Languages {
		a := desk.try(url.Values{"month": {"2016-04"}}, programmeText(t, "silver = 2000", "silver = 20")).is(http.StatusOK)
		rows := a.page.Find(".crossing li")
		if rows.Length() != 2 || !strings.Contains(words(rows.First()), "25") {
			t.Errorf("%d rows: %s", rows.Length(), words(rows))
		}
	}
}
