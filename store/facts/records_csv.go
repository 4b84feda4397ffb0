package facts

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// csvRecords are the records of a CSV file.
type csvRecords struct {
	encoding  string
	marked    bool // it says that it is in UTF-8
	separator rune
	dropped   int // lines before the first that the CSV reader sees
	guard     guard
	csv       *csv.Reader
}

// newCSV finds out what separates the cells of a CSV file, and recognises by the first bytes the forms of
// file that are often taken for CSV. encoding is the name of the one that it was in, marked tells
// whether it says itself that it is UTF-8, and reads whether a cell of its header names a column that is read.
func newCSV(source *bufio.Reader, encoding string, marked bool, reads func(cell string) bool) (*csvRecords, error) {
	head, err := source.Peek(mostHead)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if s := noCSV(head); s != nil {
		return nil, s
	}
	r := &csvRecords{encoding: encoding, marked: marked}
	if r.separator, r.dropped, err = separator(source, head, reads); err != nil {
		return nil, err
	}
	r.guard = guard{from: source, separator: byte(r.separator), before: '\n'}
	r.csv = csv.NewReader(&r.guard)
	r.csv.Comma, r.csv.ReuseRecord, r.csv.FieldsPerRecord = r.separator, true, -1
	return r, nil
}

// noCSV returns the fault of a text that begins as no CSV file does, or nil.
func noCSV(head []byte) *stopped {
	first, _, broken := bytes.Cut(head, []byte("\n"))
	switch {
	case bytes.IndexByte(first, 0) >= 0:
		return stop("the file is not text; save it as CSV in UTF-8")
	case !broken && bytes.IndexByte(bytes.TrimRight(first, "\r"), '\r') >= 0:
		return stop("the lines end with CR alone; end them with LF or CRLF")
	}
	return markup(head)
}

// Read reads the next record.
func (r *csvRecords) Read() ([]string, error) {
	record, err := r.csv.Read()
	if err != nil && err != io.EOF {
		return nil, r.fault(len(record), err)
	}
	return record, err
}

func (r *csvRecords) lineOf(place int) int {
	line, _ := r.csv.FieldPos(place)
	return r.dropped + line
}

func (r *csvRecords) form() string { return r.encoding + ", " + separatedBy(r.separator) }

func (r *csvRecords) remedies() (fewer, more string) {
	mark := map[rune]string{',': "a comma", ';': "a semicolon", '\t': "a tab"}[r.separator]
	return "write " + mark + " before every empty cell too", "put a cell that contains " + mark + " in quotes"
}

// fault returns an error of the CSV reader as a fault with its line, or as it is where it is no fault
// of the file. place is that of the cell that it met.
func (r *csvRecords) fault(place int, err error) error {
	var long *tooLong
	var syntax *csv.ParseError
	var s *stopped
	switch {
	case errors.As(err, &long):
		return &stopped{line: r.dropped + long.line, place: noPlace, message: long.Error()}
	case errors.As(err, &syntax):
		return r.misquoted(place, syntax)
	case errors.As(err, &s) && s.line == 0:
		return &stopped{line: r.dropped + r.guard.line + 1, place: noPlace, message: s.message}
	}
	return err
}

// misquoted returns a fault of the CSV syntax in the cell at that place of its record.
func (r *csvRecords) misquoted(place int, e *csv.ParseError) *stopped {
	switch {
	case errors.Is(e, csv.ErrBareQuote):
		return &stopped{line: r.dropped + e.Line, place: place, message: `a quote (") stands inside a cell that does not begin with one; ` +
			`remove the space before it, or put the whole cell in quotes and double the quotes inside it ("")`}
	case r.guard.quoted && r.csv.InputOffset() == r.guard.read:
		return &stopped{line: r.dropped + e.StartLine, place: place, message: `a quote (") is not closed before the end of the file; ` +
			`close it, and double the quotes inside a quoted cell ("")`}
	}
	return &stopped{line: r.dropped + e.Line, place: place, message: `a closing quote (") is followed by more text or a space; ` +
		`remove what follows it, or double the quotes inside a quoted cell ("")`}
}

// illegible returns the first byte of a record that is no text in the file's encoding, if there is one,
// with the encodings that fit.
func (r *csvRecords) illegible(record []string) *stopped {
	for k, cell := range record {
		if utf8.ValidString(cell) && (r.encoding == "UTF-8" || !strings.ContainsRune(cell, utf8.RuneError)) {
			continue
		}
		bad := strings.IndexRune(cell, utf8.RuneError) // finds a broken byte too
		line := r.lineOf(k) + strings.Count(cell[:bad], "\n")
		if r.encoding != "UTF-8" {
			return (&stopped{line: line, place: k, message: "the cell is no text in " + r.encoding + "; name the encoding that the file is in"}).asking(
				"the cell is no text in " + r.encoding + "; choose the encoding that the file is in")
		}
		remedy := "save the file as CSV in UTF-8"
		if r.marked {
			return &stopped{line: line, place: k, message: fmt.Sprintf("the byte %#02x is not UTF-8, as which the file begins; %s", cell[bad], remedy)}
		}
		if labels := fitting(strings.Join(record, "\n")); len(labels) > 0 {
			remedy = "say which encoding it is, such as --encoding " + strings.Join(labels, " or ") + ", or " + remedy
		}
		cause := fmt.Sprintf("the byte %#02x is not UTF-8; ", cell[bad])
		return (&stopped{line: line, place: k, message: cause + remedy}).asking(cause + "choose the encoding above, or save the file as CSV in UTF-8")
	}
	return nil
}
