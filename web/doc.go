// Package web is the portal over HTTP: routes, pages, forms, sessions and access. It is the
// only place that knows echo.
//
// A request comes in at server.go, finds its page in the routes, which also say for whom the
// page is, and its session in session.go. A page is a short function that asks the store,
// fills in a struct of package views and returns it; page.go puts the frame around it and
// renders it, and errors.go turns whatever went wrong into a page that says so.
//
//	routes.go    the entry of a page: all that is told of it, beside its handler
//	customer_*   the pages of customers, partner_* and admin_* those of the others: each file
//	             has the entry, the handler, the conversions and the file of one page, and
//	             has its name from the page's file in package views
//	query.go     reading the query and the path
//	kept_*.go    what was uploaded until it is decided on, and the jobs that read and store it
//	jobs.go      what outlasts a request, and how it is waited for
//	paging.go    lists page by page, in the order that the query asks for
//	convert.go   values of the store as several pages print them
//	cells.go     values of the store as files have them
//	changes.go   changes of associations, as pages and as rows of files
package web
