package web

import "shimei/views"

// directoryQuery reads the filter of a list of partners, customers or people.
func (r *request) directoryQuery() views.DirectoryFilter {
	return views.DirectoryFilter{Text: r.text("q"), State: r.QueryParam("state"), Role: r.QueryParam("role")}
}
