//go:build !race

package web

import (
	"testing"

	"shimei/views"
)

func TestADelegationIsAskedForAcceptedAndEndedWithoutScripts(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x, set := timed(t)
	one := func() *tab { return x.tab(browser).scripts(false) }
	partner := one().signIn(lumen)
	before := partner.figures("2016-04")

	partner.section("Requests")
	partner.see("No requests yet")
	partner.clickIn("//main", "Ask for delegated administration")
	partner.see("gives no access to anything", "From 1 to 730 days.")
	partner.fill("Tenant ID", "T-A")
	partner.fill("What for", "Exchange")
	partner.fill("For how many days", "30")
	partner.click("Continue")
	partner.see("Check your answers", "T-A", "30 days", "Until 11 May 2016, if it is accepted today.")
	partner.click("Ask for it")
	partner.see("Lumen Cloud asks to be delegated administration partner of Aster Foods", "Waits for the customer", "To be answered by 10 July 2016")
	reference := partner.text(".facts [data-copy]")

	set(x.store.Now().AddDate(0, 0, 2)) // which ends sessions, too
	customer := one().signIn(owner)
	partner.signIn(lumen)
	customer.see("1 request of a partner waits for your answer.")
	customer.click("See what is asked for")
	customer.see("1 request waits for a decision.")
	customer.click("Lumen Cloud asks to be delegated administration partner of Aster Foods")
	customer.see("Waits for your answer", "30 days", "Until 13 May 2016, if it is accepted today.", "It gives no access rights.", "Sees no usage data")
	customer.clickIn("//main", "Accept")
	customer.see("Accept what Lumen Cloud asks for?", "until 13 May 2016, that day included")
	customer.clickIn("//form[contains(@action, '/accept')]", "Accept")
	customer.see("You accepted what Lumen Cloud asked for.", "In effect", "Until 13 May 2016, that day included")
	customer.section("Partners and access")
	customer.see("Last day: 13 May 2016", "Request "+reference)

	// It is credited the moment after: the active entitlements of a-office.
	if got, want := partner.figures("2016-04"), ([2]int64{before[0] + 40, before[1] + 20}); got != want {
		t.Errorf("the figures are %d, want %d", got, want)
	}
	partner.open(views.RequestPath(views.Partner, reference))
	partner.clickIn("//main", "End")
	partner.see("End what Lumen Cloud has at Aster Foods?", "no longer credited by it")
	partner.fill("Note (may be left out)", "The move is done.")
	partner.clickIn("//form[contains(@action, '/end')]", "End")
	partner.see("The association of Lumen Cloud has ended.", "The move is done.")
	if got := partner.figures("2016-04"); got != before {
		t.Errorf("after the end the figures are %d, want %d", got, before)
	}
	customer.open(views.ActivityPath)
	customer.see("Ended by a person", "Request accepted", "Request made", "The move is done.")
}
