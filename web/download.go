package web

import (
	"errors"

	"github.com/labstack/echo/v4"

	"shimei/store/export"
)

// file is the list of a page as a file: all of its rows, in the order and with the filters of
// the page.
type file struct {
	name    string // of the file, without its ending
	columns []string
	rows    func(write func(cells ...any) error) error
}

// send writes a list as it comes.
func (r *request) send(f file, form string) (err error) {
	r.download(f.name, form)
	out, err := export.NewTable(form, r.Response(), f.columns...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if err := f.rows(out.Write); err != nil {
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
