package facts

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"

	"shimei/store/programme"
)

// Options say of a file what it does not tell by itself.
type Options struct {
	As       Kind   // the kind of its rows; "" where its header tells
	Encoding string // its label as the web has it, such as shift_jis; "" for UTF-8, and UTF-16 with its mark
	Dates    Dates  // in which its dates are, ISO for none but 2016-04-15
}

// Open reads the header of a fact file, tells its kind by it, or takes the one that is given, and
// returns the file ready to read its rows. name is what messages call the
// file; p is the programme that its products, routes, days and amounts are of. The error
// is a *Fault, which says what the file is instead or which columns are wrong; only where
// r itself fails is it the error of r, wrapped.
func Open(name string, r io.Reader, p *programme.Programme, o Options) (*File, error) {
	f := &File{name: name, programme: p, line: 1}
	if o.As != "" {
		if _, err := ParseKind(string(o.As)); err != nil {
			return nil, f.unfit("%v", err)
		}
	}
	if err := CheckEncoding(o.Encoding); err != nil {
		return nil, f.unfit("%v", err)
	}
	var err error
	if f.dates, err = ParseDates(string(o.Dates)); err != nil {
		return nil, f.unfit("%v", err)
	}
	source, err := f.sniff(bufio.NewReaderSize(r, 64<<10), o.Encoding)
	if err != nil {
		return nil, err
	}
	f.guard.from = source
	f.csv = csv.NewReader(&f.guard)
	f.csv.Comma, f.csv.ReuseRecord, f.csv.FieldsPerRecord = f.separator, true, -1
	if err := f.readHeader(); err != nil {
		return nil, err
	}
	kind, err := f.tell(o.As)
	if err != nil {
		return nil, err
	}
	f.kind, f.columns = kind, columnsOf[kind]
	for _, c := range f.columns {
		f.places = append(f.places, slices.Index(f.header, c.name))
	}
	return f, nil
}

// unfit returns the fault of a file that cannot be read at all, at the current line.
func (f *File) unfit(format string, args ...any) error {
	return &Fault{File: f.name, Line: f.line, Message: fmt.Sprintf(format, args...)}
}

// sniff finds out the encoding of the file and what separates its cells, and recognises by the first
// bytes the forms of file that are often taken for CSV.
func (f *File) sniff(source *bufio.Reader, label string) (*bufio.Reader, error) {
	if head, err := source.Peek(4); err == nil && bytes.Equal(head, []byte("PK\x03\x04")) {
		return nil, f.unfit("the file is a workbook or an archive; save it as CSV in UTF-8")
	}
	source, encoding, err := decoded(source, label)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.name, err)
	}
	f.encoding = encoding
	head, err := source.Peek(32 << 10)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("reading %s: %w", f.name, err)
	}
	first, _, broken := bytes.Cut(head, []byte("\n"))
	switch {
	case bytes.IndexByte(first, 0) >= 0:
		return nil, f.unfit("the file is not text, or it is in UTF-16 without its mark: then name it, as --encoding utf-16le or utf-16be")
	case !broken && bytes.IndexByte(bytes.TrimRight(first, "\r"), '\r') >= 0:
		return nil, f.unfit("the lines end with CR alone; end them with LF or CRLF")
	}
	f.separator, f.dropped = separator(source, head)
	return source, nil
}

// Form says in words how the file is written, such as "UTF-16, tab-separated".
func (f *File) Form() string { return f.encoding + ", " + separatedBy(f.separator) }

// readHeader reads the names of the columns, which must be there, and each once.
func (f *File) readHeader() error {
	var header []string
	var err error
	for header == nil && err == nil {
		if header, err = f.csv.Read(); isBlank(header) {
			header = nil
		}
	}
	if err != nil {
		f.end(header, err)
	} else {
		f.line = f.lineOf(0)
		f.isUTF8(header)
	}
	switch {
	case f.err != nil:
		return f.err
	case len(f.faults) > 0:
		return &f.faults[0]
	case errors.Is(err, io.EOF):
		return f.unfit("the file is empty; its first row must name the columns")
	}
	for _, cell := range header {
		f.header = append(f.header, columnName(cell))
	}
	for n := len(f.header); f.header[n-1] == ""; n-- {
		f.header = f.header[:n-1]
	}
	return f.checkHeader()
}

func (f *File) checkHeader() error {
	seen := make(map[string]bool, len(f.header))
	for k, name := range f.header {
		switch {
		case name == "":
			return f.unfit("column %d of the header has no name; name it, or remove it from every row", k+1)
		case seen[name]:
			return f.unfit("the column %s stands twice in the header; keep one of them", quote(name))
		}
		seen[name] = true
	}
	return nil
}

// tell returns the kind that the header fits, or as if that is given and the header fits
// it; otherwise its error names the columns that are in the way.
func (f *File) tell(as Kind) (Kind, error) {
	if as != "" {
		if m := compare(f.header, as); !m.fits() {
			return "", f.unfit("%s; %s", m, m.remedy())
		}
		return as, nil
	}
	var all []mismatch
	for _, k := range Kinds {
		m := compare(f.header, k)
		if m.fits() {
			return k, nil
		}
		all = append(all, m)
	}
	return "", f.unfit("%s", nearest(all))
}
