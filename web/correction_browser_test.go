//go:build !race

package web

import (
	"testing"

	"shimei/store"
	"shimei/views"
)

func TestAPastBeginningIsCorrectedByTwoAdmins(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t)
	x.twoAdmins()
	if _, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-office"}}); err != nil {
		t.Fatal(err)
	}
	first, second := x.desk(browser, "en", admin), x.desk(browser, "en", secondAdmin)
	partner, customer := x.desk(browser, "en", lumen), x.desk(browser, "en", owner)
	before, april := partner.figures("2016-03"), partner.figures("2016-04")

	// The first admin finds the assignment, and asks for another beginning.
	first.section("Assignments")
	first.unfold("Filters")
	first.fill("Partner name or ID", "100")
	first.fill("Customer name or ID", "Aster Foods")
	first.click("Filter")
	first.clickIn(row("a-office"), "Digital Partner of Record")
	first.see("Lumen Cloud at Aster Foods", "11 April 2016, 00:00 UTC")
	assignment := first.path()
	first.click("Correct its beginning or end")
	first.stands("correct-empty")
	first.date("Begins on", "2016-03-01")
	first.fill("Why", "By letter of 1 March.")
	first.stands("correct-filled")
	first.click("Ask another admin")
	first.see("The correction waits for another admin.")
	first.stands("correct-asked")
	if got := partner.figures("2016-03"); got != before {
		t.Errorf("asked for, the figures are %d, were %d", got, before)
	}

	// It is not theirs to approve: neither on its page nor in the queue.
	first.click("Open the case")
	own := first.path()
	first.see("Waits for another admin", "Why it is here", "1 March 2016", "By letter of 1 March.")
	first.hides("Waits for your review", "Choose a reason")
	first.stands("correct-own")
	if n := first.count("//main//form//button"); n != 1 {
		t.Errorf("who asked has %d buttons", n)
	}
	first.is("//main//form//button", "Withdraw")
	first.open(views.ReviewPath)
	if n := first.count("//main//input[@name='case']"); n != 0 {
		t.Errorf("who asked may tick %d cases", n)
	}
	first.stands("correct-own-queue")

	// The second is told, and approves it. The figure follows.
	second.told("Hana Seki", "Lumen Cloud", "Aster Foods")
	second.reads("Hana Seki", "Lumen Cloud")
	second.see("Waits for your review", "1 March 2016", "By letter of 1 March.")
	if second.path() != own {
		t.Errorf("the message leads to %s, want %s", second.path(), own)
	}
	second.stands("correct-case")
	second.click("Approve")
	second.see("Done", "It waits for no admin.")
	second.stands("correct-approved")
	if got, want := partner.figures("2016-03"), ([2]int64{before[0] + 30, before[1]}); got != want {
		t.Errorf("approved, the figures of March are %d, want %d", got, want)
	}
	if got := partner.figures("2016-04"); got != april {
		t.Errorf("approved, the figures of April are %d, were %d", got, april)
	}
	first.told("Ivo Lang")
	first.open(assignment)
	first.see("1 March 2016, 00:00 UTC")
	first.inOrder("Ivo Lang")
	first.stands("correct-assignment")

	// Both sides see from when it is in effect; the customer who changed that.
	partner.section("Customers")
	partner.clickIn("//main//tbody", "Aster Foods")
	partner.see("a-office", "since 1 March 2016")
	partner.stands("correct-partner")
	customer.open(views.SubscriptionPath("a-office"))
	customer.see("since 1 March 2016")
	customer.inOrder("Ivo Lang")
	customer.stands("correct-customer")
	customer.section("Activity")
	customer.see("Ivo Lang")
	customer.stands("correct-activity")
	for _, p := range []*tab{partner, customer} {
		if n := p.count("//a[contains(@href, " + quoted(views.ReviewPath) + ")]"); n != 0 {
			t.Errorf("%d links lead to the vendor's pages", n)
		}
	}
}
