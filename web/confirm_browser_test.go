//go:build !race

package web

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"shimei/views"
)

// What is sensitive is confirmed by a passkey, and the form that waits stands there again.
func TestAPasskeyConfirmsWhatIsSensitiveInTheBrowser(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t).local()
	p := x.desk(browser, "en", owner).phone()
	p.device()
	p.open(views.FactorsPath)
	p.fill("Name of the passkey", "My telephone")
	p.goesBy("Set up a passkey", "Recovery codes")

	p.at(serve(t, x.store, stale).local()) // cookies go to every port
	p.open(views.InvitePath(views.Customer))
	p.fill("Email address", "kept@aster.example")
	p.fill("Name", "Kept")
	p.clickIn("//main//form", "Invite somebody")
	p.see("Is it still you?", "Recovery code")
	p.stands("confirm")
	p.reach("//main//button[normalize-space(.)='Confirm with a passkey']")
	do(p, "confirm", chromedp.KeyEvent(kb.Enter))
	do(p, "wait for the form", chromedp.WaitVisible(chromedp.CSS("input[name=email]")))
	p.see("Nothing was done yet")
	p.holds(p.field("Email address"), "kept@aster.example")
}
