package export

import (
	"encoding/csv"
	"io"
	"strings"

	"shimei/store/statement"
)

// Rows writes a CSV file that people open in a spreadsheet: no cell of it is run as a formula.
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

// End writes what is left.
func (r Rows) End() error {
	r.out.Flush()
	return r.out.Error()
}

// Guard returns a cell as a spreadsheet takes it for what it is. Text that begins like a
// formula would be run as one, whoever wrote it: the names and ids that came from outside get
// an apostrophe before it (OWASP, CSV Injection). A number is none, negative or not.
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

// csvSink writes one row a line. What is of the whole statement is in the other forms.
type csvSink struct{ Rows }

func (c csvSink) head(statement.Statement) error { return c.Write(columns...) }

func (c csvSink) line(st statement.Statement, l statement.Line) error {
	return c.Write(cells(st, l)...)
}

func (c csvSink) end() error { return c.End() }

func (csvSink) close() error { return nil }
