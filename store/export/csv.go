package export

import (
	"encoding/csv"
	"io"

	"shimei/store"
)

// csvSink writes one row a line. What is of the whole statement is in the other forms.
type csvSink struct{ out *csv.Writer }

func newCSV(w io.Writer) csvSink { return csvSink{csv.NewWriter(w)} }

func (c csvSink) head(store.Statement) error { return c.out.Write(columns) }

func (c csvSink) line(st store.Statement, l store.StatementLine) error {
	return c.out.Write(cells(st, l))
}

func (c csvSink) end() error {
	c.out.Flush()
	return c.out.Error()
}

func (csvSink) close() error { return nil }
