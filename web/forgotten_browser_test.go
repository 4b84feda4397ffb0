//go:build !race

package web

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"

	"shimei/views"
)

// Who has forgotten the password comes from the sign-in page by the letter to a new one, and is in.
func TestAForgottenPasswordIsReplacedByTheLetter(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	for language, scripts := range map[string]bool{"en": true, "ja": false} {
		x := small(t, func(o *Options) { o.Mails = true })
		p := x.tab(browser).phone().scripts(scripts)
		p.speaks(language)
		p.open(views.SignInPath)
		p.click(say(language, "sign_in.forgotten"))
		p.stands(language + "-forgotten")
		p.fill(say(language, "sign_in.email"), owner)
		p.click(say(language, "join.ask_act"))
		p.see(say(language, "join.asked"))
		p.stands(language + "-forgotten-asked")

		letters := x.mailed()
		if len(letters) != 1 || letters[0].To != owner {
			t.Fatalf("%d letters: %v", len(letters), letters)
		}
		_, link, _ := strings.Cut(letters[0].Body, x.URL)
		p.open(strings.Fields(link)[0])
		p.stands(language + "-new-password")
		p.fill(say(language, "join.password"), anotherPassword)
		p.click(views.For(language).Term("join_act", string(views.JoinReset)))
		p.see("a-office")

		call(p, network.ClearBrowserCookies, cdp.Empty{})
		p.open(views.SignInPath)
		p.fill(say(language, "sign_in.email"), owner)
		p.fill(say(language, "sign_in.password"), anotherPassword)
		p.click(say(language, "sign_in.act"))
		p.see("a-office")
	}
}
