//go:build !race

package web

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/static"
	"shimei/store"
	"shimei/views"
)

// The most that a first view of a page may take: bytes as they are sent, and requests.
const (
	mostBytes    = 60_000
	mostRequests = 8
)

// compressed returns how many bytes an address sends to a browser that takes gzip.
func (v *visitor) compressed(path string) int64 {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.site.URL+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip") // said so, the client leaves it as it is
	a, err := v.http.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer a.Body.Close()
	n, err := io.Copy(io.Discard, a.Body)
	if err != nil || a.StatusCode != http.StatusOK || a.Header.Get("Content-Encoding") != "gzip" {
		v.t.Errorf("%s: %d, %q (%v)", path, a.StatusCode, a.Header.Get("Content-Encoding"), err)
	}
	return n
}

// parts are the files that a page loads with it.
func (a answer) parts() (paths []string) {
	for selector, attribute := range map[string]string{"link[rel=stylesheet], link[rel=icon]": "href", "script[src], img[src], iframe[src]": "src"} {
		a.page.Find(selector).Each(func(_ int, s *goquery.Selection) { paths = append(paths, s.AttrOr(attribute, "")) })
	}
	return paths
}

// light reports a page whose first view takes more than it may.
func (v *visitor) light(path string) {
	v.t.Helper()
	parts := v.get(path).is(http.StatusOK).parts()
	weight := v.compressed(path)
	for _, part := range parts {
		if !strings.HasPrefix(part, static.Prefix) {
			v.t.Errorf("%s loads %s, which is not ours", path, part)
			continue
		}
		weight += v.compressed(part)
	}
	if weight > mostBytes || 1+len(parts) > mostRequests || len(parts) == 0 {
		v.t.Errorf("%s takes %d bytes in %d requests; there may be %d in %d", path, weight, 1+len(parts), mostBytes, mostRequests)
	}
	v.t.Logf("%-26s %6d bytes, %d requests", path, weight, 1+len(parts))
}

func TestAFirstViewOfEveryPageIsLight(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner))
	take(t, x.store, many()) // full lists
	reference, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-ems"}})
	if err != nil {
		t.Fatal(err)
	}
	open, all := addresses(reference, x.asksDelegation(), x.claims(), 1, 1, x.as(admin).asks(), x.as(admin).simulates()), x.visitors()
	x.linked(open)
	for _, rt := range routes {
		if rt.method == get && !isDownload(rt.path) && rt.path != views.HomePath && !opensElsewhere(rt.path) { // which sends on to another page
			all[readers[rt.audience]].light(open[rt.path])
		}
	}
}

func TestAFirstViewOfTheDemonstrationIsLight(t *testing.T) {
	t.Parallel()
	x := tour(t)
	for path, who := range map[string]string{"/subscriptions": mika, "/nominate": mika, "/activity": mika,
		"/partner": dana, "/partner/credit": dana, "/partner/credit/lines": dana, "/partner/customers": dana, "/partner/statement": dana,
		"/admin/assignments": robin, "/admin/imports": robin} {
		x.as(who).light(path)
	}
}
