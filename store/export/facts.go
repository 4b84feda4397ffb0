package export

import (
	"context"
	"errors"
	"fmt"
	"io"

	"shimei/store"
	"shimei/store/facts"
)

// FactFile is a fact file that was written.
type FactFile struct {
	Name string // such as 01-partners.csv: in the order of their names files can be taken in
	Kind facts.Kind
	Rows int64
	Sum  bool // rows of it are known by the same and add up: it is taken in with --sum
}

// FactOptions say how Facts writes.
type FactOptions struct {
	Kinds []facts.Kind // none for all
	Form  string       // one of TableForms
	BOM   bool         // CSV begins with a byte order mark
	// Create makes a file of a name.
	Create func(name string) (io.WriteCloser, error)
}

// Facts writes the facts of a database as fact files, which bring them back when they are taken in, in the order
// of their names. A file of XLSX goes on in the next one where its sheet is full.
func Facts(ctx context.Context, s *store.Store, o FactOptions) (written []FactFile, err error) {
	if len(o.Kinds) == 0 {
		o.Kinds = facts.Kinds
	}
	w := &factWriter{o: o, most: rowsOfSheet}
	err = s.WriteFacts(ctx, o.Kinds, w)
	if err == nil {
		err = w.end()
	}
	return w.files, errors.Join(err, w.close())
}

// factWriter writes fact files one after another.
type factWriter struct {
	o       FactOptions
	most    int64 // rows that a sheet takes
	files   []FactFile
	columns []string // of the file that is open
	table   Table
	out     io.WriteCloser // nil while no file is open
}

// Begin begins a file of a kind with these columns.
func (w *factWriter) Begin(kind facts.Kind, columns []string) (err error) {
	if err := w.end(); err != nil {
		return err
	}
	f := FactFile{Name: fmt.Sprintf("%02d-%s.%s", len(w.files)+1, kind, w.o.Form), Kind: kind}
	if w.out, err = w.o.Create(f.Name); err != nil {
		return err
	}
	w.files, w.columns = append(w.files, f), columns
	if w.o.BOM && w.o.Form == CSV {
		if _, err := io.WriteString(w.out, BOM); err != nil {
			return err
		}
	}
	w.table, err = NewFactTable(w.o.Form, w.out, columns...)
	return err
}

// Write writes rows into the same file.
func (w *factWriter) Write(rows ...[]any) error {
	f := &w.files[len(w.files)-1]
	if w.o.Form == XLSX && f.Rows+int64(len(rows)) > w.most {
		if err := w.Begin(f.Kind, w.columns); err != nil {
			return err
		}
		f = &w.files[len(w.files)-1]
	}
	f.Rows += int64(len(rows))
	f.Sum = f.Sum || len(rows) > 1
	for _, row := range rows {
		if err := w.table.Write(row...); err != nil {
			return err
		}
	}
	return nil
}

// end ends the file that is open.
func (w *factWriter) end() error {
	if w.out == nil {
		return nil
	}
	return errors.Join(w.table.End(), w.close())
}

// close gives up what the file that is open needed.
func (w *factWriter) close() (err error) {
	if w.table != nil {
		err = w.table.Close()
	}
	if w.out != nil {
		err = errors.Join(err, w.out.Close())
	}
	w.table, w.out = nil, nil
	return err
}
