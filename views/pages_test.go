package views

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

func render(t *testing.T, s sample, f Frame) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.page(f).Render(t.Context(), &b); err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	return b.Bytes()
}

// TestEveryPageIsSound renders every page in both languages. With SHIMEI_PAGES set to a
// folder it also writes them there, to look at.
func TestEveryPageIsSound(t *testing.T) {
	folder := os.Getenv("SHIMEI_PAGES")
	for _, s := range samples() {
		for _, language := range Languages {
			t.Run(s.name+"-"+language, func(t *testing.T) {
				body := render(t, s, sampleFrame(For(language), s.audience, HomeOf(s.audience)))
				if folder != "" {
					if err := os.WriteFile(filepath.Join(folder, s.name+"-"+language+".html"), body, 0o600); err != nil {
						t.Fatal(err)
					}
				}
				check(t, body, language)
			})
		}
	}
}

func TestEveryPageTakesAnEmptyFrame(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) { check(t, render(t, s, Frame{}), "en") })
	}
}

func check(t *testing.T, body []byte, language string) {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for selector, want := range map[string]int{"h1": 1, "main": 1, "head title": 1, "script:not([src])": 0, "style": 0, "[style]": 0,
		"html[lang=" + language + "]": 1, "form form": 0, "a a": 0, "img:not([alt])": 0, "table:not(:has(caption))": 0,
		`a[href=""]`: 0, "a:not([href])": 0, "button button, a button, button a": 0, "th:not([scope])": 0} {
		if got := doc.Find(selector).Length(); got != want {
			t.Errorf("%d of %s, want %d", got, selector, want)
		}
	}
	if text := doc.Text(); strings.ContainsAny(text, "⟦⟧") || strings.Contains(text, "<no value>") || strings.Contains(text, "%!") {
		t.Errorf("a message is missing: %s", text[strings.IndexAny(text, "⟦⟧"):])
	}
	if strings.TrimSpace(doc.Find("h1").Text()) == "" {
		t.Error("the heading is empty")
	}
	checkAttributes(t, doc)
	checkIDs(t, doc)
	checkLabels(t, doc)
	checkHeadings(t, doc)
}

func checkAttributes(t *testing.T, doc *goquery.Document) {
	t.Helper()
	doc.Find("*").Each(func(_ int, e *goquery.Selection) {
		for _, a := range e.Get(0).Attr {
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Val, "javascript:") || strings.HasPrefix(a.Val, "about:") {
				t.Errorf("<%s %s=%q>", goquery.NodeName(e), a.Key, a.Val)
			}
			if strings.ContainsAny(a.Val, "⟦⟧") {
				t.Errorf("a message is missing in %s=%q", a.Key, a.Val)
			}
		}
	})
}

// checkIDs wants every id once, and every reference to one met.
func checkIDs(t *testing.T, doc *goquery.Document) {
	t.Helper()
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, e *goquery.Selection) {
		id := e.AttrOr("id", "")
		if ids[id] {
			t.Errorf("the id %q is there twice", id)
		}
		ids[id] = true
	})
	for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "href"} {
		doc.Find("[" + name + "]").Each(func(_ int, e *goquery.Selection) {
			for _, id := range strings.Fields(e.AttrOr(name, "")) {
				if name == "href" {
					if !strings.HasPrefix(id, "#") {
						continue
					}
					id = id[1:]
				}
				if !ids[id] {
					t.Errorf("%s=%q leads nowhere", name, id)
				}
			}
		})
	}
}

func checkLabels(t *testing.T, doc *goquery.Document) {
	t.Helper()
	doc.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, e *goquery.Selection) {
		named := e.Closest("label").Text() + doc.Find("label[for='"+e.AttrOr("id", "-")+"']").Text()
		if strings.TrimSpace(named) == "" {
			h, _ := goquery.OuterHtml(e)
			t.Errorf("without a label: %s", h)
		}
	})
	doc.Find("a, button, th, summary, caption, legend").Each(func(_ int, e *goquery.Selection) {
		if strings.TrimSpace(e.Text()) == "" && e.Get(0).Type == html.ElementNode {
			h, _ := goquery.OuterHtml(e)
			t.Errorf("without words: %s", h)
		}
	})
}

// checkHeadings wants no level of heading left out.
func checkHeadings(t *testing.T, doc *goquery.Document) {
	t.Helper()
	last := 0
	doc.Find("h1, h2, h3, h4").Each(func(_ int, e *goquery.Selection) {
		level := int(goquery.NodeName(e)[1] - '0')
		// A form's error summary stands before the page's heading.
		if level > last+1 && e.AttrOr("id", "") != "errors-title" {
			t.Errorf("h%d %q comes after h%d", level, e.Text(), last)
		}
		last = level
	})
}
