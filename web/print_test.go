//go:build !race

package web

import (
	"bytes"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"shimei/store"
	"shimei/views"
)

// a4 is how a PDF has the size of a page of A4, in points.
const a4 = "/MediaBox [0 0 594.95996 841.91998]"

// pressed names what is seen and is there to be pressed or filled in. The month that is shown
// stays: it is read.
// An id is one for whom a script is there; on paper it is the whole id, and nothing to press.
const pressed = `[...document.querySelectorAll('button:not(.id), input, nav, .skip, .filters, .chips, .files, .menu, footer a')]
	.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 120))`

// What is kept on paper: nothing on it is to be pressed, its pages are of A4 and few, and it
// is black on white for whoever reads the portal on a dark screen.
func TestWhatIsKeptOnPaperIsCleanA4(t *testing.T) {
	t.Parallel()
	browser, x := chromium(t), tour(t)
	one, _ := nominable(t, "office365", func(sum, n int64) int64 { return sum + n })
	reference, err := x.store.Nominate(t.Context(), x.person(mika), adatum, []store.Choice{{ID: one}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		who, path string
		pages     int // at most
	}{{mika, views.NominationPath(reference), 1}, {dana, views.OverviewPath, 2}, {dana, views.StatementPath, 4}} {
		e := x.eye(browser, c.who)
		for _, language := range views.Languages {
			e.wear(setting{"full", language, "dark", 1440})
			e.open(c.path)
			file := do(e.tab, "print", chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
			if pages := bytes.Count(file, []byte(a4)); pages == 0 || pages > c.pages || pages != bytes.Count(file, []byte("/MediaBox")) {
				t.Errorf("%s in %q takes %d pages of A4 and %d in all, want at most %d", c.path, language, pages, bytes.Count(file, []byte("/MediaBox")), c.pages)
			}
			call(e.tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
			if left := do(e.tab, "look for what is pressed", chromedp.Evaluate[[]string](pressed)); len(left) > 0 {
				t.Errorf("%s has on paper: %s", c.path, strings.Join(left, "\n"))
			}
			if scheme := do(e.tab, "read the colours", chromedp.Evaluate[string]("getComputedStyle(document.documentElement).colorScheme")); scheme != "light" {
				t.Errorf("%s is printed in %q", c.path, scheme)
			}
			call(e.tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
		}
	}
}
