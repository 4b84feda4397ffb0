package facts

import (
	"errors"
	"io"
	"slices"
	"strings"
)

// TableColumn is a column of a table that holds no facts.
type TableColumn struct {
	Name     string
	Required bool // in the header, and not empty in any row
}

// Table is a table that holds no facts, such as people to invite. It is read as a fact file is: packed or not, as CSV
// in whatever encoding and with whatever separator, or as the first sheet of a workbook.
type Table struct{ file *File }

// OpenTable reads the header of a table, for the caller to close. name is what messages call it. The error is a *Fault
// where the file is none that can be read, or has other columns; else that of r, wrapped.
func OpenTable(name string, r io.Reader, columns []TableColumn, o Options) (*Table, error) {
	f := &File{name: name, line: 1, passed: noPlace, options: o}
	if err := o.Check(); err != nil {
		return nil, f.unfit("%v", err)
	}
	var err error
	if f.unpacking, f.records, err = recordsOf(r, o); err != nil {
		return nil, f.broken(err)
	}
	if err := f.beginsTable(columns); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &Table{f}, nil
}

// beginsTable reads the header, and finds the columns in it.
func (f *File) beginsTable(columns []TableColumn) error {
	if err := f.readHeader(); err != nil {
		return err
	}
	var names, lacking []string
	for _, c := range columns {
		place := slices.IndexFunc(f.header, func(name string) bool { return FoldedName(name) == FoldedName(c.Name) })
		need := optional
		if c.Required {
			need = required
		}
		f.columns, f.places, names = append(f.columns, column{c.Name, need}), append(f.places, place), append(names, c.Name)
		if place < 0 && c.Required {
			lacking = append(lacking, c.Name)
		}
	}
	if len(lacking) > 0 {
		return f.unfit("the header lacks %s; its columns are %s", strings.Join(lacking, ", "), strings.Join(names, ", "))
	}
	for place, name := range f.header {
		if !slices.Contains(f.places, place) {
			return f.unfit("there is no column %s here; remove it: the columns are %s", quote(name), strings.Join(names, ", "))
		}
	}
	return nil
}

// Next goes to the next row, as File.Next does.
func (t *Table) Next() bool { return t.file.Next() }

// Cells are those of the current row, in the order of the columns, without the spaces around them; "" where there is
// none. ok is false where one is at fault.
func (t *Table) Cells() (cells []string, ok bool) {
	t.file.sound = true
	for k := range t.file.columns {
		cells = append(cells, t.file.cell(k, mostText))
	}
	return cells, t.file.sound
}

// Line is that at which the current row starts, from 1.
func (t *Table) Line() int { return t.file.Line() }

// Faults are those of the table as far as it was read, in the order of lines.
func (t *Table) Faults() []Fault { return t.file.Faults() }

// Err is as File.Err.
func (t *Table) Err() error { return t.file.Err() }

// Close is as File.Close.
func (t *Table) Close() error { return t.file.Close() }
