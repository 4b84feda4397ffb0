package web

import (
	"testing"

	"github.com/chromedp/chromedp"

	"shimei/views"
)

func TestPartnersAreFoundWhileANameIsTyped(t *testing.T) {
	t.Parallel()
	e := small(t).eye(chromium(t), owner)
	e.open(views.NominatePartnerPath + "?s=a-office")
	do(e.tab, "type", chromedp.SendKeys(chromedp.CSS("input[type=search]"), "lumen"))
	found := chromedp.CSS("#results a[href*='partner=100']")
	do(e.tab, "wait for the partner", chromedp.WaitVisible(found))
	e.clickIn("//ul[@class='results']", "")
	e.see("Lumen Cloud", "100")
}

func TestCloseRowsAreRememberedInTheBrowser(t *testing.T) {
	t.Parallel()
	e := small(t).eye(chromium(t), owner)
	e.motion("no-preference")
	height := chromedp.Evaluate[float64]("document.querySelector('main tbody tr').offsetHeight")
	e.open(views.SubscriptionsPath)
	before := do(e.tab, "measure", height)
	do(e.tab, "switch", chromedp.Click(chromedp.CSS("[data-switch=rows]")))
	close := do(e.tab, "measure", height)
	e.open(views.SubscriptionsPath)
	if again := do(e.tab, "measure", height); close >= before || again != close {
		t.Errorf("a row is %v px high, close %v, and %v when the page is opened again", before, close, again)
	}
	do(e.tab, "switch back", chromedp.Click(chromedp.CSS("[data-switch=rows]")))
	if again := do(e.tab, "measure", height); again != before {
		t.Errorf("switched back it is %v", again)
	}
}
