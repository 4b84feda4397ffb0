package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"shimei/views"
)

// told fails unless a page tells of an error as a person needs it, and no more.
func told(t *testing.T, a answer, status int) {
	t.Helper()
	a.is(status)
	if a.page == nil {
		t.Fatalf("%s: no page but %q", a.asked.Path, a.body)
	}
	a.says(say(a.language(), "error.what"), say(a.language(), "error.why"), say(a.language(), "error.remedy"), a.header.Get("X-Request-ID"))
	for _, inner := range []string{"goroutine", ".go:", "sql:", "database is closed", "panic", "echo", "context canceled"} {
		if strings.Contains(a.body, inner) {
			t.Errorf("%s shows %q\n%s", a.asked.Path, inner, a.main())
		}
	}
}

func TestWhatIsNotThereIsAPageThatSaysSo(t *testing.T) {
	t.Parallel()
	x := small(t)
	for email, paths := range map[string][]string{
		"":    {"/nowhere", "/subscriptions/", "/admin/", "/healthz/x", "/demo/sign-in", "/%F0%9F%92%A9"},
		owner: {"/nowhere", "/subscriptions/absent", "/nominations/absent", "/subscriptions/a-office/edit"},
		lumen: {"/partner/credit?competency=none", "/partner/credit?requirement=9", "/partner/credit?requirement=-1", "/partner/credit?requirement=x"},
		admin: {"/admin/assignments/0", "/admin/assignments/x", "/admin/assignments/99999999999999999999", "/admin/imports/0", "/admin/imports/x/errors.csv", "/admin/partners/999", "/admin/customers/nobody", "/admin/subscriptions/nothing"},
	} {
		v := x.visitor()
		if email != "" {
			v = x.as(email)
		}
		for _, v.language = range views.Languages {
			for _, path := range paths {
				told(t, v.get(path), http.StatusNotFound)
			}
		}
	}
}

func TestWhatCannotBeReadSaysWhat(t *testing.T) {
	t.Parallel()
	x := small(t)
	partner, desk := x.as(lumen), x.as(admin)
	for _, language := range views.Languages {
		partner.language, desk.language = language, language
		for _, path := range []string{"/partner?month=April", "/partner/credit?month=2016-13"} {
			a := partner.get(path)
			told(t, a, http.StatusBadRequest)
			a.says(say(language, "input.month", "Text", a.asked.Query().Get("month")))
		}
		for _, far := range []string{"1900-01", "9999-12"} {
			partner.get("/partner?month=" + far).is(http.StatusOK)
			partner.get("/partner/credit?month=" + far).is(http.StatusOK)
		}
		desk.get("/admin/assignments?on=yesterday").is(http.StatusUnprocessableEntity).says(say(language, "input.date", "Text", "yesterday"))
		desk.get("/admin/assignments?after=junk&state=junk").is(http.StatusOK)
		desk.get("/admin/imports?after=junk").is(http.StatusOK)
	}
}

func TestAnotherMethodThanThePageHasIsRefused(t *testing.T) {
	t.Parallel()
	v := small(t).as(owner)
	for _, c := range [][2]string{{http.MethodPost, "/subscriptions"}, {http.MethodPost, "/nominate/check"}, {http.MethodDelete, "/subscriptions/a-office"},
		{http.MethodPut, "/nominate"}, {http.MethodGet, "/sign-out"}, {http.MethodGet, "/language"}, {http.MethodPost, "/"}} {
		a := v.send(c[0], c[1], "", nil)
		told(t, a, http.StatusMethodNotAllowed)
		if a.header.Get("Allow") == "" {
			t.Errorf("%s does not say what is allowed", c[1])
		}
	}
}

func TestHEADIsAnsweredAsGETWithoutTheBody(t *testing.T) {
	t.Parallel()
	x := small(t)
	for _, v := range []*visitor{x.visitor(), x.as(owner), x.as(lumen), x.as(admin)} {
		for _, path := range []string{"/", "/sign-in", "/subscriptions", "/subscriptions/a-office", "/partner", "/admin/imports", "/nowhere", "/sign-out"} {
			whole, head := v.get(path), v.send(http.MethodHead, path, "", nil)
			if head.status != whole.status || head.location() != whole.location() || head.body != "" ||
				head.header.Get("Content-Type") != whole.header.Get("Content-Type") {
				t.Errorf("%s: %d %q %q, GET has %d %q", path, head.status, head.location(), head.body, whole.status, whole.location())
			}
		}
	}
}

func TestHEADLeavesAMessageForThePage(t *testing.T) {
	t.Parallel()
	v := small(t).as(owner)
	done := v.press(v.get("/subscriptions/a-azure/remove"), say("en", "remove.act", "Name", "Ember Partners"), nil)
	v.send(http.MethodHead, done.location(), "", nil).is(http.StatusOK)
	v.next(done).says(say("en", "flash.removed", "Partner", "Ember Partners", "Product", "Azure"))
}

func TestAFailingDatabaseIsAPageWithoutItsInsides(t *testing.T) {
	t.Parallel()
	x := small(t)
	signedIn, nobody := x.as(owner), x.visitor()
	nobody.get("/healthz").is(http.StatusOK)
	if err := x.store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, v := range []*visitor{signedIn, nobody} {
		for _, v.language = range views.Languages {
			a := v.get(views.SignInPath)
			told(t, a, http.StatusInternalServerError)
			if a.language() != v.language {
				t.Errorf("the page is in %s", a.language())
			}
			lines := strings.Join(x.log.take(), "\n")
			if id := a.header.Get("X-Request-ID"); !strings.Contains(lines, "id="+id) || !strings.Contains(lines, "database is closed") ||
				strings.Contains(lines, "panic") {
				t.Errorf("the log says of %s\n%s", id, lines)
			}
		}
	}
	if a := nobody.get("/healthz").is(http.StatusServiceUnavailable); a.body != "unavailable\n" {
		t.Errorf("the health check says %q", a.body)
	}
	x.log.take()
}

func TestAPanicIsAPageWithoutItsInsides(t *testing.T) {
	t.Parallel()
	x := small(t)
	h := New(Options{Store: x.store, Log: x.logger(), PlainHTTP: true}).Handler.(*echo.Echo)
	h.GET("/broken", func(c echo.Context) error {
		c.Response().Header().Set("Content-Type", "text/plain")
		panic("goroutine of the test")
	})
	a := direct(t, h, httptest.NewRequest(http.MethodGet, "/broken", nil))
	told(t, a, http.StatusInternalServerError)
	lines := strings.Join(x.log.take(), "\n")
	if !strings.Contains(lines, "goroutine of the test") || !strings.Contains(lines, "errors_test.go") || !strings.Contains(lines, a.header.Get("X-Request-ID")) {
		t.Errorf("the log says\n%s", lines)
	}
}

func TestAClientThatWentAwayIsNoError(t *testing.T) {
	t.Parallel()
	x := small(t)
	secret := x.as(owner).held()
	gone, cancel := context.WithCancel(t.Context())
	h := New(Options{Store: x.store, Log: x.logger(), PlainHTTP: true}).Handler.(*echo.Echo)
	h.GET("/slow", func(c echo.Context) error {
		cancel()
		return errors.New("interrupted") // as SQLite says it
	})
	for _, path := range []string{"/slow", "/subscriptions", "/sign-in"} {
		r := httptest.NewRequestWithContext(gone, http.MethodGet, path, nil)
		r.AddCookie(&http.Cookie{Name: "shimei", Value: secret})
		if a := direct(t, h, r); a.body != "" {
			t.Errorf("%s answers %q", path, a.body)
		}
	}
	if lines := x.log.take(); len(lines) != 0 {
		t.Errorf("the log says %q", lines)
	}
}
