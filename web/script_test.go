//go:build !race

package web

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"shimei/store"
	"shimei/views"
)

func TestPartnersAreFoundWhileANameIsTyped(t *testing.T) {
	t.Parallel()
	e := small(t).eye(chromium(t), owner)
	e.open(views.NominatePartnerPath + "?s=a-office")
	do(e.tab, "type", chromedp.SendKeys(chromedp.CSS("main input[type=search]"), "lumen"))
	found := chromedp.CSS("#results a[href*='partner=100']")
	do(e.tab, "wait for the partner", chromedp.WaitVisible(found))
	e.clickIn("//*[@id='results']", "Choose Lumen Cloud (100)")
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

// permit grants or denies pages something that they have to ask for.
func (p *tab) permit(name string, setting browser.PermissionSetting) {
	p.t.Helper()
	do(p, "permit "+name, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		in := chromedp.FromContext(ctx)
		_, err := cdp.Call(ctx, in.Browser, browser.SetPermission, browser.SetPermissionParams{Origin: p.site,
			BrowserContextID: in.BrowserContextID, Setting: setting,
			Permission: &browser.PermissionDescriptor{Name: name}})
		return err
	}))
}

// confirmation opens that of a nomination with the focus on the button that copies its
// reference.
func confirmation(t *testing.T) (e *eye, reference string) {
	t.Helper()
	x := small(t)
	reference, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-ems"}})
	if err != nil {
		t.Fatal(err)
	}
	e = x.eye(chromium(t), owner)
	call(e.tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	e.open(views.NominationPath(reference))
	e.reach("//main//button[.=" + quoted(say("en", "frame.copy")) + "]")
	return e, reference
}

func TestAReferenceIsCopiedByItsButton(t *testing.T) {
	t.Parallel()
	e, reference := confirmation(t)
	e.permit("clipboard-write", browser.PermissionSettingGranted)
	e.permit("clipboard-read", browser.PermissionSettingGranted)
	do(e.tab, "press the button", chromedp.KeyEvent(kb.Enter))
	do(e.tab, "wait for its word", chromedp.WaitVisible("//main//button[.="+quoted(say("en", "frame.copied"))+"]"))
	if got := do(e.tab, "read the clipboard", chromedp.Evaluate[string]("navigator.clipboard.readText()", chromedp.EvalAwaitPromise)); got != reference {
		t.Errorf("%q is copied, want %q", got, reference)
	}
}

func TestAReferenceThatMayNotBeCopiedIsSelected(t *testing.T) {
	t.Parallel()
	e, reference := confirmation(t)
	e.permit("clipboard-write", browser.PermissionSettingDenied)
	do(e.tab, "press the button", chromedp.KeyEvent(kb.Enter))
	selected := do(e.tab, "wait for the selection", chromedp.Evaluate[string](`new Promise(done => {
		const look = () => { if (String(getSelection())) done(String(getSelection())) }
		document.addEventListener('selectionchange', look)
		look()
	})`, chromedp.EvalAwaitPromise))
	if selected != reference {
		t.Errorf("%q is selected, want %q", selected, reference)
	}
	if n := e.count("//main//button[.=" + quoted(say("en", "frame.copied")) + "]"); n != 0 {
		t.Error("the button says that it is copied")
	}
}

// question waits until the browser has asked something.
func (p *tab) question() page.DialogType {
	p.t.Helper()
	select {
	case kind := <-p.questions:
		return kind
	case <-time.After(patience):
	}
	p.t.Fatal("the browser asks nothing")
	return ""
}

func TestAFormThatIsNotSentIsAskedAbout(t *testing.T) {
	t.Parallel()
	p := small(t).tab(chromium(t))
	p.open(views.SignInPath)
	p.click(say("en", "help.title"))
	if len(p.questions) != 0 {
		t.Fatal("who filled in nothing is asked")
	}
	p.open(views.SignInPath)
	p.fill("Email address", owner)
	p.stay.Store(true)
	help := "//footer//a[.=" + quoted(say("en", "help.title")) + "]"
	p.reach(help)
	do(p, "leave", chromedp.KeyEvent(kb.Enter))
	if kind := p.question(); kind != page.DialogTypeBeforeunload {
		t.Errorf("the browser asks %s", kind)
	}
	if p.path() != views.SignInPath {
		t.Fatalf("who stays is at %s", p.path())
	}
	p.holds(p.field("Email address"), owner)
	p.stay.Store(false)
	p.leads("leave all the same", chromedp.KeyEvent(kb.Enter))
	if p.question(); p.path() != views.HelpPath {
		t.Errorf("who leaves is at %s", p.path())
	}
	p.signIn(owner)
	if len(p.questions) != 0 || p.path() != views.SubscriptionsPath {
		t.Errorf("%d questions before %s", len(p.questions), p.path())
	}
}
