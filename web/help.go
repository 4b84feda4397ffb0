package web

import "shimei/views"

func init() {
	add(entry{path: views.HelpPath, get: helpPage})
}

// helpPage is for everybody, signed in or not.
func helpPage(*request) (views.Page, error) { return &views.HelpPage{}, nil }
