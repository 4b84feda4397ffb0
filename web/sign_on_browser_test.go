//go:build !race

package web

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"shimei/views"
)

// Somebody new comes in by the provider of the customer, and somebody known links the account and comes in by it.
func TestANewAndALinkedPersonSignInAtAProviderInTheBrowser(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := withProviders(t)
	newcomer := x.tab(browser).leadsTo(x.aster.URL)
	newcomer.speaks("en")
	newcomer.open(views.SignInPath + "?return=" + views.SubscriptionsPath)
	newcomer.stands("sign-on-offered")
	newcomer.fill("Email address", stranger)
	newcomer.goesOn("Continue with your organisation", "#who-label")
	newcomer.atProvider("new")
	newcomer.see("a-office")
	newcomer.open(views.ProfilePath)
	newcomer.see("Sign-in at your organisation", "Aster ID")
	newcomer.stands("sign-on-linked")

	known := x.desk(browser, "en", owner).leadsTo(x.aster.URL)
	known.open(views.ProfilePath)
	known.goesOn("Continue with Aster ID", "#who-label")
	known.atProvider("aiko")
	known.see("The provider is linked")
	known.signsOut()
	known.fill("Email address", owner)
	known.goesOn("Continue with your organisation", "#who-label")
	known.atProvider("aiko")
	known.see("a-office")
	known.signsOut()
	if n := len(x.aster.Ended()); n != 1 {
		t.Errorf("%d signed out at the provider", n)
	}
}

// The pages of single sign-on stand on a telephone.
func TestSingleSignOnStandsOnAPhoneInJapanese(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := withProviders(t)
	p := x.tab(browser).phone()
	p.speaks("ja")
	p.open(views.SignInPath)
	p.stands("ja-sign-on-offered")
	p.refusals = "4"
	p.loads("open", chromedp.Navigate(p.site+views.SignOnBackPath("aster")+"?code=x&state=y"))
	p.see(say("ja", "sign_on.refused"))
	p.stands("ja-sign-on-refused")
	p.open(views.JoinPath(views.JoinInvitation, x.invited("guest@aster.example")))
	p.stands("ja-sign-on-join")
}

// atProvider says at the provider who it is.
func (p *tab) atProvider(who string) {
	p.t.Helper()
	p.fill("Account", who)
	p.click("Go on")
}

// signsOut signs out by the menu of the header.
func (p *tab) signsOut() {
	p.t.Helper()
	do(p, "open the menu", chromedp.Evaluate[bool]("document.querySelectorAll('header details').forEach(d => d.open = true), true"))
	p.goesOn("Sign out", "#email")
}

// goesOn presses a button whose page leads on by itself, to one that has something.
func (p *tab) goesOn(button, to string) {
	p.t.Helper()
	p.reach("//body//button[normalize-space(.)=" + quoted(button) + "]")
	do(p, "press "+button, chromedp.KeyEvent(kb.Enter))
	do(p, "wait for "+to, chromedp.WaitVisible(chromedp.CSS(to)))
}
