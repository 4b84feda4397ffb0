package facts

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
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

// Next goes to the next record and reports whether there is one. A record that is not
// UTF-8, or that has too few or too many cells, becomes a fault and is passed over. There
// is none after the last, after an error of the reader or of the CSV syntax, and after
// MostFaults faults; Err then tells what was wrong.
func (f *File) Next() bool {
	f.record = nil
	for !f.ended && f.faultCount() < MostFaults {
		record, err := f.csv.Read()
		if err != nil && !errors.Is(err, csv.ErrFieldCount) {
			f.end(record, err)
			return false
		}
		f.rows++
		f.line, _ = f.csv.FieldPos(0)
		switch {
		case err != nil:
			f.miscounted(len(record))
		case f.isUTF8(record):
			f.record = record
			return true
		}
	}
	return false
}

// end ends the reading: at the end of the file, or with the error that prevents reading on.
func (f *File) end(record []string, err error) {
	f.ended = true
	var long *tooLong
	var syntax *csv.ParseError
	switch {
	case err == io.EOF:
	case errors.As(err, &long):
		f.Fault(long.line, "", long.Error())
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
		f.Fault(e.Line, f.columnAt(place), `a quote (") stands inside a cell that is not quoted; `+
			`put the whole cell in quotes and double the quotes inside it ("")`)
	case f.guard.quoted && f.csv.InputOffset() == f.guard.read:
		f.Fault(e.StartLine, f.columnAt(place), `a quote (") is not closed before the end of the file; `+
			`close it, and double the quotes inside a quoted cell ("")`)
	default:
		f.Fault(e.Line, f.columnAt(place), `a closing quote (") is followed by more text; `+
			`double the quotes inside a quoted cell ("")`)
	}
}

// miscounted reports a record that has another number of cells than the header.
func (f *File) miscounted(cells int) {
	names := len(f.header)
	if cells < names {
		f.Fault(f.line, f.columnAt(cells), fmt.Sprintf("the row ends before this column: it has %d of %d cells; "+
			"write a comma before every empty cell too", cells, names))
		return
	}
	f.Fault(f.line, f.columnAt(names), fmt.Sprintf("the row has %d cells where the header names %d columns; "+
		"put a cell that contains a comma in quotes", cells, names))
}

// isUTF8 reports the first byte of a record that is not UTF-8, if there is one.
func (f *File) isUTF8(record []string) bool {
	for k, cell := range record {
		if utf8.ValidString(cell) {
			continue
		}
		bad := 0
		for bad < len(cell) {
			r, size := utf8.DecodeRuneInString(cell[bad:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			bad += size
		}
		line, _ := f.csv.FieldPos(k)
		line += strings.Count(cell[:bad], "\n")
		f.Fault(line, f.columnAt(k), fmt.Sprintf("the byte %#02x is not UTF-8; save the file as CSV in UTF-8", cell[bad]))
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
