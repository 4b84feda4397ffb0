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
	options   Options
	marked    bool // it says that it is in UTF-8
	separator rune
	dropped   int // lines before the first that the CSV reader sees
	guard     guard
	csv       *csv.Reader
}

// newCSV finds out the encoding of a CSV file and what separates its cells, and recognises by the first
// bytes the forms of file that are often taken for CSV.
func newCSV(source *bufio.Reader, o Options) (*csvRecords, error) {
	mark, _ := source.Peek(3) // what prevents it prevents the next read too
	marked := bytes.Equal(mark, []byte("\uFEFF"))
	source, encoding, err := decoded(source, o.Encoding)
	if err != nil {
		return nil, err
	}
	head, err := source.Peek(32 << 10)
	if err != nil && err != io.EOF {
		return nil, err
	}
	first, _, broken := bytes.Cut(head, []byte("\n"))
	switch {
	case bytes.IndexByte(first, 0) >= 0:
		return nil, &stopped{0, noPlace, "the file is not text, or it is in UTF-16 without its mark: then " + o.say("name it, as --encoding utf-16le or utf-16be", "choose it above"), AskEncoding}
	case !broken && bytes.IndexByte(bytes.TrimRight(first, "\r"), '\r') >= 0:
		return nil, stop("the lines end with CR alone; end them with LF or CRLF")
	}
	r := &csvRecords{encoding: encoding, options: o, marked: marked}
	r.separator, r.dropped = separator(source, head)
	r.guard.from = source
	r.csv = csv.NewReader(&r.guard)
	r.csv.Comma, r.csv.ReuseRecord, r.csv.FieldsPerRecord = r.separator, true, -1
	return r, nil
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
		return &stopped{r.dropped + long.line, noPlace, long.Error(), NoQuestion}
	case errors.As(err, &syntax):
		return r.misquoted(place, syntax)
	case errors.As(err, &s) && s.line == 0:
		return &stopped{r.dropped + r.guard.line + 1, noPlace, s.message, NoQuestion}
	}
	return err
}

// misquoted returns a fault of the CSV syntax in the cell at that place of its record.
func (r *csvRecords) misquoted(place int, e *csv.ParseError) *stopped {
	switch {
	case errors.Is(e, csv.ErrBareQuote):
		return &stopped{r.dropped + e.Line, place, `a quote (") stands inside a cell that is not quoted; ` +
			`put the whole cell in quotes and double the quotes inside it ("")`, NoQuestion}
	case r.guard.quoted && r.csv.InputOffset() == r.guard.read:
		return &stopped{r.dropped + e.StartLine, place, `a quote (") is not closed before the end of the file; ` +
			`close it, and double the quotes inside a quoted cell ("")`, NoQuestion}
	}
	return &stopped{r.dropped + e.Line, place, `a closing quote (") is followed by more text; ` +
		`double the quotes inside a quoted cell ("")`, NoQuestion}
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
			return &stopped{line, k, "the cell is no text in " + r.encoding + "; " + r.options.say("name", "choose") + " the encoding that the file is in", AskEncoding}
		}
		remedy := "save the file as CSV in UTF-8"
		if r.marked {
			return &stopped{line, k, fmt.Sprintf("the byte %#02x is not UTF-8, as which the file begins; %s", cell[bad], remedy), NoQuestion}
		}
		if labels := fitting(strings.Join(record, "\n")); len(labels) > 0 {
			remedy = r.options.say("say which encoding it is, such as --encoding "+strings.Join(labels, " or "), "choose the encoding above") + ", or " + remedy
		}
		return &stopped{line, k, fmt.Sprintf("the byte %#02x is not UTF-8; %s", cell[bad], remedy), AskEncoding}
	}
	return nil
}
