//go:build !race

package web

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"shimei/views"
)

// Addresses with a mistake of the pages of links and of support contacts.
func init() {
	mistaken[views.LinkPath] = views.LinkPath + "?location=300&subscriptions=a"
	mistaken[views.ClaimPath] = views.ClaimPath + "/nothing"
	mistaken["/partner/contact/:id"] = views.ContactPath("400")
	mistaken[views.OpenLinkPath(":token")] = views.OpenLinkPath("nothing")
}

func TestALinkLeadsToAConfirmedNomination(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	for name, scripts := range map[string]bool{"with scripts": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			linkNominates(t, browser, scripts)
		})
	}
}

func linkNominates(t *testing.T, browser context.Context, scripts bool) {
	t.Helper()
	x := small(t, func(o *Options) { o.PublicURL = "https://partners.vendor.example" })
	partner, customer := x.tab(browser).scripts(scripts).signIn(lumen), x.tab(browser).scripts(scripts)
	partner.section("People and locations")
	partner.click("Make a link to be nominated")
	partner.fill("Tenant ID of the customer (optional)", "T-A")
	partner.fill("Subscription IDs (optional)", "a-office a-ems")
	partner.click("Make the link")
	partner.see("Your link", "Only the people of tenant T-A can use it.", "Its last day is 11 May 2016.")
	link := do(partner, "read the link", chromedp.Evaluate[string]("document.querySelector('#made ~ p .code').firstChild.textContent.trim()"))
	path, whole := strings.CutPrefix(link, "https://partners.vendor.example")
	if !whole {
		t.Fatalf("the link is %q", link)
	}
	customer.open(path) // which asks to sign in
	customer.fill("Email address", owner)
	customer.fill("Password", password)
	customer.click("Sign in")
	customer.see("Nominate Lumen Cloud for 2 subscriptions?", "Lumen Cloud sent you this link.", "a-office", "a-ems")
	if got := x.present(owner, "a-office").Partner.ID; got != "" {
		t.Errorf("%s was nominated before anybody confirmed", got)
	}
	customer.click("Nominate Lumen Cloud for 2 subscriptions")
	customer.see("You nominated Lumen Cloud", "a-office", "a-ems", "In effect")
	customer.open(views.SubscriptionPath("a-office"))
	customer.see("info@lumen.example")
}
