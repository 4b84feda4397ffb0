package web

import (
	"errors"
	"io"

	"github.com/labstack/echo/v4"

	"shimei/store/export"
)

// file is the list of a page as a file: all of its rows, in the order and with the filters of
// the page.
type file struct {
	name    string // of the file, without its ending
	columns []string
	rows    func(write func(cells ...any) error) error
	whole   func(form string, w io.Writer) error // writes the file in place of columns and rows, where it is no plain table
}

// send writes a list as it comes, for the browser to keep as a file.
func (r *request) send(f file, form string) (err error) {
	h := r.Response().Header()
	h.Set(echo.HeaderContentType, export.ContentTypes[form])
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+f.name+"."+form+`"`)
	if f.whole != nil {
		return f.whole(form, r.Response())
	}
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
