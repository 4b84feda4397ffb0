package web

import (
	"slices"

	"shimei/views"
)

const themeCookie = "theme"

func init() {
	add(entry{path: views.ThemePath, post: chooseTheme})
}

// theme is the one chosen in this browser, else the account's, or "" for the system's.
func (r *request) theme() string {
	if c, err := r.Cookie(themeCookie); err == nil && slices.Contains(views.Themes, c.Value) {
		return c.Value
	}
	return r.who.Theme
}

// chooseTheme keeps the theme in a cookie, so that the server renders it, and with the account of who is signed in.
func chooseTheme(r *request) (views.Page, error) {
	chosen := r.FormValue("theme")
	if !slices.Contains(views.Themes, chosen) {
		chosen = ""
	}
	if r.who.Key != 0 {
		if err := r.Store.SetTheme(r.ctx(), r.who.Key, chosen); err != nil {
			return nil, err
		}
	}
	r.keep(themeCookie, chosen)
	return SeeOther(local(r.FormValue("return"))), nil
}
