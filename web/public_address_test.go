package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/views"
)

func TestAnAddressIsThatOfThePagesOwnOriginAndOfNoOther(t *testing.T) {
	for name, x := range map[string]struct{ origin, fetched, host, want string }{
		"no browser":                       {"", "", "portal.example", ""},
		"to its own host":                  {"https://portal.example", "", "portal.example", "https://portal.example"},
		"behind a proxy":                   {"https://portal.example", "same-origin", "127.0.0.1:8080", "https://portal.example"},
		"plain, with a port":               {"http://127.0.0.1:8080", "same-origin", "127.0.0.1:8080", "http://127.0.0.1:8080"},
		"another site":                     {"https://evil.example", "cross-site", "portal.example", ""},
		"another site of the same domain":  {"https://x.portal.example", "same-site", "portal.example", ""},
		"a host that is forged":            {"", "", "evil.example", ""},
		"a page of nowhere":                {"null", "same-origin", "portal.example", ""},
		"no site":                          {"file:///etc/passwd", "same-origin", "portal.example", ""},
		"more than an origin":              {"https://portal.example/x?y", "same-origin", "portal.example", "https://portal.example"},
		"whom the browser would not trust": {"https://evil.example", "none", "portal.example", ""},
	} {
		r := &http.Request{Host: x.host, Header: http.Header{"Origin": {x.origin}, "Sec-Fetch-Site": {x.fetched}}}
		if got := originOf(r); got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}

// Where nobody said how the portal is reached, a link begins as the page's address does which asked for it; a host that is
// only in the request is in no link.
func TestALinkThatIsHandedOverBeginsAsThePageDoes(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	invite := func(email string, change func(*http.Request)) string {
		form := url.Values{"email": {email}, "name": {"New"}, "role": {"reader"}}
		a := v.send(http.MethodPost, views.InvitePath(views.Customer), "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), change)
		return a.is(http.StatusOK).page.Find("main [role=status] [data-copy]").First().Text()
	}
	if link := invite("a@aster.example", func(r *http.Request) { r.Header.Set("Origin", x.URL) }); !strings.HasPrefix(link, x.URL+"/invitation/") {
		t.Errorf("a browser's is %q", link)
	}
	at, err := url.Parse(x.URL)
	if err != nil {
		t.Fatal(err)
	}
	forged := func(r *http.Request) {
		r.Host = "evil.example"
		for _, c := range v.http.Jar.Cookies(at) { // which the jar keeps for the host that there is
			r.AddCookie(c)
		}
	}
	if link := invite("b@aster.example", forged); !strings.HasPrefix(link, "/invitation/") {
		t.Errorf("one of a forged host is %q", link)
	}
	form := url.Values{"email": {"c@aster.example"}, "name": {"New"}, "role": {"reader"}}
	v.send(http.MethodPost, views.InvitePath(views.Customer), "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), func(r *http.Request) {
		r.Header.Set("Origin", "https://evil.example")
	}).is(http.StatusForbidden)
}
