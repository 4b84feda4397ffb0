package export

import (
	"encoding/csv"
	"io"
	"strings"

	"shimei/store/statement"
)

// Rows writes a CSV file that people open in a spreadsheet, which runs no cell of it as a formula.
type Rows struct{ out *csv.Writer }

// NewRows begins a file.
func NewRows(w io.Writer) Rows { return Rows{csv.NewWriter(w)} }

// Write writes one row.
func (r Rows) Write(cells ...string) error {
	guarded := make([]string, len(cells))
	for k := range cells {
		guarded[k] = Guard(cells[k])
	}
	return r.out.Write(guarded)
}

// End writes the rows that are still in memory, and returns the first error of the writer.
func (r Rows) End() error {
	r.out.Flush()
	return r.out.Error()
}

// Guard returns a cell so that a spreadsheet takes it for text or a number. A spreadsheet would run
// text that begins like a formula, whoever wrote it: such a name or id gets an apostrophe before it
// (OWASP, CSV Injection). A number gets none, negative or not.
func Guard(cell string) string {
	if strings.IndexAny(cell, "=+-@\t\r\n＝＋－＠") != 0 || isNumber(cell) {
		return cell
	}
	return "'" + cell
}

// isNumber reports whether a cell is digits, with a sign before or a point between or not.
func isNumber(cell string) bool {
	whole, decimals, point := strings.Cut(strings.TrimPrefix(cell, "-"), ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return digits(whole) && (!point || digits(decimals))
}

// csvSink writes one row a line. The other forms have the head and totals of a statement.
type csvSink struct{ Rows }

func (c csvSink) head(statement.Statement) error { return c.Write(columns...) }

func (c csvSink) line(st statement.Statement, l statement.Line) error {
	return c.Write(cells(st, l)...)
}

func (c csvSink) end() error { return c.End() }

func (csvSink) close() error { return nil }
