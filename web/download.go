package web

import (
	"errors"
	"io"

	"github.com/labstack/echo/v4"

	"shimei/store/export"
	"shimei/store/facts"
	"shimei/store/report"
)

// file is the list of a page as a file: all of its rows, in the order and with the filters of
// the page.
type file struct {
	name    string // of the file, without its ending
	columns []string
	rows    func(write func(cells ...any) error) error
	facts   bool                                 // it is a fact file, which import takes in again
	whole   func(form string, w io.Writer) error // writes the file in place of columns and rows, where it is no plain table
}

// dataThrough states in a file's name which month figures are of, and when facts came in (R10): a
// table has no place for it that programs would pass over.
func dataThrough(f report.Freshness) (text string) {
	if f.Through != nil {
		text = "_data-through-" + f.Through.String()
	}
	if f.Received != nil {
		text += "_received-" + f.Received.UTC().Format("20060102T150405Z")
	}
	return text
}

// textFile is a file of rows of text, a heading first.
func textFile(name string, table [][]string) file {
	return file{name: name, columns: table[0], rows: func(write func(...any) error) error {
		for _, row := range table[1:] {
			cells := make([]any, len(row))
			for k := range row {
				cells[k] = row[k]
			}
			if err := write(cells...); err != nil {
				return err
			}
		}
		return nil
	}}
}

// factFile is the list of a page as a fact file of a kind, of which each reads the rows.
func factFile(kind facts.Kind, each func(row func([]any) error) error) file {
	return file{name: string(kind) + "-facts", columns: facts.Columns(kind), facts: true, rows: func(write func(...any) error) error {
		return each(func(row []any) error { return write(row...) })
	}}
}

// send writes a list as it comes, for the browser to keep as a file.
func (r *request) send(f file, form string) (err error) {
	h := r.Response().Header()
	h.Set(echo.HeaderContentType, export.ContentTypes[form])
	b, err := r.standsOn()
	if err != nil {
		return err
	}
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+f.name+dataThrough(b.Freshness)+"."+form+`"`)
	if form == export.CSV && r.l.Language() == "ja" { // spreadsheet programs in Japanese take it for Shift_JIS otherwise
		if _, err := io.WriteString(r.Response(), export.BOM); err != nil {
			return err
		}
	}
	if f.whole != nil {
		return f.whole(form, r.Response())
	}
	begin := export.NewTable
	if f.facts {
		begin = export.NewFactTable
	}
	out, err := begin(form, r.Response(), f.columns...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if err := f.rows(out.Write); err != nil {
		return err
	}
	return out.End()
}
