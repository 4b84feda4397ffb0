package web

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"shimei/store/intake"
	"shimei/store/report"
)

// upload is what a person sent, and what it would do.
type upload struct {
	person  int64 // key of who sent it
	until   time.Time
	options intake.Options
	files   []uploadedFile
	effect  *report.Effect
}

// uploadedFile is a copy of a file. Where the system lets an open file be removed, it goes with the process,
// however that ends.
type uploadedFile struct {
	name string
	size int64
	copy *os.File
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
	kept := uploadedFile{name: f.Name, copy: out}
	kept.size, err = io.Copy(out, in)
	x.files = append(x.files, kept)
	return err
}

func (x *upload) size() (sum int64) {
	for _, f := range x.files {
		sum += f.size
	}
	return sum
}

// sources returns the files to be imported.
func (x *upload) sources() (files []intake.Source) {
	for _, f := range x.files {
		files = append(files, intake.Source{Name: f.name, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.NewSectionReader(f.copy, 0, f.size)), nil
		}})
	}
	return files
}

// remove removes the copies.
func (x *upload) remove() (err error) {
	for _, f := range x.files {
		err = errors.Join(err, f.copy.Close())
		if gone := os.Remove(f.copy.Name()); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}
