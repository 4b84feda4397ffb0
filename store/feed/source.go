package feed

import (
	"errors"
	"io"
	"os"

	"shimei/store/intake"
)

// errChanged ends the import of a file that is changed while it is read, so that nothing of it is stored.
var errChanged = errors.New("the file changed while it was read")

// source is a file for an import.
func (f *file) source(root *os.Root) intake.Source {
	return intake.Source{Name: f.name, Open: func() (io.ReadCloser, error) {
		opened, err := root.Open(f.name)
		if err != nil {
			return nil, err
		}
		if info, err := opened.Stat(); err != nil || !f.sameAs(info) {
			return nil, errors.Join(errChanged, err, opened.Close())
		}
		return &reader{f, root, opened}, nil
	}}
}

// reader reads a file. It has none of the file's other ways to be read, which would go past Read.
type reader struct {
	of     *file
	root   *os.Root
	opened *os.File
}

// Read reads on. At the end it errs where the file is no longer the one that the looks saw.
func (r *reader) Read(p []byte) (int, error) {
	n, err := r.opened.Read(p)
	if err == io.EOF && !r.of.unchanged(r.root) {
		err = errChanged
	}
	return n, err
}

// Close closes the file.
func (r *reader) Close() error { return r.opened.Close() }
