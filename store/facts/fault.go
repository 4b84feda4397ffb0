package facts

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MostFaults is the largest number of faults that are collected of one file; then its reading ends.
const MostFaults = 100

// Fault is one fault of a file, with the remedy in its message.
type Fault struct {
	File    string // as it was given to Open
	Line    int    // from 1
	Column  string // the column's name, or "column 9" where it has none; "" for the whole row
	Message string // the cause, then the remedy
	Asks    Question
	Unsaid  []string // settings that a mapping asks for, and that are to be said
}

// Question is what a file leaves open, and somebody has to say of it (Options). Preview shows its answers.
type Question string

// The questions. Most faults ask none.
const (
	NoQuestion  Question = ""
	AskEncoding Question = "encoding"
	AskDates    Question = "dates"
)

// Error writes the fault as FILE:LINE: column: message.
func (f *Fault) Error() string {
	position := f.File + ":" + strconv.Itoa(f.Line) + ": "
	if f.Column != "" {
		position += f.Column + ": "
	}
	return position + f.Message
}

// Fault reports a fault of a row that only the caller can know, such as a reference to an id that
// stands for nothing. Of more than MostFaults it keeps those on the first lines. It may be called
// while another goroutine reads.
func (f *File) Fault(line int, column, message string) {
	f.fault(Fault{File: f.name, Line: line, Column: column, Message: message})
}

func (f *File) fault(x Fault) {
	f.lock.Lock()
	defer f.lock.Unlock()
	place := len(f.faults)
	for place > 0 && f.faults[place-1].Line > x.Line {
		place--
	}
	f.faults = slices.Insert(f.faults, place, x)
	f.faults = f.faults[:min(len(f.faults), MostFaults)]
}

// Faulty reports whether the file has a fault, as far as it was read. It may be called while
// another goroutine reads.
func (f *File) Faulty() bool { return f.faultCount() > 0 }

func (f *File) faultCount() int {
	f.lock.Lock()
	defer f.lock.Unlock()
	return len(f.faults)
}

// Faults returns the faults of the file as far as it was read: in the order of lines, and at most
// MostFaults. The caller may keep and change them.
func (f *File) Faults() []Fault { return slices.Clone(f.faults) }

// Err returns nil where the file was read without a fault. Otherwise it is all of its
// faults joined, one a line, each of which errors.As finds as a *Fault; and the error of
// the reader, wrapped, where that is why reading ended.
func (f *File) Err() error {
	var all []error
	for _, fault := range f.faults {
		all = append(all, &fault)
	}
	return errors.Join(append(all, f.err)...)
}

// bad reports a fault of a cell of the current record, which then is no row.
func (f *File) bad(column int, format string, args ...any) {
	f.wrong(column, NoQuestion, fmt.Sprintf(format, args...))
}

// wrong reports what is bad, and perhaps asks something.
func (f *File) wrong(column int, asks Question, message string) {
	f.sound = false
	line := f.line
	if place := f.places[column]; place >= 0 {
		line = f.records.lineOf(place)
	}
	f.fault(Fault{File: f.name, Line: line, Column: f.columns[column].name, Message: message, Asks: asks})
}

// quote quotes a text for a message: without control characters, and cut to a length that
// a message can bear.
func quote(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return strconv.Quote(s)
	}
	return strconv.Quote(string([]rune(s)[:most])) + "…"
}

// quoted lists names for a message, and no more of them than it can bear.
func quoted(names []string) string {
	const most = 8
	var list []string
	for _, name := range names[:min(most, len(names))] {
		list = append(list, quote(name))
	}
	if more := len(names) - most; more > 0 {
		list = append(list, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(list, ", ")
}
