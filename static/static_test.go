package static

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func get(path, method string) *http.Response {
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(method, path, nil))
	return w.Result()
}

func TestFilesAreServedUnderHashedNamesForAYear(t *testing.T) {
	for name, kind := range map[string]string{"app.css": "text/css; charset=utf-8", "favicon.svg": "image/svg+xml", "app.js": "text/javascript; charset=utf-8",
		"prefetch.json": "application/speculationrules+json"} {
		if !regexp.MustCompile(`^/static/\w+\.[0-9a-f]{12}\.\w+$`).MatchString(URL(name)) {
			t.Errorf("the address of %s is %s", name, URL(name))
		}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			r := get(URL(name), method)
			if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != kind ||
				r.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
				t.Errorf("%s %s: %d %v", method, name, r.StatusCode, r.Header)
			}
		}
	}
}

func TestOtherNamesAreNotFound(t *testing.T) {
	for _, path := range []string{"/static/app.css", "/static/", "/static/app.000000000000.css", "/app.css", "/static/../static.go"} {
		if r := get(path, http.MethodGet); r.StatusCode != http.StatusNotFound || r.Header.Get("Cache-Control") != "" {
			t.Errorf("%s: %d %v", path, r.StatusCode, r.Header)
		}
	}
	if r := get(URL("app.css"), http.MethodPost); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", r.StatusCode)
	}
}

func TestAnUnknownNamePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it did not")
		}
	}()
	URL("no.css")
}

func TestEveryPartOfTheStyleSheetIsInIt(t *testing.T) {
	parts, err := fs.Glob(embedded, "css/*")
	if err != nil || len(parts) != len(sheet) {
		t.Errorf("%d files for %d parts, %v", len(parts), len(sheet), err)
	}
	for _, part := range parts {
		if body := read(part); !bytes.Contains(byPath[URL("app.css")].body, body) {
			t.Errorf("%s is not in it", part)
		}
	}
}

// The content security policy lets nothing in from elsewhere.
func TestTheStyleSheetLoadsNothing(t *testing.T) {
	css := string(byPath[URL("app.css")].body) + string(byPath[URL("print.css")].body)
	for _, s := range []string{"url(", "@import", "@font-face"} {
		if strings.Contains(css, s) {
			t.Errorf("the style sheet has %s", s)
		}
	}
}
