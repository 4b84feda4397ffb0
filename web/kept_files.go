package web

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"shimei/store/facts"
	"shimei/store/intake"
)

// upload is what a person sent, and what became of it.
type upload struct {
	person  int64 // key of who sent it
	token   string
	until   time.Time
	options intake.Options
	files   []uploadedFile
	job     *job // what is or was done with it last; the mutex of uploads guards it
	tried   *job // the last that told what storing it would do
}

// uploadedFile is a copy of a file. Where the system lets an open file be removed, it goes with the process,
// however that ends.
type uploadedFile struct {
	name    string
	size    int64
	copy    *os.File
	reading facts.Options // as its sender decided
}

// add copies a file.
func (x *upload) add(f intake.Source) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.CreateTemp("", "shimei-upload-")
	if err != nil {
		return err
	}
	_ = os.Remove(out.Name()) // where it is refused, remove does so later
	kept := uploadedFile{name: x.nameOf(f.Name), copy: out, reading: x.options.Reading}
	kept.size, err = io.Copy(out, in)
	x.files = append(x.files, kept)
	return err
}

// nameOf tells a file from others of the same name, such as of two folders: all that is asked and told of a file
// names it.
func (x *upload) nameOf(name string) string {
	is := func(f uploadedFile) bool { return f.name == name }
	for n, first := 2, name; slices.ContainsFunc(x.files, is); n++ {
		name = fmt.Sprintf("%s (%d)", first, n)
	}
	return name
}

func (x *upload) size() (sum int64) {
	for _, f := range x.files {
		sum += f.size
	}
	return sum
}

// sources returns the files to be imported, for a job that counts what is read of them.
func (x *upload) sources(j *job) (files []intake.Source) {
	for k, f := range x.files {
		files = append(files, intake.Source{Name: f.name, Reading: &f.reading, Open: func() (io.ReadCloser, error) {
			return j.counted(k, f.open()), nil
		}})
	}
	return files
}

// open reads the copy from its beginning.
func (f uploadedFile) open() io.Reader { return io.NewSectionReader(f.copy, 0, f.size) }

// remove removes the copies.
func (x *upload) remove() (err error) {
	for _, f := range x.files {
		if closing := f.copy.Close(); !errors.Is(closing, os.ErrClosed) {
			err = errors.Join(err, closing)
		}
		if gone := os.Remove(f.copy.Name()); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}
