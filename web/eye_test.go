//go:build !race

package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/labstack/echo/v4"

	"shimei/views"
)

// eye is a tab that looks for what is wrong with a page.
type eye struct {
	*tab
	visitor *visitor
	source  string // of the page that was looked at last, as the server sent it; "" where it sent on to another
	status  int    // that the browser was answered with
	width   int64  // of the screen
	axe     string // the script of axe-core, of an eye that examines
	lends   map[*site]bool
}

// eye is that of somebody who is signed in, or of nobody.
func (x *site) eye(browser context.Context, email string) *eye {
	x.t.Helper()
	e := &eye{tab: x.tab(browser)}
	e.refusals = "4"
	e.become(x, email)
	return e
}

// examiner is an eye that runs axe on pages.
func (x *site) examiner(browser context.Context) *eye {
	x.t.Helper()
	e := x.eye(browser, "")
	e.axe, e.lends = axeSource(x.t), map[*site]bool{}
	e.lend(x)
	return e
}

// lend makes a portal answer with axe, before anything else is asked of it. From there the browser keeps it
// compiled: a script that is sent for each page takes it four times as long.
func (e *eye) lend(x *site) {
	if e.axe == "" || e.lends[x] {
		return
	}
	e.lends[x] = true
	x.Config.Handler.(*Portal).Handler.(*echo.Echo).Pre(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if c.Request().URL.Path != axePath {
				return next(c)
			}
			c.Response().Header().Set("Cache-Control", "max-age=86400")
			return c.Blob(http.StatusOK, "text/javascript; charset=utf-8", []byte(e.axe))
		}
	})
}

// become makes the eye that of somebody, or of nobody, at a portal. To change is far less work
// for the browser than another tab.
func (e *eye) become(x *site, email string) {
	e.t.Helper()
	e.lend(x)
	e.at(x)
	if email == "" {
		e.visitor = x.visitor()
		call(e.tab, network.DeleteCookies, network.DeleteCookiesParams{Name: "shimei", URL: x.URL})
		return
	}
	e.visitor = x.as(email)
	if x.secrets[email] == "" {
		e.t.Fatalf("%s is not signed in, and would see the page to sign in", email)
	}
	call(e.tab, network.SetCookie, network.SetCookieParams{Name: "shimei", Value: x.secrets[email], URL: x.URL})
}

// axePath is where an examined portal has the script of axe.
const axePath = "/axe.min.js"

// axe runs the rules of WCAG 2.2 AA and those of good practice, and names what breaks them.
// No rule of these reads the style sheets themselves, so that they are not fetched once more for it.
const axe = `(window.axe ? Promise.resolve() : new Promise((done, failed) => {
		const script = document.createElement('script')
		Object.assign(script, {src: '` + axePath + `', onload: done, onerror: () => failed('axe does not load')})
		document.head.append(script)
		script.remove()
	}))
	.then(() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], preload: {assets: ['media']}}))
	.then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + v.help + ': ' + n.target.join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' '))))`

// wide names what makes the page scroll sideways.
const wide = `(() => {
	const room = document.documentElement.clientWidth
	if (document.documentElement.scrollWidth <= room) return []
	const inner = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > room + 1)
	return ['the page is ' + document.documentElement.scrollWidth + ' px wide, ' + room + ' are there: ' +
		inner.slice(0, 5).map(e => e.tagName.toLowerCase() + '.' + e.className).join(', ')]
})()`

// placed tells what is out of place once the page has a width.
const placed = `new Promise(done => {
	const look = () => { if (innerWidth === %d) done() }
	addEventListener('resize', look)
	look()
}).then(() => [...%s, ...%s])`

// torn names the headings whose line begins with a mark that belongs to the line before.
const torn = `[...document.querySelectorAll('h1, h2, h3, caption')].flatMap(h => {
	const found = [], walker = document.createTreeWalker(h, NodeFilter.SHOW_TEXT), range = document.createRange()
	let before = null
	for (let n = walker.nextNode(); n; n = walker.nextNode()) for (let k = 0; k < n.length; k++) {
		range.setStart(n, k); range.setEnd(n, k + 1)
		const at = range.getBoundingClientRect()
		if (!at.width) continue
		if (before !== null && at.top > before + 2 && '、。」ー'.includes(n.data[k])) found.push('a line begins with ' + n.data[k] + ': ' + h.textContent)
		before = at.top
	}
	return found
})`

// stop tells of the element that has the focus: "" where it is well seen, and none at the end.
const stop = `(() => {
	const e = document.activeElement
	if (!e || e === document.body) return 'none'
	const style = getComputedStyle(e), box = e.getBoundingClientRect(), name = e.outerHTML.slice(0, 120)
	if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return 'the focus is not seen: ' + name
	if (box.bottom < 0 || box.top > innerHeight) return 'the focus is out of sight: ' + name
	const inside = (least, n, most) => Math.max(least, Math.min(n, most))
	const at = document.elementFromPoint(inside(0, box.left + box.width / 2, innerWidth - 1), inside(0, box.top + box.height / 2, innerHeight - 1))
	return at && (e.contains(at) || at.contains(e)) ? '' : 'the focus is covered by ' + (at && at.outerHTML.slice(0, 80)) + ': ' + name
})()`

// noted is what the Tab key did at each press: it is told at the next, before that goes on.
const noted = `(() => {
	if (!window.noted) addEventListener('keydown', () => window.noted.push(%[1]s), true)
	window.noted = []
})()`

// heard are the stops so far. What the first press found was there before.
const heard = `[...window.noted, %s].slice(1)`

// leave takes the focus back to before the page, as more presses than needed have led on from there.
const leave = `(() => {
	const first = document.createElement('a')
	first.tabIndex = -1
	document.body.prepend(first)
	first.focus({preventScroll: true})
	first.remove()
})()`

// stops goes through the page by the Tab key, and returns where the focus is not well seen.
func (e *eye) stops() (faults []string) {
	e.t.Helper()
	const most = 200
	do(e.tab, "note the stops", chromedp.Evaluate[chromedp.Void](fmt.Sprintf(noted, stop)))
	for n := 0; n < most; {
		do(e.tab, "press the Tab key", tabs)
		all := do(e.tab, "look for the focus", chromedp.Evaluate[[]string](fmt.Sprintf(heard, stop)))
		for ; n < len(all); n++ {
			switch fault := all[n]; {
			case fault == "none" && n > 3:
				do(e.tab, "leave", chromedp.Evaluate[chromedp.Void](leave))
				return faults
			case fault == "none":
				return append(faults, fmt.Sprintf("the Tab key stops %d times only", n))
			case fault != "":
				faults = append(faults, fault)
			}
		}
	}
	return append(faults, fmt.Sprintf("the Tab key stops more than %d times", most))
}

// tabs presses the Tab key some times. That one press does not wait for the answer to another takes
// a third of the time.
func tabs(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
	const presses = 12
	answers := make(chan error, presses)
	for range presses {
		go func() {
			_, err := cdp.Call(ctx, target, input.DispatchKeyEvent, tabKey)
			answers <- err
		}()
	}
	var all error
	for range presses {
		all = errors.Join(all, <-answers)
	}
	return chromedp.Void{}, all
}

// look opens a page in settings that differ in their width only, and returns what is wrong with
// it, by setting. The name is the path by which the table of routes knows the address.
func (e *eye) look(name, address string, visit []setting) map[setting][]string {
	e.t.Helper()
	e.wear(visit[0])
	e.status = e.loads("open "+address, chromedp.Navigate(e.site+address))
	e.source = ""
	if a := e.visitor.get(address); a.page != nil {
		e.source = a.body
	}
	faults := e.inspect(name, visit)
	if s := visit[0]; s.state == "full" && name != views.StyleguidePath && strings.Contains(e.source, `class="empty`) { // which shows all parts
		faults[s] = append(faults[s], "nothing is there: give it an address that finds something")
	}
	return faults
}

// wear makes a setting that of the pages to come.
func (e *eye) wear(s setting) {
	e.t.Helper()
	e.visitor.language = s.language
	call(e.tab, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": s.language}})
	call(e.tab, network.SetCookie, network.SetCookieParams{Name: themeCookie, Value: s.theme, URL: e.site})
	e.widen(s.width)
}

// widen gives the screen a width.
func (e *eye) widen(width int64) {
	e.t.Helper()
	if e.width != width {
		do(e.tab, "a screen of its width", chromedp.EmulateViewport(width, 900))
	}
	e.width = width
}

// inspect returns what is wrong with the page that is open, by setting. The settings differ in
// their width only.
func (e *eye) inspect(name string, visit []setting) map[setting][]string {
	e.t.Helper()
	faults := map[setting][]string{}
	s := visit[0]
	for _, s = range visit {
		e.widen(s.width)
		script := fmt.Sprintf(placed, s.width, wide, torn)
		faults[s] = append(faults[s], do(e.tab, "measure", chromedp.Evaluate[[]string](script, chromedp.EvalAwaitPromise))...)
		e.photograph(name, s)
		if slices.Contains(examined(visit), s) {
			faults[s] = append(faults[s], do(e.tab, "run axe", chromedp.Evaluate[[]string](axe, chromedp.EvalAwaitPromise))...)
		}
		if s.stops() {
			faults[s] = append(faults[s], e.stops()...)
		}
	}
	got := do(e.tab, "read the setting", chromedp.Evaluate[[]string]("[document.documentElement.lang, document.documentElement.dataset.theme]"))
	if !slices.Equal(got, []string{s.language, s.theme}) {
		faults[s] = append(faults[s], strings.Join(got, " ")+" is what it is shown in")
	}
	return faults
}

// call sends a command to the browser.
func call[P, R any](p *tab, c cdp.Command[P, R], params P) {
	p.t.Helper()
	do(p, c.Method, command(c, params))
}

func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, c, params)
		return err
	})
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
