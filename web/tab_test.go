//go:build !race

package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a browser may take for one thing that is asked of it. It is far more
// than a machine needs that has other work, so that only what never comes is given up.
const patience = 5 * time.Minute

// tab is a window with cookies of its own, and somebody who looks at it.
type tab struct {
	t    *testing.T
	ctx  context.Context
	site string

	questions chan page.DialogType // that the browser asked
	stay      atomic.Bool          // is the answer to them

	mutex    sync.Mutex // of what the browser's events are held against
	wrong    []string   // what the browser complained of
	others   []string   // sites that are asked besides
	refusals string     // the first digits of the statuses, of refused answers, that are expected
}

func (x *site) tab(browser context.Context) *tab {
	x.t.Helper()
	p := &tab{t: x.t, site: x.URL, questions: make(chan page.DialogType, 100)}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.listen))
	p.ctx = ctx
	x.t.Cleanup(func() {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		for _, line := range p.wrong {
			p.t.Errorf("the browser complains: %s", line)
		}
		for range len(p.questions) {
			p.t.Errorf("the browser asks: %s", <-p.questions)
		}
		cancel()
	})
	if err := chromedp.Do(ctx); err != nil { // without a limit, with which the tab would end
		x.t.Fatalf("opening a tab: %v", err)
	}
	p.motion("reduce")
	return p
}

// motion tells pages whether somebody wants motion: "reduce", or "no-preference". In a tab that
// is not in front Chromium complains of each transition between pages that it leaves out.
func (p *tab) motion(wanted string) {
	p.t.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: wanted}}})
}

// listen notes errors and warnings, scripts' and the policies', and whatever is asked of
// another site.
func (p *tab) listen(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.complain("exception: %v", e.ExceptionDetails)
	case *runtime.EventConsoleAPICalled:
		p.complain("console: %s %v", e.Type, e.Args)
	case *log.EventEntryAdded:
		_, status, failed := strings.Cut(e.Entry.Text, "responded with a status of ")
		expected := failed && strings.ContainsAny(status[:1], p.refusals)
		if !expected && (e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning) {
			p.complain("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	case *page.EventJavascriptDialogOpening:
		p.questions <- e.Type
		go func() { // a listener may send no command
			if err := chromedp.Do(p.ctx, command(page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: !p.stay.Load()})); err != nil {
				p.complain("answering: %v", err)
			}
		}()
	case *network.EventRequestWillBeSent:
		if !p.knows(e.Request.URL) && !strings.HasPrefix(e.Request.URL, p.portal()+"/") && !strings.HasPrefix(e.Request.URL, "data:") { // its own icons
			p.complain("asked for %s", e.Request.URL)
		}
	}
}

// knows reports whether an address is of a site that the portal leads to.
func (p *tab) knows(address string) bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return slices.ContainsFunc(p.others, func(site string) bool { return strings.HasPrefix(address, site+"/") })
}

// leadsTo tells the tab of another site that the portal leads to.
func (p *tab) leadsTo(site string) *tab {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.others = append(p.others, site)
	return p
}

// at makes a portal the one that the tab is for.
func (p *tab) at(x *site) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.site = x.URL
}

// portal is the address of the portal that the tab is for.
func (p *tab) portal() string {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.site
}

func (p *tab) complain(format string, args ...any) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.wrong = append(p.wrong, fmt.Sprintf(format, args...))
}

// do does something on the page, and returns what comes of it.
func do[T any](p *tab, what string, action chromedp.Action[T]) T {
	p.t.Helper()
	limited, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	got, err := chromedp.Run(limited, action)
	if err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
	return got
}

// loads does what leads to another page, waits until that has loaded, and returns the status
// that it came with; 0 for a page that was fetched ahead, which comes with no answer.
func (p *tab) loads(what string, action chromedp.Action[chromedp.Void]) int {
	p.t.Helper()
	limited, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	response, err := chromedp.RunResponse(limited, action)
	if err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
	if response == nil {
		return 0
	}
	return int(response.Status)
}

// leads does what leads to another page, and waits until that has loaded.
func (p *tab) leads(what string, action chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	p.loads(what, action)
	// A page that was fetched ahead comes with no response of its own.
	if status := do(p, "its status", chromedp.Evaluate[int]("performance.getEntriesByType('navigation')[0].responseStatus")); status != 200 {
		p.t.Fatalf("%s leads to %s: %d\n%s", what, p.path(), status, p.text("body"))
	}
}

// open types an address.
func (p *tab) open(path string) {
	p.t.Helper()
	p.leads("open "+path, chromedp.Navigate(p.site+path))
}

// see fails unless the page says all of some texts.
func (p *tab) see(texts ...string) {
	p.t.Helper()
	all := p.text("main")
	for _, text := range texts {
		if !strings.Contains(all, text) {
			p.t.Errorf("the page does not say %q but\n%s", text, all)
		}
	}
}

// text is the words of a part of the page, by its selector.
func (p *tab) text(part string) string {
	p.t.Helper()
	return strings.Join(strings.Fields(do(p, "read "+part, chromedp.Text(chromedp.CSS(part)))), " ")
}

// path is that of the page.
func (p *tab) path() string {
	p.t.Helper()
	u, err := url.Parse(do(p, "the address", chromedp.Location()))
	if err != nil {
		p.t.Fatal(err)
	}
	return u.Path
}

func (p *tab) count(xpath string) int {
	p.t.Helper()
	return do(p, "count "+xpath, chromedp.Evaluate[int](fmt.Sprintf("document.evaluate('count(' + %q + ')', document).numberValue", xpath)))
}

// quoted writes a text for an XPath. No text of these tests has a double quote.
func quoted(text string) string { return `"` + text + `"` }
