package export

import (
	"encoding/csv"
	"io"

	"shimei/store/facts"
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
		guarded[k] = facts.Guarded(cells[k])
	}
	return r.out.Write(guarded)
}

// End writes the rows that are still in memory, and returns the first error of the writer.
func (r Rows) End() error {
	r.out.Flush()
	return r.out.Error()
}

// csvSink writes one row a line. The other forms have the head and totals of a statement.
type csvSink struct{ Rows }

func (c csvSink) head(statement.Statement) error { return c.Write(columns...) }

func (c csvSink) line(st statement.Statement, l statement.Line) error {
	return c.Write(cells(st, l)...)
}

func (c csvSink) end() error { return c.End() }

func (csvSink) close() error { return nil }
