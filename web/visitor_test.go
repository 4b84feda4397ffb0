package web

import (
	"bytes"
	"cmp"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/directory"
	"shimei/views"
)

// visitor is somebody at a browser without scripts. It keeps cookies, and follows a redirect
// only when told to.
type visitor struct {
	t        *testing.T
	site     *site
	http     *http.Client
	language string // that the browser asks for; "" for none
}

func (x *site) visitor() *visitor {
	x.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		x.t.Fatal(err)
	}
	return &visitor{t: x.t, site: x, http: &http.Client{Jar: jar, Transport: x.Client().Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as is somebody who is signed in, where the database has such a session.
func (x *site) as(email string) *visitor {
	x.t.Helper()
	secret, is := x.secrets[email]
	if !is {
		return x.signedIn(email)
	}
	v := x.visitor()
	at, err := url.Parse(x.URL)
	if err != nil {
		x.t.Fatal(err)
	}
	v.http.Jar.SetCookies(at, []*http.Cookie{{Name: "shimei", Value: secret, Path: "/"}})
	return v
}

// signedIn signs somebody in, by address and password.
func (x *site) signedIn(email string) *visitor {
	x.t.Helper()
	v := x.visitor()
	a := v.post(views.SignInPath, url.Values{"email": {email}, "password": {password}})
	if a.status != http.StatusSeeOther || a.location() != views.HomePath {
		x.t.Fatalf("%s signs in: %d to %q", email, a.status, a.location())
	}
	return v
}

func (v *visitor) get(path string) answer { v.t.Helper(); return v.send(http.MethodGet, path, "", nil) }

func (v *visitor) post(path string, form url.Values) answer {
	v.t.Helper()
	return v.send(http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// upload sends files, by name, as the form of an import does.
func (v *visitor) upload(form url.Values, files ...[2]string) answer {
	v.t.Helper()
	return v.uploadTo(views.ImportsPath, form, files...)
}

// checked sends files, and sees what storing them would do.
func (v *visitor) checked(form url.Values, files ...[2]string) answer {
	v.t.Helper()
	return v.follow(v.upload(form, files...))
}

// imported sends files, stores them once it has seen what that would do, and sees what was stored.
func (v *visitor) imported(form url.Values, files ...[2]string) answer {
	v.t.Helper()
	return v.follow(v.press(v.checked(form, files...), say(v.speaks(), "effect.store"), nil))
}

// speaks is the language of a visitor's pages.
func (v *visitor) speaks() string { return cmp.Or(v.language, views.Languages[0]) }

// uploadTo sends files, by name, beside the fields of a form; one whose name ends in .toml is a mapping where
// the form is that of imports.
func (v *visitor) uploadTo(path string, form url.Values, files ...[2]string) answer {
	v.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name := range form {
		if err := w.WriteField(name, form.Get(name)); err != nil {
			v.t.Fatal(err)
		}
	}
	for _, f := range files {
		field := "file"
		if path == views.ImportsPath && strings.HasSuffix(f[0], ".toml") {
			field = "map-file"
		}
		part, err := w.CreateFormFile(field, f[0])
		if err == nil {
			_, err = part.Write([]byte(f[1]))
		}
		if err != nil {
			v.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		v.t.Fatal(err)
	}
	return v.send(http.MethodPost, path, w.FormDataContentType(), &body)
}

func (v *visitor) send(method, path, contentType string, body io.Reader, change ...func(*http.Request)) answer {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.site.URL+path, body)
	if err != nil {
		v.t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	if v.language != "" {
		r.Header.Set("Accept-Language", v.language)
	}
	for _, c := range change {
		c(r)
	}
	w, err := v.http.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer w.Body.Close()
	all, err := io.ReadAll(w.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return read(v.t, r, w.StatusCode, w.Header, string(all))
}

// next goes where an answer sends the browser.
func (v *visitor) next(a answer) answer {
	v.t.Helper()
	if a.status != http.StatusSeeOther {
		v.t.Fatalf("%s: %d, want a redirect\n%s", a.asked.Path, a.status, a.main())
	}
	return v.get(a.location())
}

// follow goes where answers send the browser, until one is a page.
func (v *visitor) follow(a answer) answer {
	v.t.Helper()
	for a.status == http.StatusSeeOther {
		a = v.get(a.location())
	}
	return a.is(http.StatusOK)
}

// click follows the link with a text.
func (v *visitor) click(a answer, text string) answer {
	v.t.Helper()
	link := a.page.Find("a").FilterFunction(func(_ int, s *goquery.Selection) bool { return words(s) == text })
	href, is := link.First().Attr("href")
	if !is {
		v.t.Fatalf("%s has no link %q\n%s", a.asked.Path, text, a.main())
	}
	return v.get(href)
}

// press sends the form of the button with a text, with what is typed besides.
func (v *visitor) press(a answer, text string, typed url.Values) answer {
	v.t.Helper()
	button := a.page.Find("button").FilterFunction(func(_ int, s *goquery.Selection) bool { return words(s) == text }).First()
	form := button.Closest("form")
	if form.Length() == 0 {
		v.t.Fatalf("%s has no form with a button %q\n%s", a.asked.Path, text, a.main())
	}
	values := url.Values{}
	form.Find("input, select, textarea").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		_, ticked := s.Attr("checked")
		choice := s.AttrOr("type", "") == "checkbox" || s.AttrOr("type", "") == "radio"
		if _, is := typed[name]; name != "" && !is && (!choice || ticked) {
			values.Add(name, typedIn(s))
		}
	})
	for name, list := range typed {
		values[name] = list
	}
	if name := button.AttrOr("name", ""); name != "" {
		values.Set(name, button.AttrOr("value", ""))
	}
	if form.AttrOr("method", "get") == "post" {
		return v.post(button.AttrOr("formaction", form.AttrOr("action", "")), values)
	}
	return v.get(form.AttrOr("action", "") + "?" + values.Encode())
}

// typedIn is the value that a field of a form has.
func typedIn(s *goquery.Selection) string {
	switch goquery.NodeName(s) {
	case "textarea":
		return s.Text()
	case "select":
		return s.Find("option[selected]").AttrOr("value", s.Find("option").AttrOr("value", ""))
	}
	return s.AttrOr("value", "")
}

// sendParts sends a form as one that takes files does, of whose fields some have several values.
func (v *visitor) sendParts(path string, form url.Values) answer {
	v.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, value := range values {
			if err := w.WriteField(name, value); err != nil {
				v.t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		v.t.Fatal(err)
	}
	return v.send(http.MethodPost, path, w.FormDataContentType(), &body)
}

// audience is whose pages somebody opens.
func (x *site) audience(email string) views.Audience {
	x.t.Helper()
	return views.Audience(x.person(email).Role.Audience())
}

// everybody are all accounts.
func (x *site) everybody() []directory.Person {
	x.t.Helper()
	all, err := x.store.Everybody(x.t.Context())
	if err != nil {
		x.t.Fatal(err)
	}
	return all
}
