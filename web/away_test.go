package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"shimei/store/demo"
	"shimei/store/storetest"
	"shimei/views"
)

// eventually asks until an answer has a status.
func (v *visitor) eventually(path string, status int) answer {
	v.t.Helper()
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		if a := v.get(path); a.status == status || time.Since(begun) > 5*time.Minute {
			return a.is(status)
		}
	}
}

func TestAServerThatIsAwayIsSaidAndComesBackByItself(t *testing.T) {
	t.Parallel()
	server := storetest.NewServer(t)
	s := open(t, server.URL())
	addPeople(t, s, []demo.Person{{Email: admin, Name: "Hana Seki", Role: "admin"}})
	x := serve(t, s)
	desk, nobody := x.signedIn(admin), x.visitor()
	for range 2 { // what went once goes again
		desk.get(views.ImportsPath).is(http.StatusOK)
		nobody.eventually("/healthz", http.StatusOK)
		server.Stop()
		for _, v := range []*visitor{desk, nobody} {
			for _, v.language = range views.Languages {
				for _, path := range []string{views.ImportsPath, views.SignInPath} {
					if v == nobody && path == views.ImportsPath { // which asks to sign in
						continue
					}
					v.away(path)
				}
			}
		}
		told(t, desk.post(views.LanguagePath, nil), http.StatusServiceUnavailable)
		if a := nobody.get("/healthz").is(http.StatusServiceUnavailable); a.body != "unavailable\n" || a.header.Get("Retry-After") == "" {
			t.Errorf("the health check says %q, %v", a.body, a.header)
		}
		if log := strings.Join(x.log.take(), "\n"); !strings.Contains(log, "the database is not available") || strings.Contains(log, "panic") {
			t.Errorf("the log says\n%s", log)
		}
		server.Start()
		desk.eventually(views.ImportsPath, http.StatusOK)
		nobody.eventually(views.SignInPath, http.StatusOK)
		nobody.eventually("/healthz", http.StatusOK)
		x.log.take()
	}
}

// away fails unless a page says, in the visitor's language, that the portal is away, why, and
// what to do.
func (v *visitor) away(path string) {
	v.t.Helper()
	a := v.get(path)
	told(v.t, a, http.StatusServiceUnavailable)
	a.says(say(v.language, "unavailable.why"), say(v.language, "error_remedy.503"))
	if a.language() != v.language || a.header.Get("Retry-After") != retryAfter {
		v.t.Errorf("%s is in %s, to be tried again after %q", path, a.language(), a.header.Get("Retry-After"))
	}
}
