package facts

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"shimei/store/programme"
)

// Open reads the header of a fact file, which may be packed, tells its kind by it, or takes the one that
// is given, and returns the file ready to read its rows, for the caller to close. name is what messages
// call the file; p is the programme that its products, routes, days and amounts are of. The error
// is a *Fault, which says what the file is instead or which columns are wrong; only where
// r itself fails is it the error of r, wrapped.
func Open(name string, r io.Reader, p *programme.Programme, o Options) (*File, error) {
	f := &File{name: name, programme: p, line: 1, passed: noPlace, options: o}
	if err := o.Check(); err != nil {
		return nil, f.unfit("%v", err)
	}
	o = o.settled()
	f.dates, f.options = o.Dates, o
	var err error
	if f.unpacking, f.records, err = recordsOf(r, o); err != nil {
		return nil, f.broken(err)
	}
	if o.Map != nil {
		f.mapped = &mappedRecords{source: f.records, file: f, mapping: o.Map}
		f.records = f.mapped
	}
	if err := f.begins(o.As); err != nil {
		if closing := f.Close(); closing != nil {
			err = errors.Join(err, closing)
		}
		return nil, err
	}
	return f, nil
}

// recordsOf finds what a file is packed in, and returns its records.
func recordsOf(r io.Reader, o Options) (*unpacking, records, error) {
	u, err := unpack(r)
	if err != nil {
		return nil, nil, err
	}
	var from records
	if u.archive != nil {
		from, err = newSheet(u)
	} else {
		from, err = textRecords(u.text, o)
	}
	if err != nil {
		return nil, nil, errors.Join(err, u.close())
	}
	return u, from, nil
}

// markOfUTF8 begins a file that says that it is in UTF-8.
const markOfUTF8 = "\uFEFF"

// textRecords returns the records of a text: CSV, or JSON where a mapping reads it.
func textRecords(source *bufio.Reader, o Options) (records, error) {
	mark, _ := source.Peek(len(markOfUTF8)) // what prevents it prevents the next read too
	marked := string(mark) == markOfUTF8    // before a next look moves what it is of
	text, encoding, err := decoded(source, o.Encoding)
	if err != nil {
		return nil, err
	}
	switch {
	case !isJSON(text):
	case o.Map == nil:
		return nil, o.unmapped(text, encoding)
	default:
		return newJSON(text, encoding, o.reads), nil
	}
	return newCSV(text, encoding, marked, o.reads)
}

// begins reads the header, and what it says of the kind and the columns of the file.
func (f *File) begins(as Kind) error {
	if err := f.readHeader(); err != nil {
		return f.titled(as, err)
	}
	f.passed = slices.Index(f.header, FaultColumn)
	kind, err := f.tell(as)
	if err != nil {
		return f.titled(as, err)
	}
	f.kind, f.columns = kind, columnsOf[kind]
	for _, c := range f.columns {
		f.places = append(f.places, slices.Index(f.header, c.name))
	}
	return f.checkCurrency()
}

// unfit returns the fault of a file that cannot be read at all, at the current line.
func (f *File) unfit(format string, args ...any) error {
	return &Fault{File: f.name, Line: f.line, Message: fmt.Sprintf(format, args...)}
}

// Form says in words how the file is written, such as "gzip, UTF-16, tab-separated" or "workbook, sheet Usage".
func (f *File) Form() string {
	return strings.Join(append(slices.Clone(f.unpacking.forms), f.records.form()), ", ")
}

// readHeader reads the names of the columns, which must be there, and each once.
func (f *File) readHeader() error {
	var header []string
	var err error
	for header == nil && err == nil {
		if header, err = f.records.Read(); isBlank(header) {
			header = nil
		}
	}
	if err != nil {
		f.end(err)
	} else {
		f.line = f.records.lineOf(0)
		f.isText(header)
	}
	switch {
	case f.err != nil:
		return f.err
	case len(f.faults) > 0:
		return &f.faults[0]
	case errors.Is(err, io.EOF):
		return f.unfit("the file is empty; its first row must name the columns")
	}
	f.heading = slices.Clone(header)
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
	header := slices.DeleteFunc(slices.Clone(f.header), func(name string) bool { return name == FaultColumn })
	if as != "" {
		if m := compare(header, as); !m.fits() {
			return "", f.unfit("%s", f.unfitHeader(m, fmt.Sprintf("%s; %s", m, m.remedy())))
		}
		return as, nil
	}
	var all []mismatch
	for _, k := range Kinds {
		m := compare(header, k)
		if m.fits() {
			return k, nil
		}
		all = append(all, m)
	}
	return "", f.unfit("%s", f.unfitHeader(slices.MinFunc(all, mismatch.compare), nearestKinds(all)))
}
