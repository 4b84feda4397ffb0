package web

import (
	"net/http"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/demo"
	"shimei/store/programme"
	"shimei/views"
)

const april, may = programme.Month(2016*12 + 3), programme.Month(2016*12 + 4)

// mayRow is one early row of the month after the fixture's last.
var mayRow = demo.File{Name: "may.csv", CSV: []byte("subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed\na-office,2016-05,exchange,50,48,3,\n")}

// foot checks that the footer says something.
func (a answer) foot(text string) answer {
	a.t.Helper()
	if said := words(a.page.Find("footer")); !strings.Contains(said, text) {
		a.t.Errorf("the footer says %q, want %q", said, text)
	}
	return a
}

func TestOneEarlyRowOfMayIsShownBesideWhatIsOfApril(t *testing.T) {
	t.Parallel()
	x := small(t)
	if _, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-office"}}); err != nil {
		t.Fatal(err)
	}
	v, customer := x.as(lumen), x.as(owner)
	for _, language := range views.Languages {
		v.language, customer.language = language, language
		l := views.For(language)
		before := v.get("/partner").is(http.StatusOK)
		if language == views.Languages[0] {
			take(t, x.store, []demo.File{mayRow})
		}
		progress := l.T("frame.in_progress", "Month", l.Month(may), "Reported", 1, "N", 4)
		overview := v.get("/partner").is(http.StatusOK).says(progress, l.T("frame.data_through", "Month", l.Month(april)),
			l.T("overview.so_far", "Month", l.Month(may), "Amount", "3"), l.T("frame.month_in_progress", "Month", l.Month(may)))
		if language == views.Languages[0] && words(before.page.Find(".figure").First()) != words(overview.page.Find(".figure").First()) {
			t.Error("a row of May changed a figure of April")
		}
		v.get("/partner?month=2016-05").is(http.StatusOK).says(progress)
		list := customer.get("/subscriptions").is(http.StatusOK).foot(progress)
		row, err := list.page.Find("main tbody tr:contains('a-office')").Html()
		if err != nil || !strings.Contains(row, "45") || strings.Contains(row, "48") {
			t.Errorf("the seats are of another month: %s %v", row, err)
		}
	}
}

func TestAMonthIsDeclaredCompleteOnThePageOfImports(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, []demo.File{mayRow})
	desk := x.as(admin)
	for _, desk.language = range views.Languages {
		l := views.For(desk.language)
		label := func(key string) string { return l.T("months."+key, "Month", l.Month(may)) }
		a := desk.get(views.ImportsPath).is(http.StatusOK).says(l.T("months.reported_of", "Reported", 1, "Of", 4), l.T("months.default"))
		a = desk.click(a, label("complete")).is(http.StatusOK).says(l.T("months.on", "Before", l.Month(april), "After", l.Month(may)))
		a = desk.next(desk.press(a, label("complete"), nil)).is(http.StatusOK).says(l.T("flash.month_complete", "Month", l.Month(may)))
		a.foot(l.T("frame.data_through", "Month", l.Month(may)))
		desk.get(views.CompleteMonthPath(may)).is(http.StatusOK).says(l.T("months.done", "Month", l.Month(may), "State", l.T("month_state.complete")))
		a = desk.click(a, label("reopen")).is(http.StatusOK).says(l.T("months.back", "Before", l.Month(may), "After", l.Month(april)))
		desk.next(desk.press(a, label("reopen"), nil)).is(http.StatusOK).says(l.T("flash.month_reopened", "Month", l.Month(may))).
			foot(l.T("frame.data_through", "Month", l.Month(april)))
	}
	desk.post(views.CompleteMonthPath(april), nil)
	if b, err := x.store.Basis(t.Context()); err != nil || !b.Declared || *b.Through != april {
		t.Errorf("%+v %v", b, err)
	}
}

func TestANominationThatIsNotCountedYetSaysSo(t *testing.T) {
	t.Parallel()
	x := small(t)
	customer, partner := x.as(owner), x.as(lumen)
	customer.language = "en"
	if a := customer.nominated("100", "Lumen Cloud", "a-ems"); a.page.Find("#pending").Length() != 0 {
		t.Error("what is in the figures of April is said not to be counted")
	}
	if err := x.store.CompleteMonth(t.Context(), admin, april-1); err != nil { // so that April is in progress
		t.Fatal(err)
	}
	reference := customer.nominated("100", "Lumen Cloud", "a-office").asked.Path
	for _, language := range views.Languages {
		l := views.For(language)
		customer.language, partner.language = language, language
		p := x.programme()
		added := l.T("pending.added", "Competency", l.Text(p.Competencies[0].Name), "Amount", "+30", "Metric", l.Text(p.Metrics[0].Name), "Month", l.Month(april-1))
		customer.get(reference).is(http.StatusOK).says(l.T("pending.title"), l.T("pending.why", "Month", l.Month(april-1)), l.Month(april), added)
		partner.get("/partner").is(http.StatusOK).says(l.T("pending.title"), l.Month(april), added)
		partner.get("/partner/credit/lines?month=2016-03&competency=cloud-productivity&requirement=0").is(http.StatusOK).says(l.T("reason.pending"))
	}
	if err := x.store.CompleteMonth(t.Context(), admin, april); err != nil {
		t.Fatal(err)
	}
	for _, a := range []answer{customer.get(reference), partner.get("/partner")} {
		if a.is(http.StatusOK).page.Find("#pending").Length() != 0 {
			t.Errorf("%s says that what is in the figures of April is not counted", a.asked)
		}
	}
}
