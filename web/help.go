package web

import (
	"github.com/a-h/templ"

	"shimei/views"
)

// helpPage is for everybody, signed in or not.
func helpPage(r *request) (templ.Component, error) {
	f, err := r.frame()
	return views.HelpPage{Frame: f}.Page(), err
}

// styleguidePage shows the parts that pages are made of, in the demonstration.
func styleguidePage(r *request) (templ.Component, error) {
	f, err := r.frame()
	return views.NewStyleguidePage(f).Page(), err
}

// programmePage shows the rules in force, to everybody.
func programmePage(r *request) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	return views.NewProgrammePage(f).Page(), nil
}
