//go:build !race

package web

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"shimei/views"
)

// What people do in the tests of whole flows, beside what tab and the keyboard have.

// desk is a tab of somebody who is signed in, in a language, at the first page of theirs.
func (x *site) desk(browser context.Context, language, email string) *tab {
	x.t.Helper()
	p := x.tab(browser)
	p.speaks(language)
	p.enters(x, email)
	p.open(views.HomePath)
	return p
}

// enters signs somebody in, but not by the form.
func (p *tab) enters(x *site, email string) {
	p.t.Helper()
	at, err := url.Parse(x.URL)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, c := range x.signsIn(email).http.Jar.Cookies(at) {
		call(p, network.SetCookie, network.SetCookieParams{Name: c.Name, Value: c.Value, URL: x.URL})
	}
}

// speaks makes a language the one that the browser asks for.
func (p *tab) speaks(language string) {
	p.t.Helper()
	call(p, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": language}})
}

// phone makes the screen that of a small phone.
func (p *tab) phone() *tab {
	p.t.Helper()
	p.screen(360, 740)
	return p
}

// screen makes the screen so wide and high, in pixels.
func (p *tab) screen(width, height int64) {
	p.t.Helper()
	do(p, "a screen", chromedp.EmulateViewport(width, height))
}

// again loads the page anew.
func (p *tab) again() {
	p.t.Helper()
	p.leads("load it anew", chromedp.Reload())
}

// stands fails where the page scrolls sideways, and keeps a picture of it where pictures are wanted.
func (p *tab) stands(step string) {
	p.t.Helper()
	for _, fault := range do(p, "measure", chromedp.Evaluate[[]string](wide)) {
		p.t.Errorf("%s: %s", step, fault)
	}
	if screenshots == "" {
		return
	}
	err := os.MkdirAll(screenshots, 0o755)
	if err == nil {
		err = os.WriteFile(filepath.Join(screenshots, "step."+step+".png"), do(p, "photograph", chromedp.FullScreenshot(100)), 0o644)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// hides fails where the page says any of some texts.
func (p *tab) hides(texts ...string) {
	p.t.Helper()
	all := p.text("main")
	for _, text := range texts {
		if strings.Contains(all, text) {
			p.t.Errorf("%s says %q:\n%s", p.path(), text, all)
		}
	}
}

// inOrder fails unless the history of the page says some texts, the one after the other.
func (p *tab) inOrder(texts ...string) {
	p.t.Helper()
	all := p.text("ol.timeline")
	rest := all
	for _, text := range texts {
		_, after, found := strings.Cut(rest, text)
		if !found {
			p.t.Errorf("the history does not say %q there but\n%s", text, all)
		}
		rest = after
	}
}

// told fails unless the bell rings, and one unread message says all of some texts. It leaves the page with the
// messages open.
func (p *tab) told(texts ...string) {
	p.t.Helper()
	p.again()
	bell := "//header//a[contains(@class,'bell')]"
	if p.count(bell+"/span[@class='count']") != 1 {
		p.t.Errorf("the bell does not ring: %s", p.text("header .bell"))
	}
	p.reach(bell)
	p.leads("open the messages", chromedp.KeyEvent(kb.Enter))
	if n := p.count(unreadRows(texts...)); n != 1 {
		p.t.Errorf("%d unread messages say %q:\n%s", n, texts, p.text("main"))
	}
}

// reads opens the unread message that says some texts, which leads to what it is about.
func (p *tab) reads(texts ...string) {
	p.t.Helper()
	p.clickIn(unreadRows(texts...), "")
}

// unreadRows are the rows of messages that are unread and say some texts.
func unreadRows(texts ...string) string {
	rows := "//main//tbody/tr[.//form/span[@class='tag']]"
	for _, text := range texts {
		rows += "[contains(normalize-space(.)," + quoted(text) + ")]"
	}
	return rows
}

// untick takes the tick from the box in the label that holds a text.
func (p *tab) untick(text string) {
	p.t.Helper()
	box := "//main//label[contains(.," + quoted(text) + ")]//input[@type='checkbox']"
	p.reach(box)
	do(p, "untick "+text, chromedp.KeyEvent(" "))
	if do(p, "look at "+text, chromedp.JavascriptAttribute[bool](box, "checked")) {
		p.t.Fatalf("the box of %s is ticked", text)
	}
}

// date types a day, such as 2016-03-01, into the field with a label: month, day, year.
func (p *tab) date(label, day string) {
	p.t.Helper()
	field := p.field(label)
	p.reach(field)
	do(p, "type "+day, chromedp.KeyEvent(day[5:7]+day[8:]+day[:4]))
	p.holds(field, day)
}

// is fails unless the elements of an XPath have a text.
func (p *tab) is(xpath, text string) {
	p.t.Helper()
	if p.count(xpath+"[normalize-space(.)="+quoted(text)+"]") == 0 {
		p.t.Errorf("%s is not %q:\n%s", xpath, text, p.text("main"))
	}
}

// attach chooses files, each a name and its content, in the field with a label.
func (p *tab) attach(label string, files ...[2]string) {
	p.t.Helper()
	var paths []string
	for _, f := range files {
		path := filepath.Join(p.t.TempDir(), f[0])
		if err := os.WriteFile(path, []byte(f[1]), 0o600); err != nil {
			p.t.Fatal(err)
		}
		paths = append(paths, path)
	}
	field := p.field(label)
	p.reach(field)
	do(p, "choose files", chromedp.SetUploadFiles(field, paths))
}

// refused presses a button whose form is refused.
func (p *tab) refused(text string) {
	p.t.Helper()
	p.mutex.Lock()
	p.refusals = "4"
	p.mutex.Unlock()
	p.reach("//main//button[normalize-space(.)=" + quoted(text) + "]")
	if status := p.loads("press "+text, chromedp.KeyEvent(kb.Enter)); status != http.StatusUnprocessableEntity {
		p.t.Fatalf("%s is answered by %d\n%s", text, status, p.text("main"))
	}
}

// keepsEvidence fails unless a link brings a file to be kept, under the name that it was sent by.
func (p *tab) keepsEvidence(name, content string) {
	p.t.Helper()
	if got, file := p.downloads(name); got != name || file != content {
		p.t.Errorf("%s is kept as %q with %d bytes, want %d", name, got, len(file), len(content))
	}
}

// downloads clicks a link or a button of which a file comes that the browser keeps, and returns its name and content.
func (p *tab) downloads(text string) (name, content string) {
	p.t.Helper()
	folder, enabled := p.t.TempDir(), true
	do(p, "keep files", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		in := chromedp.FromContext(ctx)
		_, err := cdp.Call(ctx, in.Browser, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{BrowserContextID: in.BrowserContextID,
			Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, DownloadPath: folder, EventsEnabled: &enabled})
		return err
	}))
	listening, cancel := context.WithCancel(p.ctx)
	defer cancel()
	events := make(chan any, 1000) // those of other tabs come, too
	if err := chromedp.ListenBrowser(listening, func(event any) {
		switch event.(type) {
		case *browser.EventDownloadWillBegin, *browser.EventDownloadProgress:
			events <- event
		}
	}); err != nil {
		p.t.Fatal(err)
	}
	link := "//main//*[self::a or self::button][normalize-space(.)=" + quoted(text) + "]"
	p.reach(link)
	do(p, "click "+text, chromedp.KeyEvent(kb.Enter))
	name, id := p.downloaded(events)
	file, err := os.ReadFile(filepath.Join(folder, id))
	if err != nil {
		p.t.Fatal(err)
	}
	return name, string(file)
}

// downloaded waits until the browser has kept a file of the portal, and returns the name that was sent with it,
// and the one that it is kept under.
func (p *tab) downloaded(events <-chan any) (name, id string) {
	p.t.Helper()
	late := time.After(patience)
	for {
		select {
		case event := <-events:
			switch e := event.(type) {
			case *browser.EventDownloadWillBegin:
				if strings.HasPrefix(e.URL, p.portal()+"/") {
					name, id = e.SuggestedFilename, e.GUID
				}
			case *browser.EventDownloadProgress:
				if e.GUID == id && e.State != browser.DownloadProgressStateInProgress {
					if e.State != browser.DownloadProgressStateCompleted {
						p.t.Fatalf("%s: %s", name, e.State)
					}
					return name, id
				}
			}
		case <-late:
			p.t.Fatal("no file comes")
		}
	}
}
