// Package web is the portal over HTTP: routes, pages, forms, sessions and access. It is the
// only place that knows echo.
//
// A request comes in at server.go, finds its page in the table of routes.go, which also
// says for whom the page is, and its session in session.go. A page is a short function
// that asks the store, fills in a struct of package views and returns it; page.go renders
// it, and errors.go turns whatever went wrong into a page that says so.
package web
