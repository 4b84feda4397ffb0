//go:build !race

package web

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"shimei/views"
)

// signIn signs somebody in, and looks at the first page.
func (p *tab) signIn(email string) *tab {
	p.t.Helper()
	p.open(views.SignInPath)
	p.fill("Email address", email)
	p.fill("Password", password)
	p.click("Sign in")
	return p
}

// figures are the active entitlements that the partner's overview shows for Cloud
// Productivity and for Enterprise Mobility Management, in a month.
func (p *tab) figures(month string) [2]int64 {
	p.t.Helper()
	p.section("Overview")
	p.choose("Month", month)
	p.click("Show")
	var figures [2]int64
	for k, competency := range []string{"cloud-productivity", "emm"} {
		link := fmt.Sprintf("document.querySelector('section[aria-labelledby=%s] .figure a')", competency)
		shown := do(p, "the figure of "+competency, chromedp.Evaluate[string](link+".firstChild.textContent.trim()"))
		n, err := strconv.ParseInt(strings.ReplaceAll(shown, ",", ""), 10, 64)
		if err != nil {
			p.t.Fatal(err)
		}
		figures[k] = n
	}
	return figures
}

// names answers the questions from the partner on, and confirms with the button.
func (p *tab) names(partnerID, name, button string, means ...string) {
	p.t.Helper()
	p.fill("Partner ID", partnerID)
	p.click("Continue")
	p.see(name, partnerID, "A nomination gives no access rights.", "It takes effect now.")
	p.see(means...)
	p.click(button)
}

func TestANominationCreditsAtOnce(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	for name, scripts := range map[string]bool{"with scripts": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			nominationCredits(tour(t), browser, scripts)
		})
	}
}

func nominationCredits(x *site, browser context.Context, scripts bool) {
	t := x.t
	t.Helper()
	office, officeUse := nominable(t, "office365", func(sum, n int64) int64 { return sum + n })
	premium, premiumUse := nominable(t, "aad-premium", func(most, n int64) int64 { return max(most, n) })
	one := func() *tab { return x.tab(browser).scripts(scripts) }
	customer, partner, desk := one().signIn(mika), one().signIn(dana), one().signIn(robin)
	before, march := partner.figures("2016-04"), partner.figures("2016-03")

	// A customer nominates a partner for two subscriptions at once.
	customer.see("Subscriptions", "Office 365")
	if did := customer.count("//footer//button[@hidden]") == 0; did != scripts { // a script shows it
		t.Fatalf("scripts run: %v", did)
	}
	customer.tick(office)
	customer.tick(premium)
	customer.click("Nominate for the ticked subscriptions")
	customer.see("Which partner?", "For 2 subscriptions")
	customer.names(adatum, "Adatum Deployment", "Nominate Adatum Deployment for 2 subscriptions", "Nobody is replaced")
	customer.see("You nominated Adatum Deployment", "Mika Lindqvist", "11 April 2016", office[:8], premium[:8], "In effect")
	reference, confirmation := customer.text(".reference"), customer.path()
	if confirmation != views.NominationPath(reference) {
		t.Errorf("the confirmation of %s is at %s", reference, confirmation)
	}

	// The partner sees it the moment after.
	want := [2]int64{before[0] + officeUse, before[1] + premiumUse}
	if got := partner.figures("2016-04"); got != want {
		t.Errorf("the figures are %d, before %d; want %d", got, before, want)
	}
	partner.see("Silver")
	partner.clickIn("//section[@aria-labelledby='cloud-productivity']//p[@class='figure']", "")
	partner.see("Alpine Ski House", "Cloud Productivity: Active entitlements")

	// The vendor's desk sees both, who and when.
	for _, id := range []string{office, premium} {
		desk.section("Assignments")
		desk.unfold("Filters")
		desk.fill("Customer name or ID", "Alpine Ski House")
		desk.fill("Partner name or ID", adatum)
		desk.click("Filter")
		desk.see("2 associations")
		desk.clickIn(row(id[:8]), "Digital Partner of Record")
		desk.see("Adatum Deployment at Alpine Ski House", id, "By Mika Lindqvist", reference, "11 April 2016, 00:00 UTC", "Goes on", "In effect")
	}

	// The customer changes one of the two to another partner: from this month on.
	customer.section("Subscriptions")
	customer.clickIn(row(premium[:8])+"//th", "Azure AD Premium")
	customer.click("Change")
	customer.names(lucerne, "Lucerne Devices", "Nominate Lucerne Devices for 1 subscription",
		"Replaces Adatum Deployment (4620115), partner of record since 11 April 2016.")
	customer.see("You nominated Lucerne Devices")
	if got, want := partner.figures("2016-04"), ([2]int64{before[0] + officeUse, before[1]}); got != want {
		t.Errorf("after the change the figures are %d, want %d", got, want)
	}
	if got := partner.figures("2016-03"); got != march {
		t.Errorf("the figures of the month before are %d, were %d", got, march)
	}
	customer.open(confirmation)
	customer.see("In effect", "Changed since", "Now: Lucerne Devices (4663320)")

	// And it removes the other, which asks first.
	customer.clickIn(row(office[:8]), "Office 365")
	customer.click("Remove")
	customer.see("Remove Adatum Deployment as partner of record?", "The nomination ends now.")
	customer.clickIn("//form", "Keep the partner of record")
	customer.click("Remove")
	customer.click("Remove Adatum Deployment")
	customer.see("Adatum Deployment is no longer the partner of record of Office 365.", "None yet")
	if got := partner.figures("2016-04"); got != before {
		t.Errorf("after the removal the figures are %d, want %d", got, before)
	}
}
