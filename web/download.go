package web

import (
	"github.com/labstack/echo/v4"

	"shimei/store/export"
)

// download begins an answer that the browser keeps as a file.
func (r *request) download(name, contentType string) {
	h := r.Response().Header()
	h.Set(echo.HeaderContentType, contentType)
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
}

// rows begins one that is CSV.
func (r *request) rows(name string) export.Rows {
	r.download(name, export.ContentTypes[export.CSV])
	return export.NewRows(r.Response())
}

// table is one whose rows are all there.
func (r *request) table(name string, rows [][]string) error {
	out := r.rows(name)
	for _, row := range rows {
		if err := out.Write(row...); err != nil {
			return err
		}
	}
	return out.End()
}
