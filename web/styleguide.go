package web

import "shimei/views"

func init() {
	add(entry{path: views.StyleguidePath, get: styleguidePage, demo: true})
}

// styleguidePage shows the parts that pages are made of, in the demonstration.
func styleguidePage(*request) (views.Page, error) { return views.NewStyleguidePage(), nil }
