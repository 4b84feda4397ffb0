package export

import (
	"fmt"
	"io"
)

// Table writes a list as a file: one row a row, below the names of its columns.
type Table interface {
	// Write writes one row: text, whole numbers (int64), and nil for an empty cell. Money is
	// text, digit for digit.
	Write(cells ...any) error
	// End writes the rows that are still in memory. A file without it is not whole.
	End() error
	// Close gives up what the writing needed, whether the file came to its end or not.
	Close() error
}

// TableForms are the forms that a list has.
var TableForms = []string{CSV, XLSX}

// NewTable begins a file in one of TableForms.
func NewTable(form string, w io.Writer, columns ...string) (Table, error) {
	if form == CSV {
		t := csvTable{NewRows(w)}
		return t, t.Rows.Write(columns...)
	}
	book, err := newWorkbook(w)
	if err != nil {
		return nil, err
	}
	t := xlsxTable{book, columns}
	return t, t.begin()
}

type csvTable struct{ Rows }

// Write writes one row.
func (t csvTable) Write(cells ...any) error {
	texts := make([]string, len(cells))
	for k, c := range cells {
		if c != nil {
			texts[k] = fmt.Sprint(c)
		}
	}
	return t.Rows.Write(texts...)
}

// Close does nothing: a CSV needs nothing beside it.
func (csvTable) Close() error { return nil }

type xlsxTable struct {
	*workbook
	columns []string
}

// begin begins a sheet with the names of the columns.
func (t xlsxTable) begin() error {
	name, widths := "List", make([]float64, len(t.columns))
	for k := range widths {
		widths[k] = columnWidth
	}
	if t.sheets > 0 {
		name = fmt.Sprintf("List %d", t.sheets+1)
	}
	if err := t.open(name, widths); err != nil {
		return err
	}
	if err := t.freeze(); err != nil {
		return err
	}
	return t.title(t.columns...)
}

// columnWidth is in characters, as wide as most ids and names are.
const columnWidth = 22

// Write writes one row, on the next sheet where this one is full.
func (t xlsxTable) Write(cells ...any) error {
	if t.row > rowsOfSheet {
		if err := t.begin(); err != nil {
			return err
		}
	}
	return t.write(cells...)
}

// End writes the rest of the workbook.
func (t xlsxTable) End() error { return t.end() }

// Close takes the temporary files away.
func (t xlsxTable) Close() error { return t.close() }
