//go:build !race

package web

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"shimei/views"
)

// local has a portal reached by the one name for which browsers make passkeys without TLS.
func (x *site) local() *site {
	x.URL = strings.Replace(x.URL, "127.0.0.1", "localhost", 1)
	return x
}

// device gives the tab a device that keeps passkeys and knows its person.
func (p *tab) device() webauthn.AuthenticatorID {
	p.t.Helper()
	call(p, webauthn.Enable, webauthn.EnableParams{})
	var made webauthn.AddVirtualAuthenticatorResult
	do(p, "a device", chromedp.Func(func(ctx context.Context, target *chromedp.Target) (err error) {
		made, err = cdp.Call(ctx, target, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true}})
		return err
	}))
	return made.AuthenticatorID
}

// goesBy takes a button whose page goes on by itself, until a text is seen.
func (p *tab) goesBy(button, text string) {
	p.t.Helper()
	p.reach("//main//button[normalize-space(.)=" + quoted(button) + "]")
	do(p, "press "+button, chromedp.KeyEvent(kb.Enter))
	do(p, "wait for "+text, chromedp.WaitVisible("//main//*[contains(text(),"+quoted(text)+")]"))
}

func TestAPasskeySignsInAloneAndAfterThePassword(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t).local()
	p := x.desk(browser, "en", owner)
	device := p.device()
	p.open(views.FactorsPath)
	p.stands("passkeys-none")
	p.fill("Name of the passkey", "My telephone")
	p.goesBy("Set up a passkey", "Recovery codes")
	p.open(views.FactorsPath)
	p.see("My telephone", "Not used yet", "10 codes are left.")
	p.stands("passkeys")

	call(p, network.ClearBrowserCookies, cdp.Empty{})
	p.open(views.SignInPath)
	p.stands("passkey-sign-in")
	p.goesBy("Sign in with a passkey", "a-office")
	p.open(views.FactorsPath)
	p.see("Last used on")

	call(p, network.ClearBrowserCookies, cdp.Empty{})
	p.open(views.SignInPath)
	p.fill("Email address", owner)
	p.fill("Password", password)
	p.click("Sign in")
	p.see("Second step", "Or type one of your recovery codes.")
	p.stands("passkey-second")
	p.goesBy("Sign in with a passkey", "a-office")

	call(p, network.ClearBrowserCookies, cdp.Empty{})
	call(p, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: device, IsUserVerified: false})
	p.open(views.SignInPath)
	p.goesBy("Sign in with a passkey", "The browser gave no passkey")
	p.stands("passkey-failed")
	call(p, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: device, IsUserVerified: true})
	p.goesBy("Try again", "a-office")

	p.open(views.FactorsPath)
	p.click("Remove My telephone")
	p.see("The passkey is removed.")
	call(p, network.ClearBrowserCookies, cdp.Empty{})
	p.open(views.SignInPath)
	p.refusals = "4"
	p.goesBy("Sign in with a passkey", "The passkey was not accepted")
}

func TestWhoNeedsASecondStepSetsAPasskeyUpInJapanese(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t, wantsAll).local()
	p := x.tab(browser).phone()
	p.speaks("ja")
	p.device()
	p.open(views.SignInPath)
	p.fill(say("ja", "sign_in.email"), admin)
	p.fill(say("ja", "sign_in.password"), password)
	p.click(say("ja", "sign_in.act"))
	p.stands("ja-passkey-enrol")
	p.goesBy(say("ja", "passkey.enrol_act"), say("ja", "factor.recovery"))
	p.open(views.FactorsPath)
	p.stands("ja-passkeys")
	p.reach("//main//button[starts-with(normalize-space(.),'Headless') or contains(.,'を削除する')]")
	if n := p.count("//main//section"); n != 1 {
		t.Errorf("%d passkeys", n)
	}
}

// The page that asks for a passkey is no address of its own: it answers a form, and so is examined here.
func TestThePageThatAsksForAPasskeyIsSound(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t).local()
	for _, language := range views.Languages {
		p := x.tab(browser).phone()
		call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: axeSource(t)})
		p.speaks(language)
		device := p.device()
		call(p, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: device, IsUserVerified: false})
		p.open(views.SignInPath)
		p.goesBy(say(language, "passkey.act"), say(language, "passkey.failed"))
		for _, fault := range do(p, "run axe", chromedp.Evaluate[[]string](axe, chromedp.EvalAwaitPromise)) {
			t.Errorf("%s: %s", language, fault)
		}
		p.stands(language + "-passkey-asked")
	}
}

func TestAPasskeyNeedsItsScript(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t).local()
	p := x.tab(browser).phone()
	p.speaks("ja")
	p.open(views.SignInPath)
	p.scripts(false)
	p.click(say("ja", "passkey.act"))
	p.scripts(true)
	p.see(say("ja", "passkey.no_script"))
	p.stands("ja-passkey")
}
