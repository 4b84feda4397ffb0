package views

import "net/url"

// The addresses of what is no page. Those of a page stand beside it; routes use the same.
const (
	HomePath     = "/"
	LanguagePath = "/language" // POST language, return
	ThemePath    = "/theme"    // POST theme, return
)

// Audience is whom a page is for. It decides the sections that a person sees.
type Audience string

// The audiences.
const (
	Customer Audience = "customer"
	Partner  Audience = "partner"
	Admin    Audience = "admin"
)

// HomeOf returns the first page of an audience, or the portal's own for none.
func HomeOf(a Audience) string {
	switch a {
	case Customer:
		return SubscriptionsPath
	case Partner:
		return OverviewPath
	case Admin:
		return AssignmentsPath
	}
	return HomePath
}

func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
