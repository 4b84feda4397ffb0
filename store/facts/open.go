package facts

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"shimei/store/programme"
)

// Open reads the header of a fact file, tells its kind by it, or takes the kind that is
// given as as, and returns the file ready to read its rows. name is what messages call the
// file; p is the programme that its products, routes, days and amounts are of. The error
// is a *Fault, which says what the file is instead or which columns are wrong; only where
// r itself fails is it the error of r, wrapped.
func Open(name string, r io.Reader, p *programme.Programme, as Kind) (*File, error) {
	f := &File{name: name, programme: p, line: 1}
	if as != "" {
		if _, err := ParseKind(string(as)); err != nil {
			return nil, f.unfit("%v", err)
		}
	}
	source := bufio.NewReaderSize(r, 64<<10)
	if err := f.sniff(source); err != nil {
		return nil, err
	}
	f.guard.from = source
	f.csv = csv.NewReader(&f.guard)
	f.csv.ReuseRecord = true
	if err := f.readHeader(); err != nil {
		return nil, err
	}
	kind, err := f.tell(as)
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

// sniff drops a byte order mark, and recognises by the first bytes the forms of file that are often
// taken for CSV.
func (f *File) sniff(source *bufio.Reader) error {
	head, err := source.Peek(4 << 10)
	if err != nil && err != io.EOF {
		return fmt.Errorf("reading %s: %w", f.name, err)
	}
	if bytes.HasPrefix(head, []byte("\uFEFF")) {
		_, _ = source.Discard(3) // three bytes are there
		head = head[3:]
	}
	first, _, broken := bytes.Cut(head, []byte("\n"))
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return f.unfit("the file is a workbook or an archive; save it as CSV in UTF-8")
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return f.unfit("the file is in UTF-16; save it as CSV in UTF-8")
	case bytes.IndexByte(first, 0) >= 0:
		return f.unfit("the file is not text; save it as CSV in UTF-8")
	case !broken && bytes.IndexByte(bytes.TrimRight(first, "\r"), '\r') >= 0:
		return f.unfit("the lines end with CR alone; end them with LF or CRLF")
	}
	return nil
}

// readHeader reads the names of the columns, which must be there, and each once.
func (f *File) readHeader() error {
	header, err := f.csv.Read()
	if err != nil {
		f.end(header, err)
	} else {
		f.line, _ = f.csv.FieldPos(0)
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
	for _, name := range header {
		f.header = append(f.header, strings.TrimSpace(name))
	}
	return f.checkHeader()
}

func (f *File) checkHeader() error {
	if only := f.header[0]; len(f.header) == 1 && strings.ContainsAny(only, ";\t") {
		return f.unfit("the columns are separated by semicolons or tabs; separate them by commas")
	}
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
