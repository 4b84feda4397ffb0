package views

import "net/url"

// Addresses that have no page of their own. A page's address stands beside the page.
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
	SignedIn Audience = "signed in" // whoever is, of each of them
)

// HomeOf returns the first page of an audience, or the portal's own for none.
func HomeOf(a Audience) string {
	switch a {
	case Customer:
		return SubscriptionsPath
	case Partner:
		return OverviewPath
	case Admin:
		return AdminHomePath
	case SignedIn:
		return MessagesPath
	}
	return HomePath
}

func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
