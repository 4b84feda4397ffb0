package facts

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path"
	"slices"
	"strings"
)

// What is unpacked may have at most mostUnpacked bytes, and mostTimes those of the file as it came; to a
// file of less than alwaysUnpacked the latter does not apply. mostLayers is how often it may be packed.
const (
	mostUnpacked   = 4 << 30
	mostTimes      = 100
	alwaysUnpacked = 1 << 20
	mostLayers     = 3
)

// unpacking is a file that may be packed, and what it holds.
type unpacking struct {
	from     io.Reader // the file as it came
	failed   error     // of from
	packed   int64     // bytes read from it
	unpacked int64     // bytes that came of them, and of what they held
	spooled  []*os.File
	forms    []string      // what it is packed in, from the outside
	text     *bufio.Reader // what it holds, or
	archive  *zip.Reader   // the workbook that it is
}

// unpack finds out what a file is packed in, and takes it out as far as it is read.
func unpack(r io.Reader) (*unpacking, error) {
	u := &unpacking{from: r}
	u.text = bufio.NewReaderSize(outermost{u}, 64<<10)
	for layer := 0; ; layer++ {
		more, err := u.layer(layer)
		if err != nil {
			return nil, errors.Join(err, u.close())
		}
		if !more {
			return u, nil
		}
	}
}

// layer takes one packing away, and reports whether there was one that may hold another.
func (u *unpacking) layer(depth int) (bool, error) {
	head, err := u.text.Peek(16)
	if err != nil && err != io.EOF {
		return false, err
	}
	zipped := bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
	gzipped := bytes.HasPrefix(head, []byte("\x1F\x8B"))
	if s := foreignForm(head); s != nil {
		return false, s
	}
	switch {
	case (zipped || gzipped) && depth == mostLayers:
		return false, stop("the file is packed more than %d times over; unpack it", mostLayers)
	case zipped:
		return u.unzip()
	case gzipped:
		return true, u.gunzip()
	}
	return false, nil
}

func (u *unpacking) gunzip() error {
	inner, err := gzip.NewReader(u.text)
	if err != nil {
		return u.damaged("gzip file", err)
	}
	u.forms = append(u.forms, "gzip")
	u.text = bufio.NewReaderSize(&inflating{u, inner, "gzip file"}, 64<<10)
	return nil
}

// unzip finds the one file of an archive, or the workbook that it is.
func (u *unpacking) unzip() (more bool, err error) {
	archive, err := u.spool()
	if err != nil {
		return false, err
	}
	switch names := namesOfParts(archive); {
	case names["[content_types].xml"] && names["xl/workbook.xml"]:
		u.archive = archive
		return false, nil
	case names["xl/workbook.bin"]:
		return false, stop("the file is a binary workbook (.xlsb); save it as .xlsx, or as CSV in UTF-8")
	case names["mimetype"] && names["content.xml"]:
		return false, stop("the file is an OpenDocument file; save it as .xlsx, or as CSV in UTF-8")
	case names["index/document.iwa"]:
		return false, stop("the file is one of Apple's programs; export it as .xlsx, or as CSV in UTF-8")
	case names["word/document.xml"], names["ppt/presentation.xml"]:
		return false, stop("the file is a document (.docx or .pptx); put its table into a spreadsheet, and save that as .xlsx")
	}
	files := slices.DeleteFunc(slices.Clone(archive.File), isBeside)
	switch len(files) {
	case 0:
		return false, stop("the zip file is empty; pack the file into it that is to be imported")
	case 1:
	default:
		return false, stop("the zip file holds %d files: %s; pack each file alone, or unpack it and import what it holds", len(files), quoted(namesOfFiles(files)))
	}
	inner, err := u.open(files[0], "zip file")
	if err != nil {
		return false, err
	}
	u.forms = append(u.forms, "zip")
	u.text = bufio.NewReaderSize(inner, 64<<10)
	return true, nil
}

func namesOfFiles(files []*zip.File) (names []string) {
	for _, file := range files {
		names = append(names, slashed(file))
	}
	return names
}

// namesOfParts are the names in an archive by which other forms of file are told.
func namesOfParts(archive *zip.Reader) map[string]bool {
	names := map[string]bool{}
	for _, file := range archive.File {
		names[strings.ToLower(slashed(file))] = true
	}
	return names
}

// isBeside reports whether a file of an archive is a folder, or what macOS adds.
func isBeside(file *zip.File) bool {
	name := slashed(file)
	return strings.HasSuffix(name, "/") || strings.HasPrefix(name, "__MACOSX/") || path.Base(name) == ".DS_Store"
}

// slashed returns the name of a file with slashes, as every archive should have it.
func slashed(file *zip.File) string { return strings.ReplaceAll(file.Name, `\`, "/") }

// open opens a file of an archive; what is the word for the archive.
func (u *unpacking) open(file *zip.File, what string) (*inflating, error) {
	if file.Flags&1 != 0 {
		return nil, stop("the %s has a password; pack or save it without one", what)
	}
	inner, err := file.Open()
	if err != nil {
		return nil, u.damaged(what, err)
	}
	return &inflating{u, inner, what}, nil
}

// temporary makes a temporary file, which has no name any more.
func (u *unpacking) temporary() (*os.File, error) {
	file, err := os.CreateTemp("", "shimei-*")
	if err != nil {
		return nil, err
	}
	u.spooled = append(u.spooled, file)
	return file, os.Remove(file.Name())
}

// spool copies the rest of the text to a temporary file and reads it as zip.
func (u *unpacking) spool() (*zip.Reader, error) {
	file, err := u.temporary()
	if err != nil {
		return nil, err
	}
	size, err := io.Copy(file, io.LimitReader(u.text, mostUnpacked+1))
	if err != nil {
		return nil, err
	}
	if size > mostUnpacked {
		return nil, tooBig()
	}
	contents := &bounded{file, mostContents}
	archive, err := zip.NewReader(contents, size)
	if err != nil {
		return nil, u.damaged("zip file", err)
	}
	contents.left = math.MaxInt64 // what is unpacked is bounded from here on
	return archive, nil
}

// close closes the temporary files.
func (u *unpacking) close() error {
	var all []error
	for _, file := range u.spooled {
		all = append(all, file.Close())
	}
	return errors.Join(all...)
}

// damaged returns an error of an unpacker as the fault of the file, unless it is that of what it reads.
func (u *unpacking) damaged(what string, err error) error {
	var s *stopped
	var disk *fs.PathError
	switch {
	case u.failed != nil:
		return u.failed
	case errors.As(err, &s), errors.As(err, &disk):
		return err
	}
	return stop("the %s is damaged or cut off, or packed in a way that is not known here (%v); fetch or pack it again", what, err)
}

func tooBig() *stopped {
	return stop("the file unpacks to more than %d GiB; split it", mostUnpacked>>30)
}

// outermost counts the bytes of the file as it came.
type outermost struct{ *unpacking }

// Read reads from the file.
func (o outermost) Read(p []byte) (int, error) {
	n, err := o.from.Read(p)
	o.packed += int64(n)
	if err != nil && err != io.EOF {
		o.failed = err
	}
	return n, err
}

// inflating bounds what an unpacker gives.
type inflating struct {
	*unpacking
	inner io.Reader
	what  string
}

// Read hands on what was unpacked, until that is too much.
func (i *inflating) Read(p []byte) (int, error) {
	n, err := i.inner.Read(p)
	i.unpacked += int64(n)
	switch {
	case i.unpacked > mostUnpacked:
		return 0, tooBig()
	case i.unpacked > max(alwaysUnpacked, mostTimes*i.packed):
		return 0, stop("the file unpacks to more than %d times its size; unpack it, and import what it holds", mostTimes)
	case err != nil && err != io.EOF:
		return n, i.damaged(i.what, err)
	}
	return n, err
}

// mostContents bounds the table of contents of an archive, in bytes: it is held in memory.
const mostContents = 4 << 20

// bounded ends the reading of a file after some bytes.
type bounded struct {
	from *os.File
	left int64
}

// ReadAt reads from the file. A damaged archive may name any place in it.
func (b *bounded) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, zip.ErrFormat
	}
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, stop("the table of contents of the zip file is longer than %d MiB; pack each file alone", mostContents>>20)
	}
	return b.from.ReadAt(p, off)
}
