//go:build !race

package web

import (
	"strings"
	"testing"

	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

// The vendor reads English, its partner and the customer Japanese.
func TestAClaimGoesFromItsEvidenceToItsLastDecisionInJapanese(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t)
	ja := func(key string, args ...any) string { return say("ja", key, args...) }
	en := func(key string, args ...any) string { return say("en", key, args...) }
	partner, customer, desk := x.desk(browser, "ja", lumen), x.desk(browser, "ja", owner), x.desk(browser, "en", admin)
	credited := func(want string) {
		t.Helper()
		partner.section(ja("section.overview"))
		if got := partner.text("section[aria-labelledby=cloud-productivity] .figure a"); !strings.HasPrefix(got, want+" ") {
			t.Errorf("the figure is %q, want %s", got, want)
		}
	}
	credited("25")

	// What is the desk's own: another partner's claim of the same, and a correction of the tenant's.
	rival := x.asks(ember, requests.Ask{Way: programme.WayClaim, Route: "dpor", PartnerID: "400", Subscription: "a-office", Note: "別のパートナーの説明"})
	march := programme.DayOf(2016, 3, 1)
	correction := x.asks(admin, requests.Ask{Way: programme.WayCorrection, Association: 1, From: &march, Note: "a secret of the desk"})

	partner.section(ja("section.requests"))
	partner.click(ja("claim.title"))
	partner.fill(ja("filter.subscription"), "a-office")
	partner.fill(ja("claim.note"), "移行を行いました。")
	partner.attach(ja("evidence.title"), [2]string{"作業報告書.pdf", evidencePDF})
	partner.stands("claim-form")
	partner.click(ja("claim.act"))
	partner.see("移行を行いました。", "作業報告書.pdf", ja("request_state.submitted"))
	partner.stands("claim-asked")
	claim := partner.path()
	reference := partner.text(".facts .code[data-copy]")

	// The vendor reads it beside its rival, and says what is missing.
	desk.section("Review")
	desk.see("Lumen Cloud claims the nomination, with evidence")
	desk.stands("claim-queue")
	desk.clickIn(row(reference)+"//th", "")
	desk.see("移行を行いました。", "別のパートナーの説明", "Claims and nominations of this subscription, side by side")
	desk.keepsEvidence("作業報告書.pdf", evidencePDF)
	desk.stands("claim-case")
	desk.refused("Return")
	desk.see("There is 1 problem", en("refusal.reason"))
	desk.stands("claim-return-refused")
	desk.fill("Why", "Which mailboxes, and when?")
	desk.clickIn("//main//form", "Return")
	desk.see("It was returned to Lumen Cloud.", "Waits for the partner")
	desk.stands("claim-returned")

	// The partner reads what is missing, and adds it.
	partner.told("Which mailboxes, and when?")
	partner.stands("claim-told-returned")
	partner.reads("Which mailboxes, and when?")
	partner.see(ja("request_yours.returned"), "Which mailboxes, and when?", ja("request_due.returned", "Date", "2016/04/25"))
	partner.stands("claim-to-complete")
	partner.click(ja("request_act.answer"))
	partner.see("Hana Seki: Which mailboxes, and when?") // where it is answered
	partner.fill(ja("request.note_answer"), "3 月に 40 個を移行しました。")
	partner.attach(ja("evidence.more"), [2]string{"画面.png", smallPNG(t)})
	partner.stands("claim-answer")
	partner.click(ja("request_act.answer"))
	partner.see(ja("request_state.submitted"), "3 月に 40 個を移行しました。", "画面.png")
	partner.keepsEvidence("画面.png", smallPNG(t))

	// The customer was told of the claim, looks at the evidence and objects.
	customer.told("Lumen Cloud", "Eri Kudo")
	customer.stands("claim-told-customer")
	customer.section(ja("section.access"))
	customer.clickIn("//main//li[.//a[@href="+quoted(views.RequestPath(views.Customer, reference))+"]]", "")
	customer.keepsEvidence("作業報告書.pdf", evidencePDF)
	customer.keepsEvidence("画面.png", smallPNG(t))
	customer.stands("claim-customer")
	customer.click(ja("request_act.object"))
	customer.fill(ja("request.note_needed"), "作業は当社で行いました。")
	customer.stands("claim-object")
	customer.clickIn("//main//form", ja("request_act.object"))
	customer.see(ja("request_done.object"), "作業は当社で行いました。")

	// The vendor reads that, and rejects the claim.
	desk.told("Aster Foods objects", "作業は当社で行いました。")
	desk.reads("Aster Foods objects")
	desk.see("Aster Foods objects.", "3 月に 40 個を移行しました。", "画面.png")
	desk.stands("claim-objected")
	desk.choose(en("review.reason"), "customer_objects")
	desk.fill(en("review.note"), "The customer did it itself.")
	desk.click("Reject")
	desk.see("You rejected what Lumen Cloud asked for.", "The customer objects", "It waits for no admin.")
	desk.stands("claim-rejected")

	// The partner disputes it, once.
	partner.told(ja("request_reason.customer_objects"), "The customer did it itself.")
	partner.stands("claim-told-rejected")
	partner.reads("The customer did it itself.")
	partner.see(ja("request_state.rejected"), ja("request_due.rejected", "Date", "2016/05/11"), "作業は当社で行いました。")
	partner.stands("claim-to-dispute")
	partner.click(ja("request_act.dispute"))
	partner.see("The customer did it itself.")
	partner.fill(ja("request.note_needed"), "署名のある記録を見てください。")
	partner.clickIn("//main//form", ja("request_act.dispute"))
	partner.see(ja("request_done.dispute"))

	// The vendor decides anew, for the last time.
	desk.section("Review")
	desk.see("Lumen Cloud disputes that the claim was rejected.")
	desk.clickIn(row(reference)+"//th", "")
	desk.see("署名のある記録を見てください。")
	desk.stands("claim-disputed")
	desk.click("Approve")
	desk.see("You approved what Lumen Cloud asked for.", "In effect")
	credited("65") // with the 40 of a-office

	// Both sides see all that happened, and nothing that is the vendor's own.
	partner.told("Hana Seki", ja("message_subject.claim_approve_again", "Partner", "Lumen Cloud", "What", "Office 365", "Customer", "Aster Foods"))
	partner.open(claim)
	customer.open(views.RequestPath(views.Customer, reference))
	for name, p := range map[string]*tab{"partner": partner, "customer": customer} {
		p.inOrder(ja("event_kind.ask"), "Eri Kudo", ja("event_kind.return"), "Which mailboxes, and when?", "Hana Seki", ja("event_kind.answer"), "3 月に 40 個を移行しました。",
			ja("event_kind.object"), "作業は当社で行いました。", "Aiko Mori", ja("event_kind.reject"), ja("request_reason.customer_objects"), "The customer did it itself.",
			ja("event_kind.dispute"), "署名のある記録を見てください。", ja("event_kind.approve"))
		p.hides("別のパートナーの説明", "Ember Partners", "a secret of the desk", rival, ja("case.sides"), ja("review.why"))
		if n := p.count("//a[contains(@href, '/admin')]"); n != 0 {
			t.Errorf("%d links lead the %s to the vendor's pages", n, name)
		}
		p.stands("claim-history-" + name)
	}
	customer.section(ja("section.activity"))
	customer.see("Lumen Cloud", "署名のある記録を見てください。")
	customer.stands("claim-activity")
	for _, page := range []string{views.ActivityPath, views.RequestsPath, views.SubscriptionPath("a-azure")} {
		customer.open(page)
		customer.hides("a secret of the desk", correction)
	}
	customer.open(views.SubscriptionPath("a-office"))
	customer.see("Lumen Cloud", ja("state.in_effect"))
	customer.stands("claim-subscription")
}
