package web

import (
	"net/http"
	"slices"
	"strings"

	"shimei/store/directory"
	"shimei/store/export"
	"shimei/views"
)

// handler answers a request with a page: one of views, Invalid or Conflict around one, or
// SeeOther. It returns no page where it has sent a file.
type handler func(*request) (views.Page, error)

// entry tells everything that the portal knows of a page. It stands beside the page's handler.
type entry struct {
	path     string
	audience views.Audience               // "" for anybody, signed in or not
	duty     directory.Duty               // that the form is for; "" where everybody of the audience may send it
	whole    bool                         // of a whole account: not for those who are for chosen locations of it
	confirm  bool                         // the form is sensitive: who sends it has proved lately who it is
	confirms []string                     // the acts of the form that are, where its others are not
	form     bool                         // the page is the form alone, and so for the same people
	section  string                       // key of the section of the navigation that the page is in; "" for none
	place    int                          // of the section in the navigation, where the page is the section's first; 0 where it is not
	get      handler                      // shows the page
	post     handler                      // takes the form that is sent to the page's address
	file     func(*request) (file, error) // the page's list, at its address with the form (csv, xlsx) as the ending
	facts    func(*request) (file, error) // the same as a fact file, which import takes in again; for admins alone
	demo     bool                         // only in the demonstration
	secret   bool                         // its address has a secret in it, which stands in no log
	upload   bool                         // the form takes files, and may be large
	evidence bool                         // the form takes a few files, which are read as they come (request.files)
}

// entries are all pages, and routes the addresses that they answer at. Tests read in them who
// may open what.
var (
	entries []entry
	routes  []route
)

// route is one address of the portal, and for whom it is.
type route struct {
	method, path string
	audience     views.Audience
	duty         directory.Duty // "" for none
	handle       handler
	whole        bool
	demo         bool
	confirm      bool
	confirms     []string
	secret       bool
	upload       bool
	evidence     bool
}

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// add enters a page.
func add(e entry) {
	entries = append(entries, e)
	rt := route{path: e.path, audience: e.audience, whole: e.whole, demo: e.demo, secret: e.secret}
	if e.get != nil {
		rt.method, rt.handle = get, e.get
		if e.form {
			rt.duty = e.duty
		}
		routes = append(routes, rt)
	}
	if e.file != nil {
		routes = append(routes, e.files(e.file, views.FilePath)...)
	}
	if e.facts != nil {
		routes = append(routes, e.files(e.facts, views.FactsPath)...)
	}
	if e.post != nil {
		rt.method, rt.handle, rt.duty, rt.upload, rt.evidence = post, e.post, e.duty, e.upload, e.evidence
		rt.confirm, rt.confirms = e.confirm, e.confirms
		routes = append(routes, rt)
	}
}

// files are the routes of the page's list as a file of each form.
func (e entry) files(of func(*request) (file, error), at func(path, form string) string) (both []route) {
	for _, form := range export.TableForms {
		both = append(both, route{method: get, path: at(e.path, form), audience: e.audience, whole: e.whole, demo: e.demo,
			handle: func(r *request) (views.Page, error) {
				f, err := of(r)
				if err != nil {
					return nil, err
				}
				return nil, r.send(f, form)
			}})
	}
	return both
}

// navigation returns the sections of each audience, in the order of their places.
func navigation() map[views.Audience][]views.Section {
	sections := map[views.Audience][]views.Section{}
	for _, first := range slices.SortedFunc(slices.Values(entries), func(a, b entry) int { return a.place - b.place }) {
		if first.place == 0 {
			continue
		}
		s := views.Section{Key: first.section, Path: first.path, Whole: first.whole}
		for _, e := range entries {
			if e.audience == first.audience && e.section == first.section {
				within, _, _ := strings.Cut(e.path, "/:")
				s.Holds = append(s.Holds, within)
			}
		}
		sections[first.audience] = append(sections[first.audience], s)
	}
	return sections
}
