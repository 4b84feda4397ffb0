package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/export"
	"shimei/store/facts"
)

type factsCommand struct {
	Export factsExportCommand `cmd:"" help:"Write the facts as files that import takes in again."`
}

type factsExportCommand struct {
	Folder string   `arg:"" help:"Folder for the files, which is made; it must not be there, or be empty."`
	Kind   []string `placeholder:"KIND" help:"Only facts of these kinds: partners, customers, subscriptions, rates, usage, sales or associations."`
	Format string   `enum:"csv,xlsx" default:"csv" help:"Form of the files: ${enum}."`
	BOM    bool     `name:"bom" help:"Begin CSV with a byte order mark, for spreadsheet programs in Japanese."`
}

// Run writes the files beside the folder's place, and has them there once all are whole.
func (c factsExportCommand) Run(t *terminal) error {
	var kinds []facts.Kind
	for _, name := range c.Kind {
		kind, err := facts.ParseKind(name)
		if err != nil {
			return misuse{err}
		}
		kinds = append(kinds, kind)
	}
	return t.with(db.MayRead, func(s *store.Store) error {
		var written []export.FactFile
		err := inNewFolder(c.Folder, func(folder string) (err error) {
			written, err = export.Facts(t.ctx, s, export.FactOptions{Kinds: kinds, Form: c.Format, BOM: c.BOM, Create: func(name string) (io.WriteCloser, error) {
				return os.OpenFile(filepath.Join(folder, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
			}})
			return err
		})
		if err != nil {
			return err
		}
		return c.report(t, written)
	})
}

// inNewFolder has write fill a folder that is nobody else's yet, and gives it its name once it is whole.
func inNewFolder(name string, write func(folder string) error) error {
	switch entries, err := os.ReadDir(name); {
	case err == nil && len(entries) > 0:
		return fmt.Errorf("%s has files in it; name a folder that is not there yet, or an empty one", name)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w; name a folder that is not there yet, or an empty one", err)
	}
	name, err := filepath.Abs(name) // of which the folder that holds it is known
	if err != nil {
		return err
	}
	part, err := os.MkdirTemp(filepath.Dir(name), "."+filepath.Base(name)+"-")
	if err != nil {
		return err
	}
	err = write(part)
	if err == nil {
		if err = os.Remove(name); errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	if err == nil {
		err = os.Rename(part, name)
	}
	if err != nil {
		err = errors.Join(err, os.RemoveAll(part))
	}
	return err
}

func (c factsExportCommand) report(t *terminal, written []export.FactFile) error {
	rows, sum := [][]string{{"file", "kind", "rows"}}, ""
	for _, f := range written {
		rows = append(rows, []string{filepath.Join(c.Folder, f.Name), string(f.Kind), fmt.Sprint(f.Rows)})
		if f.Sum {
			sum = " --sum"
		}
	}
	fmt.Fprintf(t.err, "To take them into an empty database: shimei import%s %s\n", sum, filepath.Join(c.Folder, "*."+c.Format))
	return writeRows(t.out, "table", rows, 2)
}
