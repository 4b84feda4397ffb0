package export

import (
	"fmt"
	"io"

	"shimei/store/facts"
)

// BOM is the byte order mark of UTF-8, by which spreadsheet programs know the encoding of a CSV file.
const BOM = "\uFEFF"

// NewFactTable begins a fact file in one of TableForms. It is a Table whose cells mean the same in both forms
// when they are read as facts: names are guarded in a workbook too, and it has one sheet, for no other is read.
func NewFactTable(form string, w io.Writer, columns ...string) (Table, error) {
	t, err := NewTable(form, w, columns...)
	if err != nil || form == CSV {
		return t, err
	}
	return &factSheet{Table: t, most: rowsOfSheet}, nil
}

// factSheet is a workbook that is read as facts.
type factSheet struct {
	Table
	rows, most int
}

// mostShown is the largest whole number that a spreadsheet keeps all digits of.
const mostShown = 999_999_999_999_999

// Write writes one row. A row too many is an error.
func (t *factSheet) Write(cells ...any) error {
	if t.rows++; t.rows > t.most {
		return fmt.Errorf("there are more than %d rows, which one sheet does not hold; take the file as CSV", t.most)
	}
	written := make([]any, len(cells))
	for k, c := range cells {
		switch c := c.(type) {
		case string:
			if c != "" {
				written[k] = facts.Guarded(c)
			}
		case int64:
			written[k] = c
			if c > mostShown || c < -mostShown {
				written[k] = fmt.Sprint(c)
			}
		}
	}
	return t.Table.Write(written...)
}
