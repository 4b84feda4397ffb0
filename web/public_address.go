package web

import (
	"net/http"
	"net/url"
)

// address is where people reach the portal, such as https://partners.vendor.example, for a link that is handed over by
// who sent a form; "" where nobody has said and the browser does not tell. Letters begin with PublicURL alone: whoever
// asks for one could say anything.
func (r *request) address() string {
	if r.PublicURL != "" {
		return r.PublicURL
	}
	return originOf(r.Request())
}

// originOf is the scheme and host of the page that sent a form, where that page is one of this portal: the browser says
// so, or the form is sent to the page's own host. The host of the request alone says nothing of the scheme, and is what
// a proxy made of it. "" where it is not known.
func originOf(r *http.Request) string {
	origin, err := url.Parse(r.Header.Get("Origin"))
	if err != nil || origin.Scheme != "http" && origin.Scheme != "https" || origin.Host == "" {
		return ""
	}
	if r.Header.Get("Sec-Fetch-Site") != "same-origin" && origin.Host != r.Host {
		return ""
	}
	return origin.Scheme + "://" + origin.Host
}
