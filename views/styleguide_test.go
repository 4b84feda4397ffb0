package views

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/static"
)

var (
	declaredPart = regexp.MustCompile(`(?m)^templ (\w+)\(`)
	usedPart     = regexp.MustCompile(`@(\w+)\(`)
	call         = regexp.MustCompile(`\b(\w+)\(p\.Frame`)
)

// source is the text of the templates whose names match a pattern.
func source(t *testing.T, pattern string) (text string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no file is %s (%v)", pattern, err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text += string(body)
	}
	return text
}

func TestThePageOfPartsShowsEveryPartThatThereIs(t *testing.T) {
	parts := source(t, "parts_*.templ")
	shown := map[string]bool{}
	for _, m := range slices.Concat(usedPart.FindAllStringSubmatch(source(t, "styleguide*.templ")+parts, -1),
		call.FindAllStringSubmatch(source(t, "styleguide*.templ"), -1)) {
		shown[m[1]] = true
	}
	declared := declaredPart.FindAllStringSubmatch(parts, -1)
	for _, m := range declared {
		if !shown[m[1]] {
			t.Errorf("%s is not shown: give it a place in styleguide*.templ", m[1])
		}
	}
	if len(declared) < 35 {
		t.Errorf("only %d parts", len(declared))
	}
}

// guidePage is the page as a language has it.
func guidePage(t *testing.T, language string) *goquery.Document {
	t.Helper()
	var b bytes.Buffer
	guide := NewStyleguidePage()
	guide.Surround(sampleFrame(For(language), Customer, StyleguidePath))
	if err := guide.Page().Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	page, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestThePageOfPartsShowsEveryStateOfATag(t *testing.T) {
	for part, family := range map[string]string{"level": "level", "state": "state", "import": "import_state", "statement": "statement_state", "request": "request_state"} {
		var got []string
		guidePage(t, "en").Find("[aria-labelledby=part-" + part + "] .tag").Each(func(_ int, s *goquery.Selection) {
			got = append(got, s.AttrOr("data-state", "")+s.AttrOr("data-level", ""))
		})
		for _, want := range families[family] {
			if !slices.Contains(got, want) {
				t.Errorf("%s: %q is not among %q", part, want, got)
			}
		}
	}
	text := guidePage(t, "ja").Find("[aria-labelledby=part-kind]").Text()
	for _, kind := range families["kind"][1:] {
		if !strings.Contains(text, For("ja").Term("kind", kind)) {
			t.Errorf("%s is not shown in %q", kind, text)
		}
	}
}

func TestEachPartHasItsNameAndSaysWhenToUseIt(t *testing.T) {
	_, parts := guideKeys()
	for _, language := range Languages {
		page := guidePage(t, language)
		var got []string
		page.Find("section.guided").Each(func(_ int, s *goquery.Selection) {
			got = append(got, strings.TrimPrefix(s.AttrOr("aria-labelledby", ""), "part-"))
			if s.Children().Length() < 3 {
				t.Errorf("%s shows nothing", got[len(got)-1])
			}
		})
		if !slices.Equal(got, parts) {
			t.Errorf("the page has %v, the list is %v", got, parts)
		}
	}
}

func TestEveryTokenOfTheStyleSheetIsShown(t *testing.T) {
	page := guidePage(t, "en").Find("main").Text()
	tokens := static.Tokens()
	for _, token := range tokens {
		if !strings.Contains(page, token.Name) {
			t.Errorf("%s is not shown", token.Name)
		}
	}
	if len(tokens) < 30 {
		t.Errorf("only %d tokens", len(tokens))
	}
}
