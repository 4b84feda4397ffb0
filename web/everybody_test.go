package web

import (
	"archive/zip"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"shimei/views"
)

// form is how a browser sends a form.
const form = "application/x-www-form-urlencoded"

// askedBy sends a request to a route as somebody.
func (x anybody) askedBy(method, path string) answer {
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(url.Values{"act": {"nothing"}, "reason": {"other"}, "seen": {"0"}, "version": {"1"}, "partner": {"100"}, "s": {"a-office"}}.Encode())
	}
	return x.v.send(method, path, form, body)
}

// refused fails unless somebody is refused as the tables of routes and of roles say.
func (x anybody) refused(t *testing.T, rt route, method, path string) {
	t.Helper()
	a := x.askedBy(method, path)
	switch want := http.StatusForbidden; {
	case x.role == "" && (a.status != http.StatusSeeOther || !strings.HasPrefix(a.location(), views.SignInPath)):
		t.Errorf("%s %s as %s: %d to %q, and not to the sign-in", method, path, x.called, a.status, a.location())
	case x.role != "" && a.status != want:
		t.Errorf("%s %s as %s: %d, want %d", method, path, x.called, a.status, want)
	}
}

// inNoMap are the routes with an id that is asked for elsewhere: by sign_on_test.go, join_test.go and inbox_test.go.
func inNoMap(rt route) bool {
	return opensElsewhere(rt.path) || strings.HasPrefix(rt.path, views.SignOnPath("")) || rt.path == views.OpenMessagePath(":key")
}

// A route whose ids nobody gave is asked with those of nobody, which proves little.
func TestEveryRouteWithAnIdIsAskedWithOneThatIsThere(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner))
	open := x.theirs()
	for _, rt := range routes {
		if strings.Contains(rt.path, "/:") && open[rt.path] == "" && !inNoMap(rt) {
			t.Errorf("%s %s has no address with an id: give it one in theirs", rt.method, rt.path)
		}
	}
}

// Every route answers everybody whom the tables of routes and of roles let in, and refuses everybody else without a
// trace: by each method, of each role and organisation, and of each kind to which nothing is open.
func TestEveryRouteIsOpenToWhomTheTablesSayAndToNobodyElse(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner))
	open, people := x.theirs(), x.anybodies()
	x.unchanged(func() {
		for _, rt := range routes {
			path := open[rt.path]
			if path == "" {
				path = strings.NewReplacer(":id", "100", ":key", "1", ":token", "x").Replace(rt.path)
			}
			for _, who := range people {
				if who.called == admin || who.called == owner || who.called == "nobody" {
					for _, method := range []string{http.MethodPut, http.MethodPatch, http.MethodDelete, "DANCE"} {
						who.askedBy(method, path).is(http.StatusMethodNotAllowed)
					}
				}
				if who.allowed(rt) {
					continue
				}
				who.refused(t, rt, rt.method, path)
				if rt.method == get {
					who.refused(t, rt, http.MethodHead, path)
				}
			}
		}
	})
	for _, method := range []string{get, post} { // what is looked at stands as it did before anything is sent
		for _, rt := range routes {
			if rt.method == method && rt.audience != "" && open[rt.path] != "" && !uncertain(rt) {
				for _, who := range people {
					who.letIn(t, rt, open[rt.path])
				}
			}
		}
	}
}

// uncertain are the routes of a file that has to be there, and has become another one.
func uncertain(rt route) bool {
	return strings.HasPrefix(rt.path, views.KeptPath(":token")) || rt.method == post && rt.path == views.ImportsPath
}

// asksInside reports whether the handler of a route asks for the duty, and not the table.
func asksInside(rt route) bool {
	return slices.Contains(changing, rt.path) || rt.path == "/partner/requests/:reference/:act"
}

// letIn fails where somebody is not let in whom the tables let in.
func (x anybody) letIn(t *testing.T, rt route, path string) {
	t.Helper()
	if !x.allowed(rt) {
		return
	}
	a, own := x.askedBy(rt.method, path), slices.Contains([]string{"T-A", "100", ""}, x.of)
	toSignIn := a.status == http.StatusSeeOther && strings.HasPrefix(a.location(), views.SignInPath)
	if toSignIn || a.status >= http.StatusInternalServerError || a.status == http.StatusForbidden && !asksInside(rt) || own && rt.method == get && a.status == http.StatusNotFound {
		t.Errorf("%s %s as %s, who may: %d", rt.method, path, x.called, a.status)
	}
}

// seenByAll are the routes with an id that is of no organisation, or of a partner that every customer can nominate.
var seenByAll = []string{"/partners/:id", views.OpenLinkPath(":token"), "/messages/:key/open"}

// Another organisation's id and one that is not there are answered alike, by each method.
func TestEveryIdOfAnotherLooksAsIfItWereNot(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner))
	open, people, tried := x.theirs(), x.anybodies(), 0
	x.unchanged(func() {
		for _, rt := range routes {
			if !strings.Contains(rt.path, "/:") || open[rt.path] == "" || slices.Contains(seenByAll, rt.path) || rt.audience == "" || rt.audience == views.Admin {
				continue
			}
			none := absentOf(rt.path)
			for _, who := range people {
				if who.of == "T-A" || who.of == "100" || who.of == "" || !who.allowed(rt) || strings.HasPrefix(who.of, "20") && strings.Contains(open[rt.path], "T-B") {
					continue
				}
				tried++
				want := http.StatusNotFound
				if asksInside(rt) && len(who.role.Duties()) == 0 && (rt.method == post || !strings.HasSuffix(rt.path, "/:act")) {
					want = http.StatusForbidden // before the handler looks for what the id is of
				}
				others, not := who.askedBy(rt.method, open[rt.path]).is(want), who.askedBy(rt.method, none).is(want)
				if words(others.page.Find("main")) != strings.ReplaceAll(words(not.page.Find("main")), requestIDOf(not), requestIDOf(others)) {
					t.Errorf("%s %s as %s is told apart from %s", rt.method, open[rt.path], who.called, none)
				}
				for name := range others.header {
					if !slices.Contains(ofOneAnswer, name) && !slices.Equal(others.header[name], not.header[name]) {
						t.Errorf("%s %s as %s is told apart from %s by %s", rt.method, open[rt.path], who.called, none, name)
					}
				}
			}
		}
	})
	if tried < 25 {
		t.Errorf("only %d tried", tried)
	}
}

// ofOneAnswer are the headers that differ with the address that is asked for, or with each answer.
var ofOneAnswer = []string{"X-Request-Id", "Date", "Content-Length", "Etag"}

// requestIDOf is the id that an answer has.
func requestIDOf(a answer) string { return a.header.Get("X-Request-ID") }

// absentOf is the address of a route with ids that nothing has.
func absentOf(path string) string {
	for name, value := range absent {
		path = strings.ReplaceAll(path, name, value)
	}
	return strings.ReplaceAll(path, ":act", "withdraw")
}

// No page, no file and no letter says what its reader must not see.
func TestNothingOfOthersIsInAPageAFileOrALetter(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner), func(o *Options) { o.Mails = true })
	open, people, read := x.theirs(), x.anybodies(), 0
	for _, who := range people {
		for _, rt := range routes {
			if rt.method != get || rt.audience == "" || open[rt.path] == "" || !who.allowed(rt) {
				continue
			}
			whole, _, narrowed := strings.Cut(open[rt.path], "?")
			who.reads(t, rt.path, open[rt.path])
			if narrowed { // where a search leaves out what must not be there at all
				who.reads(t, rt.path, whole)
			}
			read++
		}
	}
	if read < 400 {
		t.Errorf("only %d pages and files were read", read)
	}
	for _, letter := range x.mailed() {
		for _, who := range people {
			if who.called == letter.To {
				who.sees(t, "a letter", letter.Body, answer{})
			}
		}
	}
}

// reads looks for what is of others in a page or a file.
func (x anybody) reads(t *testing.T, route, path string) {
	t.Helper()
	a := x.askedBy(get, path)
	text := a.body
	if a.status == http.StatusOK && strings.HasSuffix(a.asked.Path, ".xlsx") {
		text += unpacked(t, a.body)
	}
	x.sees(t, route, text, a)
}

// unpacked is all that an Excel file says.
func unpacked(t *testing.T, book string) (text string) {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text += string(part)
	}
	return text
}

// sees fails where somebody is shown what is not for the own organisation.
func (x anybody) sees(t *testing.T, what, text string, a answer) {
	t.Helper()
	if a.asked != nil { // an address that was asked for is said again by the page's switches
		text = strings.ReplaceAll(text, a.asked.RequestURI(), "")
		for _, values := range a.asked.Query() {
			for _, value := range values {
				text = strings.ReplaceAll(text, value, "")
			}
		}
	}
	for _, header := range a.header {
		text += strings.Join(header, "\n")
	}
	for _, secret := range secretOf[x.of] {
		if strings.Contains(text, secret) {
			t.Errorf("%s shows %s of %q %q", what, x.called, x.of, secret)
		}
	}
}
