package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/views"
)

func TestAChosenThemeIsKeptInTheBrowserAndRenderedByTheServer(t *testing.T) {
	t.Parallel()
	v := small(t).visitor()
	has := func(a answer, want string) {
		t.Helper()
		html, _, _ := strings.Cut(a.body, "<body>")
		if got := strings.Contains(html, `data-theme="`+want+`"`); got != (want != "") {
			t.Errorf("with the theme %q the page begins %s", want, html)
		}
	}
	page := v.get(views.SignInPath).is(http.StatusOK)
	has(page, "")
	for label, want := range map[string]string{"Dark": "dark", "Light": "light", "System colours": ""} {
		a := v.press(v.get(views.SignInPath), label, nil)
		if c := a.cookie("theme"); c == nil || c.Value != want || !c.HttpOnly || a.location() != views.SignInPath {
			t.Errorf("%s sets %v and leads to %q", label, c, a.location())
		}
		has(v.next(a), want)
		has(v.get("/nowhere").is(http.StatusNotFound), want)
	}
	a := v.post(views.ThemePath, url.Values{"theme": {"<script>"}, "return": {"//evil.example"}})
	if c := a.cookie("theme"); c == nil || c.Value != "" || a.location() != views.HomePath {
		t.Errorf("an unknown theme sets %v and leads to %q", c, a.location())
	}
}
