package facts

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"shimei/store/programme"
)

// File is a fact file in the course of being read. One goroutine reads; others may report
// faults meanwhile.
type File struct {
	name      string
	kind      Kind
	programme *programme.Programme
	dates     Dates
	unpacking *unpacking
	records   records
	mapped    *mappedRecords // which records are, where a mapping makes them; else nil
	header    []string       // the names of its columns, as they are matched
	heading   []string       // and as they are written
	passed    int            // place of FaultColumn, or noPlace
	options   Options        // as the mapping settles them
	columns   []column       // of the kind
	places    []int          // of each of these its place in the records, or -1
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
// too. There is none after the last, after an error of the reader or of the file's syntax, and after
// MostFaults faults; Err then tells what was wrong.
func (f *File) Next() bool {
	f.record = nil
	for !f.ended && f.faultCount() < MostFaults {
		record, err := f.records.Read()
		if err != nil {
			f.end(err)
			return false
		}
		if passOver(record, f.passed); isBlank(record) {
			continue
		}
		f.rows++
		f.line = f.records.lineOf(0)
		if place, message := miscount(f.records, f.header, record); message != "" {
			f.Fault(f.line, columnAt(f.header, place), message)
		} else if repeats(record, f.heading, f.passed) {
			f.Fault(f.line, "", headerAgain)
		} else if f.isText(record) {
			f.record = record
			return true
		}
	}
	return false
}

// isBlank reports whether all of some cells are empty, or hold no more than the character with which DOS
// ends a file.
func isBlank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { cell = strings.TrimSpace(cell); return cell != "" && cell != "\x1A" })
}

// headerAgain is the fault of a row that would be taken for a thing that is called as the columns are.
const headerAgain = "the header stands here again, as where files are put one after the other; remove the row"

// repeats reports whether a record is the header again, but for the place that is passed over.
func repeats(record, header []string, passed int) bool {
	if len(record) < len(header) {
		return false
	}
	for k, name := range header {
		if k != passed && record[k] != name {
			return false
		}
	}
	return true
}

// end ends the reading: at the end of the file, or with the error that prevents reading on.
func (f *File) end(err error) {
	f.ended = true
	var s *stopped
	switch {
	case err == io.EOF:
	case errors.As(err, &s):
		f.halt(s)
	default:
		f.err = fmt.Errorf("reading %s: %w", f.name, err)
	}
}

// miscount returns what is wrong with a record that has another number of cells than the header, with the
// place from which on, and "" where nothing is.
func miscount(from records, header, record []string) (place int, message string) {
	cells, names := len(record), len(header)
	if cells >= names && isBlank(record[names:]) {
		return noPlace, ""
	}
	fewer, more := from.remedies()
	if cells < names {
		return cells, fmt.Sprintf("the row ends before this column: it has %d of %d cells; %s", cells, names, fewer)
	}
	return names, fmt.Sprintf("the row has %d cells where the header names %d columns; %s", cells, names, more)
}

// isText reports a cell of a record that is no text, if there is one.
func (f *File) isText(record []string) bool {
	s := f.records.illegible(record)
	if s != nil {
		f.halt(s)
	}
	return s == nil
}

// columnAt names the column of a header at a place of the records, by its number where it has no name.
func columnAt(header []string, place int) string {
	if place < len(header) {
		return header[place]
	}
	return fmt.Sprintf("column %d", place+1)
}

// Mapping tells what a mapping made of the file so far, and nil where none reads it.
func (f *File) Mapping() *MappingReport {
	if f.mapped == nil || f.mapped.mapped == nil {
		return nil
	}
	return f.mapped.mapped.Report()
}

// Sums reports whether a mapping reads the file that adds up rows of one key.
func (f *File) Sums() bool { return f.mapped != nil && f.mapped.mapping.Sums() }

// Close lets go of what the file is read from, also of temporary files. The reader that was given to Open
// is the caller's to close.
func (f *File) Close() error { return f.unpacking.close() }
