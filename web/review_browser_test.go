//go:build !race

package web

import (
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/views"
)

// sister is a partner with an address of Aster Foods' own domain, which has an admin look at its nominations.
const sister = "jun@aster.example"

func TestFlaggedNominationsAreReviewedOneAfterTheOtherWithoutScripts(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t)
	take(t, x.store, []demo.File{{Name: "partners.csv", CSV: []byte("partner_id,name,country,status,email\n500,Aster Systems,JP,active,it@aster.example\n")}})
	addPeople(t, x.store, []demo.Person{{Email: sister, Name: "Jun Oda", Role: "manager", PartnerID: "500"}})
	one := func(email string) *tab { return x.desk(browser, "en", email).scripts(false) }
	customer, partner, desk := one(owner), one(sister), one(admin)
	desk.again()
	desk.section("Review")
	desk.see("Nothing waits for you")

	customer.section("Subscriptions")
	customer.tick("a-office")
	customer.tick("a-ems")
	customer.click("Nominate for the ticked subscriptions")
	customer.names("500", "Aster Systems", "Nominate Aster Systems for 2 subscriptions")
	customer.see("You nominated Aster Systems", "In effect")
	nomination := customer.text(".reference")
	before := partner.figures("2016-04")
	if before != [2]int64{40, 20} { // it is in effect while it waits to be looked at
		t.Errorf("nominated, the figures are %d", before)
	}

	// The queue says why. From the first case the admin goes on to the next.
	desk.section("Review")
	desk.see("2 cases wait for the vendor", "The partner's email address has the customer's own domain.")
	desk.stands("review-queue")
	desk.clickIn(row("a-office")+"//th", "")
	desk.see("Aster Foods nominated Aster Systems", "a-office", "The partner's email address has the customer's own domain.", nomination)
	desk.stands("review-case")
	desk.click("Approve")
	desk.see("You approved the nomination of Aster Systems.", "It waits for no admin.", "In effect")
	desk.stands("review-approved")
	next := "Next case"
	if desk.count("//main//a[.="+quoted(next)+"]") == 0 {
		next = "Case before"
	}
	desk.click(next)
	desk.see("a-ems", "The partner's email address has the customer's own domain.")
	desk.refused("End")
	desk.see("There is 1 problem", "Aster Foods may nominate it again.")
	desk.hides(nomination) // which is not what it is for
	desk.stands("review-end-refused")
	desk.fill("Why", "It is the customer's own subsidiary.")
	desk.clickIn("//main//form", "End")
	desk.see("The nomination of Aster Systems has ended.", "It waits for no admin.")
	desk.inOrder("Ended by a person", "It is the customer's own subsidiary.", "By Hana Seki")
	desk.stands("review-ended")
	desk.section("Review")
	desk.see("Nothing waits for you")

	// Both sides are told of the end, and of nothing else; the other goes on.
	customer.told("nomination of Aster Systems", "It is the customer's own subsidiary.")
	customer.hides(nomination)
	customer.stands("review-told-customer")
	customer.reads("nomination of Aster Systems")
	customer.see("a-office")
	customer.open(views.SubscriptionPath("a-office"))
	if record := customer.text("section[aria-labelledby=record]"); !strings.Contains(record, "Aster Systems 500") {
		t.Errorf("the partner of record of what was approved is %q", record)
	}
	customer.hides("own domain", "review")
	customer.open(views.SubscriptionPath("a-ems"))
	customer.see("None yet", "It is the customer's own subsidiary.")
	customer.hides("own domain")
	customer.stands("review-customer")
	customer.section("Activity")
	customer.see("It is the customer's own subsidiary.")
	customer.hides("own domain", "Approved")
	customer.stands("review-activity")

	partner.told("nomination of Aster Systems", "It is the customer's own subsidiary.")
	partner.stands("review-told-partner")
	partner.hides("own domain")
	if got, want := partner.figures("2016-04"), ([2]int64{before[0], 0}); got != want {
		t.Errorf("after the end the figures are %d, want %d", got, want)
	}
	partner.section("Customers")
	partner.clickIn("//main//tbody", "Aster Foods")
	partner.see("a-office")
	partner.hides("a-ems")
	partner.stands("review-partner")
}
