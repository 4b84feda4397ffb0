package web

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// eye is a tab that looks for what is wrong with a page.
type eye struct {
	*tab
	visitor *visitor
	source  string // of the page that was looked at last, as the server sent it
}

// eye is that of somebody who is signed in, or of nobody.
func (x *site) eye(browser context.Context, email string) *eye {
	x.t.Helper()
	e := &eye{tab: x.tab(browser), visitor: x.visitor()}
	e.refusals = true
	if email != "" {
		e.visitor = x.as(email)
		call(e.tab, network.SetCookie, network.SetCookieParams{Name: "shimei", Value: x.secrets[email], URL: x.URL})
	}
	call(e.tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
	return e
}

// axe runs the rules of WCAG 2.2 AA and those of good practice, and names what breaks them.
const axe = `axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations']})
	.then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + v.help + ': ' + n.target.join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' '))))`

// wide names what makes the page scroll sideways.
const wide = `(() => {
	const room = document.documentElement.clientWidth
	if (document.documentElement.scrollWidth <= room) return []
	const inner = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > room + 1)
	return ['the page is ' + document.documentElement.scrollWidth + ' px wide, ' + room + ' are there: ' +
		inner.slice(0, 5).map(e => e.tagName.toLowerCase() + '.' + e.className).join(', ')]
})()`

// look opens a page in a setting, and returns what is wrong with it.
func (e *eye) look(address string, s setting) (faults []string) {
	e.t.Helper()
	e.visitor.language = s.language
	call(e.tab, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": s.language}})
	call(e.tab, network.SetCookie, network.SetCookieParams{Name: themeCookie, Value: s.theme, URL: e.site})
	do(e.tab, "a screen of its width", chromedp.EmulateViewport(s.width, 900))
	if _, err := chromedp.RunResponse(e.ctx, chromedp.Navigate(e.site+address)); err != nil {
		e.t.Fatalf("open %s: %v", address, err)
	}
	if a := e.visitor.get(address); a.page != nil {
		e.source = a.body
	}
	do(e.tab, "load axe", chromedp.Evaluate[chromedp.Void](axeSource(e.t)))
	faults = append(faults, do(e.tab, "run axe", chromedp.Evaluate[[]string](axe, chromedp.EvalAwaitPromise))...)
	faults = append(faults, do(e.tab, "measure", chromedp.Evaluate[[]string](wide))...)
	got := do(e.tab, "read the setting", chromedp.Evaluate[[]string]("[document.documentElement.lang, document.documentElement.dataset.theme]"))
	if !slices.Equal(got, []string{s.language, s.theme}) {
		faults = append(faults, strings.Join(got, " ")+" is what it is shown in")
	}
	return faults
}

// call sends a command to the browser.
func call[P, R any](p *tab, command cdp.Command[P, R], params P) {
	p.t.Helper()
	do(p, command.Method, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, command, params)
		return err
	}))
}

// axeSource is the script of axe-core.
func axeSource(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile("testdata/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("axe-core is not installed: run `make deps` (%v)", err)
	}
	return string(script)
}

// invalid tells what is no valid HTML in pages, by their names.
func invalid(t *testing.T, pages map[string]string) []string {
	t.Helper()
	var in, out, trouble bytes.Buffer
	lines := json.NewEncoder(&in)
	for name, html := range pages {
		if err := lines.Encode(map[string]string{"name": name, "html": html}); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), "node", "testdata/validate.mjs")
	command.Stdin, command.Stdout, command.Stderr = &in, &out, &trouble
	if err := command.Run(); err != nil {
		t.Fatalf("html-validate does not run: is it installed, by `make deps`? %v\n%s", err, &trouble)
	}
	if out.Len() == 0 {
		return nil
	}
	return strings.Split(strings.TrimSpace(out.String()), "\n")
}
