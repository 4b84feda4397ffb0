package facts

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"shimei/store/programme"
)

// File is a fact file in the course of being read. One goroutine reads; others may report
// faults meanwhile.
type File struct {
	name      string
	kind      Kind
	programme *programme.Programme
	dates     Dates
	encoding  string
	separator rune
	dropped   int // lines before the first that the CSV reader sees
	guard     guard
	csv       *csv.Reader
	header    []string
	columns   []column // of the kind
	places    []int    // of each of these its place in the records, or -1
	record    []string
	line      int
	rows      int
	sound     bool // the current record has no fault so far
	ended     bool
	lock      sync.Mutex // of faults
	faults    []Fault    // in the order of lines
	err       error      // of the reader
}

// Kind returns the kind of the file's rows.
func (f *File) Kind() Kind { return f.kind }

// Dated reports whether the file says from which day the values of its rows hold (R4a).
func (f *File) Dated() bool {
	return f.kind == Partners && f.has(partnerAsOf) || f.kind == Subscriptions && f.has(subscriptionAsOf)
}

// Name returns the file's name as it was given to Open.
func (f *File) Name() string { return f.name }

// Line returns the line at which the current record starts, from 1; before the first one
// it is that of the header.
func (f *File) Line() int { return f.line }

// Rows returns how many records Next has come upon so far.
func (f *File) Rows() int { return f.rows }

// Next goes to the next record and reports whether there is one. It passes over records of empty cells.
// A record that is not text, or that has too few or too many cells, becomes a fault and is passed over
// too. There is none after the last, after an error of the reader or of the CSV syntax, and after
// MostFaults faults; Err then tells what was wrong.
func (f *File) Next() bool {
	f.record = nil
	for !f.ended && f.faultCount() < MostFaults {
		record, err := f.csv.Read()
		if err != nil {
			f.end(record, err)
			return false
		}
		if isBlank(record) {
			continue
		}
		f.rows++
		f.line = f.lineOf(0)
		named := min(len(record), len(f.header))
		switch {
		case named < len(f.header) || !isBlank(record[named:]):
			f.miscounted(len(record))
		case f.isUTF8(record):
			f.record = record
			return true
		}
	}
	return false
}

// isBlank reports whether all of some cells are empty.
func isBlank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// lineOf returns the line at which a cell of the current record starts.
func (f *File) lineOf(place int) int {
	line, _ := f.csv.FieldPos(place)
	return f.dropped + line
}

// end ends the reading: at the end of the file, or with the error that prevents reading on.
func (f *File) end(record []string, err error) {
	f.ended = true
	var long *tooLong
	var syntax *csv.ParseError
	switch {
	case err == io.EOF:
	case errors.As(err, &long):
		f.Fault(f.dropped+long.line, "", long.Error())
	case errors.As(err, &syntax):
		f.misquoted(len(record), syntax)
	default:
		f.err = fmt.Errorf("reading %s: %w", f.name, err)
	}
}

// misquoted reports a fault of the CSV syntax in the cell at that place of its record.
func (f *File) misquoted(place int, e *csv.ParseError) {
	switch {
	case errors.Is(e, csv.ErrBareQuote):
		f.Fault(f.dropped+e.Line, f.columnAt(place), `a quote (") stands inside a cell that is not quoted; `+
			`put the whole cell in quotes and double the quotes inside it ("")`)
	case f.guard.quoted && f.csv.InputOffset() == f.guard.read:
		f.Fault(f.dropped+e.StartLine, f.columnAt(place), `a quote (") is not closed before the end of the file; `+
			`close it, and double the quotes inside a quoted cell ("")`)
	default:
		f.Fault(f.dropped+e.Line, f.columnAt(place), `a closing quote (") is followed by more text; `+
			`double the quotes inside a quoted cell ("")`)
	}
}

// miscounted reports a record that has another number of cells than the header.
func (f *File) miscounted(cells int) {
	names := len(f.header)
	if cells < names {
		f.Fault(f.line, f.columnAt(cells), fmt.Sprintf("the row ends before this column: it has %d of %d cells; "+
			"write %s before every empty cell too", cells, names, f.mark()))
		return
	}
	f.Fault(f.line, f.columnAt(names), fmt.Sprintf("the row has %d cells where the header names %d columns; "+
		"put a cell that contains %s in quotes", cells, names, f.mark()))
}

// mark names what separates cells.
func (f *File) mark() string {
	return map[rune]string{',': "a comma", ';': "a semicolon", '\t': "a tab"}[f.separator]
}

// isUTF8 reports the first byte of a record that is no text in the file's encoding, if there is one, with
// the encodings that fit.
func (f *File) isUTF8(record []string) bool {
	for k, cell := range record {
		if utf8.ValidString(cell) && (f.encoding == "UTF-8" || !strings.ContainsRune(cell, utf8.RuneError)) {
			continue
		}
		bad := strings.IndexRune(cell, utf8.RuneError) // finds a broken byte too
		line := f.lineOf(k) + strings.Count(cell[:bad], "\n")
		if f.encoding != "UTF-8" {
			f.Fault(line, f.columnAt(k), "the cell is no text in "+f.encoding+"; name the encoding that the file is in")
			return false
		}
		remedy := "save the file as CSV in UTF-8"
		if labels := fitting(strings.Join(record, "\n")); len(labels) > 0 {
			remedy = "say which encoding it is, such as --encoding " + strings.Join(labels, " or ") + ", or " + remedy
		}
		f.Fault(line, f.columnAt(k), fmt.Sprintf("the byte %#02x is not UTF-8; %s", cell[bad], remedy))
		return false
	}
	return true
}

// columnAt names the column at a place of the records, by its number where it has no name.
func (f *File) columnAt(place int) string {
	if place < len(f.header) {
		return f.header[place]
	}
	return fmt.Sprintf("column %d", place+1)
}
