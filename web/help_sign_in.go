package web

import "shimei/views"

func init() {
	add(entry{path: views.HelpSignInPath, get: func(r *request) (views.Page, error) { return &views.HelpSignInPage{Mails: r.Mails}, nil }})
}
