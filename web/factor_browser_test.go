//go:build !race

package web

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"

	"shimei/views"
)

// signsInTo signs somebody in by the form, as far as the second step, in place of whoever was there.
func (p *tab) signsInTo(email string) {
	p.t.Helper()
	call(p, network.ClearBrowserCookies, cdp.Empty{})
	p.open(views.SignInPath)
	p.fill("Email address", email)
	p.fill("Password", password)
	p.click("Sign in")
}

func TestAnAppIsSetUpAndAskedForInTheBrowser(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t)
	p := x.desk(browser, "en", lumen).scripts(false)
	p.open(views.ProfilePath)
	p.click(say("en", "factor.own_title"))
	secret := strings.ReplaceAll(p.text("code.secret"), " ", "")
	p.fill("Code that the app shows", "000000")
	p.refused("Set up the app")
	p.see("The code is wrong")
	if shown := strings.ReplaceAll(p.text("code.secret"), " ", ""); shown != secret {
		t.Errorf("after a mistake another secret is shown: %s, not %s", shown, secret)
	}
	p.fill("Code that the app shows", x.code(secret, 0))
	p.click("Set up the app")
	p.see("Recovery codes")
	recovery := strings.Fields(p.text("ul.codes"))
	p.click("They are kept: go on")
	p.see("An app is set up.", "10 codes are left.")

	p.signsInTo(lumen)
	p.see("Second step")
	p.fill("Code", x.code(secret, 1))
	p.click("Sign in")
	p.see("Lumen Cloud")

	for _, good := range []bool{true, false} {
		p.signsInTo(lumen)
		p.fill("Code", recovery[0])
		if !good {
			p.refused("Sign in")
			p.see("The code is wrong, or was used already.")
			break
		}
		p.click("Sign in")
		p.open(views.FactorsPath)
		p.see("9 codes are left.")
	}
}
