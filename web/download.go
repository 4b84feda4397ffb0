package web

import (
	"errors"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"shimei/store/export"
	"shimei/views"
)

// list is what a page lists, as a file: all of its rows, in the order and with the filters of
// the page.
type list struct {
	name    string // of the file, without its ending
	columns []string
	rows    func(write func(cells ...any) error) error
}

// files are the routes of a page's list as a file in each form, at the page's address with the
// form as its ending.
func files(path string, audience views.Audience, read func(*request) (list, error)) (both []route) {
	for _, form := range export.TableForms {
		both = append(both, route{method: get, path: views.FilePath(path, form), audience: audience, handle: func(r *request) (templ.Component, error) {
			l, err := read(r)
			if err != nil {
				return nil, err
			}
			return nil, r.send(l, form)
		}})
	}
	return both
}

// send writes a list as it comes.
func (r *request) send(l list, form string) (err error) {
	r.download(l.name, form)
	out, err := export.NewTable(form, r.Response(), l.columns...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if err := l.rows(out.Write); err != nil {
		return err
	}
	return out.End()
}

// download begins an answer that the browser keeps as a file.
func (r *request) download(name, form string) {
	h := r.Response().Header()
	h.Set(echo.HeaderContentType, export.ContentTypes[form])
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+"."+form+`"`)
}
