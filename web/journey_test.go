//go:build !race

package web

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// journey counts what a person does and reads on the way to something, as a browser does it. An action is a click, a
// tick, a choice, a field that is typed, a file that is chosen, or the Enter key; a page is a document that the browser
// shows; words are those in sight of the main part of each page, from its top to the last thing that is used there.
// Only acts, turns, shows and reads count.
type journey struct {
	*tab
	actions, pages, words int
	document              float64 // when the document that is shown began
	last                  string  // the XPath of what was used last on the page
}

// offer is the XPath of the first link or button of the main part that begins with a text.
func offer(text string) string {
	return "(//main//*[self::a or self::button][starts-with(normalize-space(.)," + quoted(text) + ")])[1]"
}

// begins opens the page at which the journey begins.
func (j *journey) begins(path string) {
	j.t.Helper()
	j.open(path)
	j.shows()
}

// uses clicks or ticks what leaves the page as it is.
func (j *journey) uses(xpath string) {
	j.t.Helper()
	j.acts(xpath, chromedp.Click(xpath))
}

// types fills a field.
func (j *journey) types(xpath, text string) {
	j.t.Helper()
	j.acts(xpath, chromedp.SendKeys(xpath, text))
}

// attaches chooses a fact file.
func (j *journey) attaches(csv string) {
	j.t.Helper()
	path := filepath.Join(j.t.TempDir(), "partners.csv")
	if err := os.WriteFile(path, []byte(csv), 0o600); err != nil {
		j.t.Fatal(err)
	}
	field := "//main//input[@name='file']"
	j.acts(field, chromedp.SetUploadFiles(field, []string{path}))
}

// takes chooses from a list.
func (j *journey) takes(xpath, value string) {
	j.t.Helper()
	j.acts(xpath, chromedp.SetValue(xpath, value))
}

// acts does one thing with an element that leaves the page as it is.
func (j *journey) acts(xpath string, action chromedp.Action[chromedp.Void]) {
	j.t.Helper()
	do(j.tab, "use "+xpath, action)
	j.actions, j.last = j.actions+1, xpath
	if j.shows() {
		j.t.Fatalf("%s leads to %s, whose words nobody has counted", xpath, j.path())
	}
}

// goes clicks what leads to another page.
func (j *journey) goes(xpath string) {
	j.t.Helper()
	j.turns(xpath, chromedp.Click(xpath))
}

// sends sends the form of a field.
func (j *journey) sends(xpath string) {
	j.t.Helper()
	j.turns(xpath, chromedp.SendKeys(xpath, kb.Enter))
}

// turns does one thing with an element that leads to another page.
func (j *journey) turns(xpath string, action chromedp.Action[chromedp.Void]) {
	j.t.Helper()
	j.reads(xpath)
	j.leads("use "+xpath, action)
	j.actions++
	if !j.shows() {
		j.t.Fatalf("%s leaves the page %s as it is", xpath, j.path())
	}
}

// shows counts the page if the browser shows another document than before, and reports whether it does.
func (j *journey) shows() bool {
	j.t.Helper()
	began := do(j.tab, "when the page began", chromedp.Evaluate[float64]("performance.timeOrigin"))
	if began == j.document {
		return false
	}
	j.document, j.pages = began, j.pages+1
	return true
}

// reads counts the words down to an element, or to what was used last where that stands further down.
func (j *journey) reads(xpath string) {
	j.t.Helper()
	n := do(j.tab, "read to "+xpath, chromedp.Evaluate[int](fmt.Sprintf(wordsTo, xpath)))
	if n < 0 {
		j.t.Fatalf("%s is not on the page %s:\n%s", xpath, j.path(), j.text("main"))
	}
	if j.last != "" {
		n = max(n, do(j.tab, "read to "+j.last, chromedp.Evaluate[int](fmt.Sprintf(wordsTo, j.last))))
	}
	j.words, j.last = j.words+n, ""
}

// wordsTo counts the words in sight before an element; -1 without it. What a screen reader alone is told, and what
// can be chosen from a list, is not read.
const wordsTo = `(xpath => {
	const to = document.evaluate(xpath, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue
	if (!to) return -1
	const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
	let words = 0
	while (texts.nextNode()) {
		const text = texts.currentNode
		if (to.compareDocumentPosition(text) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)) break
		const of = text.parentElement
		if (!of.closest('select, svg, .visually-hidden') && of.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) {
			words += (text.data.match(/\S+/g) ?? []).length
		}
	}
	return words
})(%q)`

// rowsInSight counts the rows of the page's lists that stand in the first screen as a whole.
const rowsInSight = `[...document.querySelectorAll('main tbody tr')].filter(row => {
	const box = row.getBoundingClientRect()
	return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight
}).length`
