package web

import "shimei/views"

// directoryQuery reads what a list of partners, customers or people is narrowed to.
func (r *request) directoryQuery() views.DirectoryFilter {
	return views.DirectoryFilter{Text: r.text("q"), State: r.QueryParam("state"), Role: r.QueryParam("role")}
}
