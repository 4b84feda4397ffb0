package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/views"
)

// answer is what came back for a request.
type answer struct {
	t      *testing.T
	asked  *url.URL
	status int
	header http.Header
	body   string
	page   *goquery.Document // nil where it is not HTML
}

// read makes an answer of what came back, and holds it to what every answer has to keep.
func read(t *testing.T, r *http.Request, status int, header http.Header, body string) answer {
	t.Helper()
	a := answer{t: t, asked: r.URL, status: status, header: header, body: body}
	holdHeaders(t, a)
	if strings.HasPrefix(header.Get("Content-Type"), "text/html") && r.Method != http.MethodHead {
		var err error
		if a.page, err = goquery.NewDocumentFromReader(strings.NewReader(body)); err != nil {
			t.Fatal(err)
		}
		holdPage(t, a)
	}
	return a
}

func (a answer) location() string { return a.header.Get("Location") }

// words are a part's visible words, with single spaces.
func words(s *goquery.Selection) string {
	s = s.Clone()
	s.Find(".visually-hidden, [aria-hidden=true], svg").Remove()
	return strings.Join(strings.Fields(s.Text()), " ")
}

// asksToSignIn reports whether an answer leads to the sign-in page, from wherever.
func (a answer) asksToSignIn() bool {
	path, _, _ := strings.Cut(a.location(), "?")
	return path == views.SignInPath
}

// main is what the page says, without its surroundings.
func (a answer) main() string {
	if a.page == nil {
		return a.body
	}
	return words(a.page.Find("main"))
}

// is fails unless the answer has a status.
func (a answer) is(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Errorf("%s: %d, want %d\n%s", a.asked.RequestURI(), a.status, status, a.main())
	}
	return a
}

// says fails unless the page says all of some texts.
func (a answer) says(texts ...string) answer {
	a.t.Helper()
	for _, text := range texts {
		if !strings.Contains(a.main(), text) {
			a.t.Errorf("%s does not say %q but\n%s", a.asked.RequestURI(), text, a.main())
		}
	}
	return a
}

// field is the value of a form's field, its first where it has several.
func (a answer) fields(name string) (values []string) {
	a.page.Find("main [name=" + name + "]").Each(func(_ int, s *goquery.Selection) {
		values = append(values, s.AttrOr("value", ""))
	})
	return values
}

// language is what the page says it is in.
func (a answer) language() string { return a.page.Find("html").AttrOr("lang", "") }

// cookie is one that the answer sets.
func (a answer) cookie(name string) *http.Cookie {
	list := (&http.Response{Header: a.header}).Cookies()
	at := slices.IndexFunc(list, func(c *http.Cookie) bool { return c.Name == name })
	if at < 0 {
		return nil
	}
	return list[at]
}

// holdHeaders holds an answer to the headers that keep it to itself.
func holdHeaders(t *testing.T, a answer) {
	t.Helper()
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options":     "nosniff",
		"Referrer-Policy":            "same-origin",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Cache-Control":              caching(a),
	} {
		if got := a.header.Get(name); got != want {
			t.Errorf("%s: %s is %q, want %q", a.asked.Path, name, got, want)
		}
	}
	if a.header.Get("X-Request-ID") == "" {
		t.Errorf("%s has no request id", a.asked.Path)
	}
}

// caching is what an answer says of being kept: a page only by who asked for it.
func caching(a answer) string {
	if a.header.Get("ETag") != "" {
		return "private, no-cache"
	}
	return "no-store"
}

// holdPage holds a page to what every page has: a language, one heading, and words for
// everything; and nothing inline that the policy would refuse.
func holdPage(t *testing.T, a answer) {
	t.Helper()
	if !slices.Contains(views.Languages, a.language()) {
		t.Errorf("%s is in the language %q", a.asked.Path, a.language())
	}
	if n := a.page.Find("h1").Length(); n != 1 {
		t.Errorf("%s has %d headings of the first level", a.asked.Path, n)
	}
	if at := strings.Index(a.body, "⟦"); at >= 0 {
		t.Errorf("%s lacks a message: %.60s", a.asked.Path, a.body[at:])
	}
	if n := a.page.Find("script:not([src]), style, [style], [onclick]").Length(); n != 0 {
		t.Errorf("%s has %d scripts or styles of its own", a.asked.Path, n)
	}
}
