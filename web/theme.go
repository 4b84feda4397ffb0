package web

import (
	"net/http"
	"slices"

	"shimei/views"
)

const themeCookie = "theme"

func init() {
	add(entry{path: views.ThemePath, post: chooseTheme})
}

// theme is the one chosen in this browser, or "" for the system's.
func theme(r *http.Request) string {
	if c, err := r.Cookie(themeCookie); err == nil && slices.Contains(views.Themes, c.Value) {
		return c.Value
	}
	return ""
}

// chooseTheme keeps the theme in a cookie, so that the server renders it.
func chooseTheme(r *request) (views.Page, error) {
	chosen := r.FormValue("theme")
	if !slices.Contains(views.Themes, chosen) {
		chosen = ""
	}
	r.keep(themeCookie, chosen)
	return SeeOther(local(r.FormValue("return"))), nil
}
