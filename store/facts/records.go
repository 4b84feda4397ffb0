package facts

import (
	"errors"
	"fmt"
)

// records are the rows of a file, from wherever they come: CSV, JSON, a sheet or a mapping.
type records interface {
	// Read returns the cells of the next record, which hold until the next call. The error is io.EOF
	// after the last, a *stopped where the file is at fault, or else that of the file's reader.
	Read() ([]string, error)
	// lineOf returns the line at which a cell of the current record starts, from 1.
	lineOf(place int) int
	// illegible returns the first cell of a record that is no text, or nil.
	illegible(record []string) *stopped
	// remedies say what helps a row with fewer or more cells than the header.
	remedies() (fewer, more string)
	// form says how the records are written, such as "UTF-8, comma-separated".
	form() string
}

// noPlace is the place of a fault of a whole row.
const noPlace = -1

// stopped is a fault that prevents reading on, or that makes a record none.
type stopped struct {
	line    int // from 1, or 0 for the line that was read last
	place   int // of the cell in its record, or noPlace
	message string
	column  string // the cell's column, where the file's header does not have it
	asks    Question
	page    string   // the message for who can choose what is asked; "" for the same
	unsaid  []string // settings of a mapping
}

// asking makes it a question about the encoding, with the message for who can choose it.
func (s *stopped) asking(page string) *stopped {
	s.asks, s.page = AskEncoding, page
	return s
}

// said is the message for who calls a command, or for who reads a page.
func (s *stopped) said(onPage bool) string {
	if onPage && s.page != "" {
		return s.page
	}
	return s.message
}

// Error gives the cause and the remedy.
func (s *stopped) Error() string { return s.message }

// stop returns the fault of a file as a whole.
func stop(format string, args ...any) *stopped {
	return &stopped{place: noPlace, message: fmt.Sprintf(format, args...)}
}

// broken returns what Open says of an error before the first record.
func (f *File) broken(err error) error {
	var s *stopped
	if errors.As(err, &s) {
		return &Fault{File: f.name, Line: max(s.line, f.line), Column: s.column, Message: s.said(f.options.OnPage), Asks: s.asks, Unsaid: s.unsaid}
	}
	return fmt.Errorf("reading %s: %w", f.name, err)
}

// halt reports a fault that stands at a place of a record.
func (f *File) halt(s *stopped) {
	line, column := s.line, ""
	if line == 0 {
		line = f.line
	}
	switch {
	case s.column != "":
		column = s.column
	case s.place != noPlace:
		column = columnAt(f.header, s.place)
	}
	f.fault(Fault{File: f.name, Line: line, Column: column, Message: s.said(f.options.OnPage), Asks: s.asks, Unsaid: s.unsaid})
}
