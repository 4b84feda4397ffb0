package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"shimei/store/programme"
	"shimei/views"
)

// The month from which laterOnly differs, and the first with usage.
var october, march = programme.MonthOf(2016, time.October), programme.MonthOf(2016, time.March)

// laterOnly is a programme that differs from the built-in one in one competency, from October 2016.
func laterOnly(t *testing.T) string { return programmeText(t, `from = "2016-11"`, `from = "2016-10"`) }

func TestAProgrammeThatWasSimulatedIsAdoptedFromItsMonth(t *testing.T) {
	t.Parallel()
	for _, language := range views.Languages {
		x := small(t)
		desk := x.as(admin)
		desk.language = language
		l := views.For(language)
		offer := desk.try(nil, laterOnly(t)).is(http.StatusOK)
		question := desk.click(offer, l.T("adopt.go_on")).is(http.StatusOK)
		question.says("Small and Midmarket Cloud Solutions", l.Month(october), l.T("adopt.at_once"))
		if chosen := question.page.Find("#from option[selected]").AttrOr("value", ""); chosen != "2016-10" {
			t.Errorf("%s stands chosen", chosen)
		}
		done := desk.press(question, l.T("adopt.act", "Name", l.Text(x.programme().Name)), nil)
		desk.next(done).is(http.StatusOK).says(l.T("flash.adopted", "Name", l.Text(x.programme().Name), "Month", l.Month(october)))
		if text := string(x.programme().Source); text != laterOnly(t) {
			t.Error("another file is in force")
		}
		desk.get("/admin/audit?kind=adopted").is(http.StatusOK).says("mpn-2016")
		desk.get(question.asked.Path).is(http.StatusOK).says(l.T("adopt.same"))
	}
}

func TestAProgrammeThatChangesEarlierMonthsIsNotAdoptedWithWhy(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	x.unchanged(func() {
		for _, desk.language = range views.Languages {
			l := views.For(desk.language)
			question := desk.click(desk.try(nil, programmeText(t, "silver = 2000", "silver = 20")), l.T("adopt.go_on")).is(http.StatusOK).says(l.T("adopt.always"))
			act := l.T("adopt.act", "Name", l.Text(x.programme().Name))
			a := desk.press(question, act, url.Values{"from": {"2016-04"}}).is(http.StatusUnprocessableEntity)
			summary := words(a.page.Find("#errors"))
			for _, want := range []string{"Cloud Productivity", l.Month(march), `from = "2016-04"`} {
				if !strings.Contains(summary, want) {
					t.Errorf("%q does not say %q", summary, want)
				}
			}
			if a.page.Find("#errors a[href='#from']").Length() != 1 || a.page.Find("#from[aria-invalid]").Length() != 1 {
				t.Error("the refusal does not lead to the month")
			}
			if chosen := a.page.Find("#from option[selected]").AttrOr("value", ""); chosen != "2016-04" {
				t.Errorf("%s stands chosen", chosen)
			}
			desk.press(question, act, url.Values{"from": {""}}).is(http.StatusUnprocessableEntity).says(l.T("adopt.month"))
			desk.press(question, act, url.Values{"from": {"soon"}}).is(http.StatusBadRequest)
			unfit := desk.try(nil, programmeText(t, `"USD"`, `"JPY"`)).is(http.StatusUnprocessableEntity)
			if unfit.page.Find("a[href^='"+views.AdoptPath("")+"']").Length() > 0 {
				t.Error("what does not fit is offered")
			}
		}
	})
}

func TestWhoWasFasterIsSaidToWhoAdopts(t *testing.T) {
	t.Parallel()
	x := small(t)
	x.twoAdmins()
	desk, other := x.as(admin), x.as(secondAdmin)
	for _, v := range []*visitor{desk, other} {
		v.language = "en"
	}
	mine := desk.click(desk.try(nil, laterOnly(t)), say("en", "adopt.go_on"))
	theirs := other.click(other.try(nil, programmeText(t, "silver = 2000", "silver = 20")), say("en", "adopt.go_on"))
	name := say("en", "adopt.act", "Name", "Cloud competencies 2016")
	other.press(theirs, name, nil).is(http.StatusSeeOther)
	desk.press(mine, name, nil).is(http.StatusConflict).says(say("en", "refusal.programme_changed", "Name", "mpn-2016"))
	// The file is the sender's alone.
	other.get(mine.asked.Path).is(http.StatusUnprocessableEntity).says(say("en", "simulate.gone"))
	if x.programme().Hash == programme.BuiltIn().Hash {
		t.Error("the faster one's is not in force")
	}
}

func TestWhoOnlyReviewsOrReadsPutsNoProgrammeInForce(t *testing.T) {
	t.Parallel()
	x := small(t)
	addPeople(t, x.store, lesser)
	reviewer := x.as(reviews)
	x.unchanged(func() {
		for _, reviewer.language = range views.Languages {
			a := reviewer.try(nil, laterOnly(t)).is(http.StatusOK)
			if a.page.Find("a[href^='"+views.AdoptPath("")+"']").Length() > 0 {
				t.Error("it is offered")
			}
			kept := a.page.Find("[name=kept]").AttrOr("value", "")
			reviewer.post(views.AdoptPath(kept), url.Values{"from": {"2016-10"}, "instead": {x.programme().Hash}}).is(http.StatusForbidden)
		}
	})
}
