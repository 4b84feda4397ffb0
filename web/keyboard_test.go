//go:build !race

package web

import (
	"fmt"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Whoever goes through the portal in these tests has a keyboard and nothing else: whatever is
// pressed or filled in is reached by the Tab key, and the focus is seen at every stop before.

// scripts lets the pages to come run theirs, or not.
func (p *tab) scripts(run bool) *tab {
	p.t.Helper()
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
	return p
}

// mostStops is how often the Tab key may be pressed for one thing.
const mostStops = 150

// toward tells where the element of an XPath is as seen from the focus: "here", "before" or
// "after"; and what is wrong with the focus, as stop does.
const toward = `(() => {
	const wanted = document.evaluate(%q, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue
	const focus = document.activeElement, fault = %s
	const before = focus.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING
	return [focus === wanted ? 'here' : before ? 'before' : 'after', fault === 'none' ? '' : fault]
})()`

// press presses the Tab key down, which is when the focus goes on: that it is let go again is
// nothing to a page, and would take as long once more.
func (p *tab) press(with chromedp.Modifier) {
	p.t.Helper()
	key := tabKey
	key.Modifiers = int64(with)
	call(p, input.DispatchKeyEvent, key)
}

var tabKey = input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeRawKeyDown, Key: "Tab", Code: "Tab", WindowsVirtualKeyCode: 9}

// reach brings the focus to an element by the Tab key, or with Shift by where it came from.
func (p *tab) reach(xpath string) {
	p.t.Helper()
	for range mostStops {
		is := do(p, "look for "+xpath, chromedp.Evaluate[[2]string](fmt.Sprintf(toward, xpath, stop)))
		if is[1] != "" {
			p.t.Errorf("%s, on the way to %s", is[1], xpath)
		}
		switch is[0] {
		case "here":
			return
		case "before":
			p.press(chromedp.ModifierShift)
		default:
			p.press(0)
		}
	}
	p.t.Fatalf("the Tab key does not reach %s at %s", xpath, p.path())
}

// click takes the one link or button whose text is, or begins with, this.
func (p *tab) click(text string) {
	p.t.Helper()
	p.clickIn("//body", text)
}

// clickIn does so inside a part of the page; no text is for its only link or button.
func (p *tab) clickIn(part, text string) {
	p.t.Helper()
	of := part + "//*[self::a or self::button]"
	exact := of + "[normalize-space(.)=" + quoted(text) + "]"
	if p.count(exact) == 0 {
		exact = of + "[starts-with(normalize-space(.)," + quoted(text) + ")]"
	}
	if n := p.count(exact); n != 1 {
		p.t.Fatalf("%d links or buttons say %q\n%s", n, text, p.text("body"))
	}
	p.reach(exact)
	p.leads("click "+text, chromedp.KeyEvent(kb.Enter))
}

// section opens a section by its name in the header.
func (p *tab) section(name string) {
	p.t.Helper()
	p.clickIn("//header//nav", name)
}

// row is the row of a table that holds a text, for clickIn.
func row(text string) string { return "//main//tr[contains(.," + quoted(text) + ")]" }

// unfold opens what is folded under some words.
func (p *tab) unfold(text string) {
	p.t.Helper()
	summary := "//main//summary[normalize-space(.)=" + quoted(text) + "]"
	p.reach(summary)
	do(p, "unfold "+text, chromedp.KeyEvent(kb.Enter))
}

// tick ticks the box in the label that holds a text.
func (p *tab) tick(text string) {
	p.t.Helper()
	box := "//main//label[contains(.," + quoted(text) + ")]//input[@type='checkbox']"
	p.reach(box)
	do(p, "tick "+text, chromedp.KeyEvent(" "))
	if !do(p, "look at "+text, chromedp.JavascriptAttribute[bool](box, "checked")) {
		p.t.Fatalf("the box of %s is not ticked", text)
	}
}

// fill types into the field with a label: what was in it is selected by the Tab key.
func (p *tab) fill(label, value string) {
	p.t.Helper()
	field := p.field(label)
	p.reach(field)
	do(p, "type "+value, chromedp.KeyEvent(value))
	p.holds(field, value)
}

// choose takes a value of the list with a label, by the arrow keys.
func (p *tab) choose(label, value string) {
	p.t.Helper()
	list := p.field(label)
	p.reach(list)
	down := do(p, "look at the list "+label, chromedp.Evaluate[int](fmt.Sprintf(
		"[...document.activeElement.options].findIndex(o => o.value === %q) - document.activeElement.selectedIndex", value)))
	key := kb.ArrowDown
	if down < 0 {
		key, down = kb.ArrowUp, -down
	}
	for range down {
		do(p, "press an arrow", chromedp.KeyEvent(key))
	}
	p.holds(list, value)
}

// holds fails unless a field has a value.
func (p *tab) holds(field, value string) {
	p.t.Helper()
	if got := do(p, "look at "+field, chromedp.JavascriptAttribute[string](field, "value")); got != value {
		p.t.Fatalf("%s has %q, want %q", field, got, value)
	}
}

// field is the XPath of the field with a label.
func (p *tab) field(label string) string {
	p.t.Helper()
	id := do(p, "the label "+label, chromedp.AttributeValue("//label[normalize-space(.)="+quoted(label)+"]", "for"))
	return "//*[@id=" + quoted(id.Value) + "]"
}
