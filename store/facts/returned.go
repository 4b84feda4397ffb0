package facts

import (
	"errors"
	"io"
	"slices"
	"strings"

	"shimei/store/programme"
)

// FaultColumn is the column that stands beside rows that were refused, and tells what is wrong with each
// (FaultyRows). Such a file can be imported again once its rows are mended: the column is passed over.
const FaultColumn = "fault"

// passOver empties the cell at the place of FaultColumn.
func passOver(record []string, place int) {
	if place != noPlace && place < len(record) {
		record[place] = ""
	}
}

// FaultyRows returns the rows of a file that have faults, as the file has them, under its own header, and
// FaultColumn beside with what is wrong with each. faults are in the order of lines, as File.Faults has them;
// those of no row, such as of the header, are passed over. Where a mapping reads it, they are the rows of the
// source, which the mapping reads again. What a row has beyond the columns of the header
// stands behind the fault. Without rows there is no header either. The error is of the reader.
func FaultyRows(r io.Reader, p *programme.Programme, o Options, faults []Fault) (header []string, rows [][]string, err error) {
	f, err := Open("", r, p, o)
	var fault *Fault
	if errors.As(err, &fault) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	f.unmapped()
	for len(faults) > 0 {
		record, err := f.records.Read()
		var s *stopped
		if err == io.EOF || errors.As(err, &s) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		var of []string
		of, faults = f.saidOf(record, faults)
		if len(of) > 0 {
			rows = append(rows, f.beside(record, strings.Join(of, "; ")))
		}
	}
	if len(rows) > 0 {
		header = f.beside(slices.Clone(f.heading), FaultColumn)
	}
	return header, rows, nil
}

// unmapped has the file read as its source has it.
func (f *File) unmapped() {
	if m := f.mapped; m != nil {
		f.records, f.heading, f.header, f.passed = m.source, m.header, m.header, m.passed
	}
}

// saidOf takes the faults of the current record off the front of a list, and those of before it.
func (f *File) saidOf(record []string, faults []Fault) (of []string, rest []Fault) {
	first, last := f.records.lineOf(0), f.records.lineOf(len(record)-1)+strings.Count(record[len(record)-1], "\n")
	for len(faults) > 0 && faults[0].Line <= last {
		if x := faults[0]; x.Line >= first && x.Column != "" {
			of = append(of, x.Column+": "+x.Message)
		} else if x.Line >= first {
			of = append(of, x.Message)
		}
		faults = faults[1:]
	}
	return of, faults
}

// beside puts a text behind the columns of the header, in place of a FaultColumn that is there already.
func (f *File) beside(record []string, text string) []string {
	passOver(record, f.passed)
	cells := make([]string, max(len(record), len(f.header)), len(record)+1)
	for k, cell := range record {
		cells[k] = strings.ToValidUTF8(cell, "\uFFFD")
	}
	cells = slices.Insert(cells, len(f.header), text)
	if f.passed != noPlace {
		cells = slices.Delete(cells, f.passed, f.passed+1)
	}
	return cells
}
