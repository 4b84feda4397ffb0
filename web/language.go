package web

import (
	"net/http"
	"slices"
	"time"

	xlanguage "golang.org/x/text/language"

	"shimei/views"
)

const languageCookie = "language"

// matcher finds the portal's language that a browser's wishes come nearest to.
var matcher = func() xlanguage.Matcher {
	var tags []xlanguage.Tag
	for _, l := range views.Languages {
		tags = append(tags, xlanguage.Make(l))
	}
	return xlanguage.NewMatcher(tags)
}()

func init() {
	add(entry{path: views.LanguagePath, post: chooseLanguage})
}

// language is the one chosen in this browser, else the account's, else the browser's own.
func language(r *http.Request, account string) string {
	if c, err := r.Cookie(languageCookie); err == nil && slices.Contains(views.Languages, c.Value) {
		return c.Value
	}
	if slices.Contains(views.Languages, account) {
		return account
	}
	_, nearest := xlanguage.MatchStrings(matcher, r.Header.Get("Accept-Language"))
	return views.Languages[nearest]
}

// keep sets a cookie that keeps a choice in the browser for a year.
func (r *request) keep(name, value string) {
	http.SetCookie(r.Response(), &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true,
		Secure: !r.PlainHTTP, SameSite: http.SameSiteLaxMode, MaxAge: int((365 * 24 * time.Hour).Seconds())})
}

// chooseLanguage keeps the language in a cookie, and with the account of who is signed in.
func chooseLanguage(r *request) (views.Page, error) {
	chosen := r.FormValue("language")
	if !slices.Contains(views.Languages, chosen) {
		chosen = views.Languages[0]
	}
	if r.who.Key != 0 {
		if err := r.Store.SetLanguage(r.ctx(), r.who.Key, chosen); err != nil {
			return nil, err
		}
	}
	r.keep(languageCookie, chosen) // after the account has it: a choice that failed changes nothing
	return SeeOther(local(r.FormValue("return"))), nil
}
