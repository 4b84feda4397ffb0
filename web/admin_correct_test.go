package web

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"shimei/store/db"
	"shimei/store/demo"
	"shimei/store/directory"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

// associationAt returns the one association of a route, a partner and a subscription that is in effect at some time,
// or that a correction replaced.
func (x *site) associationAt(route, partner, subscription string, replaced bool) (key int64) {
	x.t.Helper()
	found, _, err := x.store.Associations(x.t.Context(), directory.AssociationFilter{Route: route, Partner: partner}, db.Part{Sort: directory.AssociationOrder.Usual, Limit: 9})
	for _, a := range found {
		if a.Subscription == subscription && (a.From == a.To) == replaced {
			key = a.Key
		}
	}
	if err != nil || key == 0 {
		x.t.Fatalf("%s %s %s: %v", route, partner, subscription, err)
	}
	return key
}

// wrongAt returns what a form says is wrong at a field, and how many errors its summary lists.
func (a answer) wrongAt(field string) (text string, all int) {
	return words(a.page.Find("main #" + field + "-error")), a.page.Find("#errors li").Length()
}

// refusedAt checks that a form is refused for one mistake alone, told at its field and in the list of errors.
func (a answer) refusedAt(field, why string) {
	a.t.Helper()
	a.is(http.StatusUnprocessableEntity)
	if got, all := a.wrongAt(field); got != why || all != 1 || a.page.Find(`#errors a[href="#`+field+`"]`).Length() != 1 {
		a.t.Errorf("%s: %q at the field and %d errors, want %q", a.asked, got, all, why)
	}
}

func TestACorrectionIsRefusedAtTheFieldThatIsWrong(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, []demo.File{{Name: "associations-next.csv", CSV: []byte("route,partner_id,subscription_id,from\ndpor,100,a-azure,2015-08-01\n")}})
	first, second := x.associationAt("dpor", "400", "a-azure", false), x.associationAt("dpor", "100", "a-azure", false)
	today := clock()().Format(time.DateOnly)
	for _, language := range views.Languages {
		v := x.as(admin)
		v.language = language
		for _, c := range []struct {
			association     int64
			from, to, field string
			why             string
		}{
			{second, today, "", "from", "refusal.not_past"},
			{second, "", today, "to", "refusal.not_past"},
			{first, "", "2015-09-01", "to", "refusal.overlap"},
			{second, "2015-07-01", "", "from", "refusal.overlap"},
			{first, "2015-07-01", "2015-07-01", "from", "refusal.days"},
			{first, "2015-08-01", "", "from", "refusal.days"},
			{second, "", "", "from", "correct.nothing"},
		} {
			v.post(views.CorrectPath(c.association), url.Values{"from": {c.from}, "to": {c.to}, "note": {"by letter"}}).refusedAt(c.field, say(language, c.why))
		}
		v.post(views.CorrectPath(first), url.Values{"from": {"2015-06-01"}}).refusedAt("note", say(language, "refusal.reason"))
	}
}

func TestThePageOfWhatACorrectionReplacedLeadsToWhatIsInItsPlace(t *testing.T) {
	t.Parallel()
	x := small(t)
	x.twoAdmins()
	day := programme.DayOf(2015, time.July, 1)
	corrected := x.associationAt("dpor", "400", "a-azure", false)
	reference := x.asks(admin, requests.Ask{Way: programme.WayCorrection, Association: corrected, From: &day, Note: "by letter"})
	for _, language := range views.Languages {
		v := x.as(secondAdmin)
		v.language = language
		act := views.RequestActPath(views.Admin, reference, programme.ActApprove)
		if language == views.Languages[0] {
			v.get(act).is(http.StatusOK).says(say(language, "request_ask.approve_correction", "Partner", "Ember Partners"))
			v.next(v.post(act, url.Values{"version": {"1"}})).says(say(language, "request_done.approve_correction", "Partner", "Ember Partners"))
		}
		replaced := x.associationAt("dpor", "400", "a-azure", true)
		page := v.get(views.AssignmentPath(replaced)).is(http.StatusOK).says(say(language, "correct.replaced"), reference)
		for _, act := range []string{views.EndPath(replaced), views.CorrectPath(replaced)} {
			if page.page.Find(`a[href="`+act+`"]`).Length() != 0 {
				t.Errorf("what was replaced leads to %s", act)
			}
			v.get(act).is(http.StatusUnprocessableEntity).says(say(language, "refusal.replaced"), say(language, "refusal_remedy.replaced"))
		}
		if in := v.click(page, say(language, "correct.replaced_open")).is(http.StatusOK); in.asked.Path != views.AssignmentPath(corrected) {
			t.Errorf("it leads to %s", in.asked.Path)
		}
	}
}

func TestWhatSalesMadeIsEndedByCorrectingTheSales(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, []demo.File{{Name: "sales.csv", CSV: []byte("order_id,subscription_id,partner_id,date,seats\no-1,a-office,100,2015-06-01,50\n")}})
	sold := x.associationAt("seller", "100", "a-office", false)
	for _, language := range views.Languages {
		v := x.as(admin)
		v.language = language
		v.get(views.EndPath(sold)).is(http.StatusUnprocessableEntity).says(say(language, "refusal.sales", "Name", "Lumen Cloud"), say(language, "refusal_remedy.sales"))
	}
}

func TestWhatIsMissingOfARejectionOrADisputeIsToldAtItsField(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference := x.claimed("a-ems", "report.pdf")
	reject, dispute := views.RequestActPath(views.Admin, reference, programme.ActReject), views.RequestActPath(views.Partner, reference, programme.ActDispute)
	for _, language := range views.Languages {
		desk := x.as(admin)
		desk.language = language
		for _, reason := range []string{"", "none of the list"} {
			desk.post(reject, url.Values{"version": {"1"}, "note": {"not enough"}, "reason": {reason}}).refusedAt("reason", say(language, "request.choose_reason"))
		}
		desk.post(reject, url.Values{"version": {"1"}, "reason": {"no_evidence"}}).refusedAt("note", say(language, "refusal.reason"))
	}
	x.acts(admin, reference, programme.ActReject)
	for _, language := range views.Languages {
		partner := x.as(lumen)
		partner.language = language
		asked := partner.get(dispute).is(http.StatusOK)
		if asked.page.Find("main input[type=file][name=file]").Length() != 1 {
			t.Error("a dispute takes no file")
		}
		because := url.Values{"version": asked.fields("version"), "note": {"Look <again>."}}
		partner.uploadTo(dispute, because, [2]string{"x.pdf", "#!/bin/sh"}).says("Look <again>.").refusedAt("file", say(language, "refusal.file_kind", "Name", "x.pdf"))
		if language == views.Languages[len(views.Languages)-1] {
			partner.next(partner.uploadTo(dispute, because, [2]string{"more.pdf", evidencePDF})).is(http.StatusOK).says("more.pdf")
		}
	}
}
