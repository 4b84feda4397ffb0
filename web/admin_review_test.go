package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/demo"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

// secondAdmin is another admin of the small fixture.
const secondAdmin = "ivo@vendor.example"

// twoAdmins adds another admin.
func (x *site) twoAdmins() {
	x.t.Helper()
	addPeople(x.t, x.store, []demo.Person{{Email: secondAdmin, Name: "Ivo Lang", Role: "admin"}})
}

// claimsOf claims a subscription for Lumen Cloud.
func (x *site) claimsOf(subscription string) string {
	x.t.Helper()
	return x.asks(lumen, requests.Ask{Way: programme.WayClaim, Route: "dpor", PartnerID: "100", Subscription: subscription, Note: "We run it."})
}

// because is a form with why.
var because = url.Values{"reason": {"no_evidence"}, "note": {"because of it"}}

func TestTheQueueSaysWhyEachCaseIsThereAndACaseIsDecidedOnOnePage(t *testing.T) {
	t.Parallel()
	x := small(t)
	x.asksDelegation()
	office, azure := x.claimsOf("a-office"), x.claimsOf("a-azure")
	x.acts(owner, azure, programme.ActObject)
	v := x.as(admin)
	for _, v.language = range views.Languages {
		l := views.For(v.language)
		queue := v.get(views.ReviewPath).says(l.T("review.count", "N", 2))
		why := queue.page.Find("main .scroll tbody tr td:nth-child(3)")
		claims, objects := l.T("review_why.claim", "Partner", "Lumen Cloud"), l.T("review_why.objection", "Customer", "Aster Foods")
		if got := []string{words(why.First()), words(why.Last())}; !slices.Equal(got, []string{claims, claims + objects}) {
			t.Errorf("%s: %q", v.language, got)
		}
		v.get(views.RequestPath(views.Admin, azure)).is(http.StatusOK).says(claims, objects, "We run it.", "Ember Partners", l.T("case.present"))
	}
	v.language = "en"
	first := v.get(views.RequestPath(views.Admin, office))
	var acts []string
	first.page.Find("form button[formaction]").Each(func(_ int, s *goquery.Selection) { acts = append(acts, words(s)+" "+s.AttrOr("accesskey", "")) })
	if !slices.Equal(acts, []string{"Approve a", "Return b", "Reject r"}) {
		t.Errorf("the acts are %q", acts)
	}
	if next := v.click(first, say("en", "case.after")); next.asked.Path != views.RequestPath(views.Admin, azure) || next.page.Find(`a[rel=prev][accesskey=p]`).Length() != 1 {
		t.Errorf("the next case is %s", next.asked.Path)
	}
	refused := v.press(first, "Reject", url.Values{"note": {"not enough"}, "reason": {""}}).is(http.StatusUnprocessableEntity)
	if refused.page.Find("textarea").Text() != "not enough" {
		t.Error("what was typed is lost")
	}
	done := v.next(v.press(refused, "Reject", url.Values{"note": {"not enough"}, "reason": {"no_evidence"}})).says(say("en", "request_done.reject", "Partner", "Lumen Cloud"), "not enough")
	if done.page.Find("form button[formaction]").Length() != 0 {
		t.Error("a rejected claim has acts")
	}
	v.press(first, "Approve", nil).is(http.StatusConflict).says(say("en", "refusal.state"))
	taken := v.press(v.get(views.RequestPath(views.Admin, azure)), "Approve", nil).is(http.StatusUnprocessableEntity).says(say("en", "refusal.taken"))
	if !strings.HasSuffix(taken.asked.Path, "/approve") {
		t.Error(taken.asked.Path)
	}
	x.as(owner).get(views.RequestPath(views.Customer, azure)).is(http.StatusOK)
	for who, status := range map[string]int{owner: http.StatusForbidden, lumen: http.StatusForbidden} {
		x.as(who).get(views.RequestPath(views.Admin, azure)).is(status)
	}
}

func TestSeveralCasesAreDecidedOnEachByItself(t *testing.T) {
	t.Parallel()
	x := small(t)
	x.twoAdmins()
	office, azure, ems := x.claimsOf("a-office"), x.claimsOf("a-azure"), x.claimsOf("a-ems")
	v := x.as(admin)
	v.language = "en"
	queue := v.get(views.ReviewPath + "?way=claim").is(http.StatusOK)
	ticks := queue.page.Find("input[name=case]").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("value", "") })
	if !slices.Equal(ticks, []string{office + " 1", azure + " 1", ems + " 1"}) {
		t.Fatalf("%q can be ticked", ticks)
	}
	again := v.press(queue, "Return", url.Values{"case": ticks[:2]}).is(http.StatusUnprocessableEntity).says(say("en", "refusal.reason"))
	if again.page.Find("input[name=case][checked]").Length() != 2 {
		t.Error("the ticks are lost")
	}
	x.acts(secondAdmin, office, programme.ActReject)
	told := func(a answer) []string {
		return a.is(http.StatusOK).page.Find("section[aria-labelledby=results] li .line").Map(func(_ int, s *goquery.Selection) string { return words(s) })
	}
	no := say("en", "review.result_refused") + " "
	want := []string{no + say("en", "refusal.state"), no + say("en", "refusal.taken"), say("en", "review.result_done"), no + say("en", "review.gone")}
	if got := told(v.press(queue, "Approve", url.Values{"case": append(ticks, "XXXXX-XXXXX 1")})); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	x.unchanged(func() { // what cannot be read keeps no other from being decided on
		unread := no + say("en", "review.unread")
		broken := []string{"XXXXX-XXXXX", office + " x", azure + " 0", "", "<b>" + strings.Repeat("長", 500)}
		if got := told(v.press(queue, "Approve", url.Values{"case": append(broken, azure+" 1")})); !slices.Equal(got, []string{unread, unread, unread, unread, unread, want[1]}) {
			t.Errorf("%q", got)
		}
	})
	x.acts(lumen, office, programme.ActDispute)
	queue = v.get(views.ReviewPath)
	ticks = queue.fields("case")
	x.acts(lumen, strings.Fields(ticks[0])[0], programme.ActWithdraw)
	done := v.press(queue, "Reject", url.Values{"case": ticks, "reason": because["reason"], "note": because["note"]}).is(http.StatusOK)
	results, refused := told(done), no+say("en", "refusal.state")
	if len(results) != len(ticks) || results[0] != refused || slices.Contains(results[1:], refused) {
		t.Errorf("%q", results)
	}
	done.says(say("en", "review.empty_what"))
}

func TestTheVendorEndsCorrectsAndOpensAssociations(t *testing.T) {
	t.Parallel()
	x := small(t)
	x.twoAdmins()
	v, other := x.as(admin), x.as(secondAdmin)
	v.language, other.language = "en", "en"
	page := v.get(views.AssignmentPath(1)).is(http.StatusOK)
	asked := v.press(v.click(page, say("en", "correct.act")), say("en", "correct.send"), url.Values{"from": {"2016-03-01"}, "note": {"by letter"}})
	shown := v.next(asked).says(say("en", "correct.done"), say("en", "correct.waits"))
	own := v.click(shown, say("en", "correct.open")).is(http.StatusOK).says(say("en", "case.another"), say("en", "review_why.own_correction"))
	if own.page.Find("button[formaction]").Length() != 1 || v.get(views.ReviewPath).page.Find("input[name=case]").Length() != 0 {
		t.Error("who asked for a correction decides on it")
	}
	queue := other.get(views.ReviewPath).says(say("en", "review_why.correction", "By", "Hana Seki"))
	other.next(other.press(other.get(queue.page.Find("main tbody th a").AttrOr("href", "")), "Approve", nil)).says("1 March 2016")
	ended := v.next(v.press(v.click(v.get(views.AssignmentPath(1)), say("en", "end.act")), say("en", "end.act"), because)).says(say("en", "end.over"), "because of it", "Hana Seki")
	if ended.page.Find(`a[href="`+views.EndPath(1)+`"]`).Length() != 0 {
		t.Error("what has ended can be ended")
	}
	v.get(views.EndPath(1)).is(http.StatusConflict)
	x.as(owner).get(views.ActivityPath).is(http.StatusOK).says("Ember Partners", say("en", "request_way.correction"), say("en", "messages.span_open", "From", "1 March 2016"))
	v.get(views.AuditPath).is(http.StatusOK)
	v.get(views.AuditPath + ".csv").is(http.StatusOK)
	v.get(views.OpenAssignmentPath).is(http.StatusOK).says(say("en", "assign.none"), "July 2016")
}
