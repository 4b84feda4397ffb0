package facts

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A sheet has at most mostRows rows and mostColumns columns.
const (
	mostRows    = 1 << 20
	mostColumns = 1 << 14
)

// sheetRecords are the rows of the first sheet of a workbook. They are read from its XML as a stream: a
// library that knows the format of each cell holds the sheet in memory.
type sheetRecords struct {
	book  *book
	part  *part
	line  int      // of the current row
	cells []string // of it
	days  []int    // places of those that are shown as days
	size  int      // bytes of these, with one between any two
	width int      // of the first row that has any cell: the header
	text  textOf
}

// newSheet begins to read the first sheet of a workbook.
func newSheet(u *unpacking) (*sheetRecords, error) {
	b, err := newBook(u)
	if err != nil {
		return nil, err
	}
	p, err := u.openPart(b.part)
	if err == nil && p == nil {
		err = stop("the workbook has no part %s, in which its first sheet should be; save it again", quote(b.part))
	}
	if err != nil {
		return nil, err
	}
	return &sheetRecords{book: b, part: p}, nil
}

// Read reads the next row that stands in the sheet.
func (s *sheetRecords) Read() ([]string, error) {
	tag, err := s.within("sheetData", "row")
	if err != nil {
		return nil, s.fault(err)
	}
	if tag == nil {
		return nil, io.EOF
	}
	return s.row(*tag)
}

// within returns the next tag of that name within an element, or nil where the element ends.
func (s *sheetRecords) within(element, name string) (*xml.StartElement, error) {
	for {
		token, err := s.part.next()
		if err != nil {
			return nil, err
		}
		switch tag := token.(type) {
		case xml.EndElement:
			if tag.Name.Local == element {
				return nil, nil
			}
		case xml.StartElement:
			if tag.Name.Local == name {
				return &tag, nil
			}
		}
	}
}

// fault returns an error of the sheet as a fault of the current row. A sheet does not just end.
func (s *sheetRecords) fault(err error) error {
	var long *tooLong
	var fault *stopped
	switch {
	case errors.As(err, &long):
		return &stopped{line: s.line, place: noPlace, message: fmt.Sprintf("the row is longer than %d KiB; shorten its cells", MostRecord>>10)}
	case err == io.EOF:
		fault = s.part.damaged()
	case !errors.As(err, &fault):
		return err
	}
	fault.line = max(fault.line, s.line, 1)
	return fault
}

// row reads the cells of a row, and adds empty ones up to the width of the header.
func (s *sheetRecords) row(tag xml.StartElement) ([]string, error) {
	line := s.line + 1
	if r := attribute(tag, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < line || n > mostRows {
			return nil, s.fault(s.part.damaged())
		}
		line = n
	}
	s.line, s.cells, s.days, s.size = line, s.cells[:0], s.days[:0], 0
	return s.cellsOf()
}

// cellsOf reads the cells of the row that has begun.
func (s *sheetRecords) cellsOf() ([]string, error) {
	for {
		tag, err := s.within("row", "c")
		if err == nil && tag == nil {
			return s.padded(), nil
		}
		if err == nil {
			err = s.cell(*tag)
		}
		if err != nil {
			return nil, s.fault(err)
		}
	}
}

func (s *sheetRecords) padded() []string {
	if s.width == 0 && !isBlank(s.cells) {
		s.width = len(s.cells)
	}
	for len(s.cells) < s.width {
		s.cells = append(s.cells, "")
	}
	return s.cells
}

// cell reads a cell.
func (s *sheetRecords) cell(tag xml.StartElement) error {
	place := len(s.cells)
	if r := attribute(tag, "r"); r != "" {
		place = columnOf(r)
	}
	if place < len(s.cells) || place >= mostColumns {
		return s.part.damaged()
	}
	kind, style := attribute(tag, "t"), attribute(tag, "s")
	if err := s.readText(); err != nil {
		return err
	}
	if s.text.formula && !s.text.given {
		return &stopped{line: s.line, place: place, message: "the formula of the cell has no value yet; open the workbook in a spreadsheet program, which works it out, and save it"}
	}
	value, isDay, err := s.value(kind, style)
	if err != nil {
		return err
	}
	if isDay {
		s.days = append(s.days, place)
	}
	return s.put(place, value)
}

// readText reads to the end of a cell.
func (s *sheetRecords) readText() error {
	s.text = textOf{bytes: s.text.bytes[:0]}
	for {
		token, err := s.part.next()
		if err != nil {
			return err
		}
		s.text.take(token)
		if end, is := token.(xml.EndElement); is && end.Name.Local == "c" {
			return nil
		}
	}
}

// put puts a cell at its place, after empty ones.
func (s *sheetRecords) put(place int, value string) error {
	if s.size += place - len(s.cells) + 1 + len(value); s.size > MostRecord {
		return &tooLong{}
	}
	for len(s.cells) < place {
		s.cells = append(s.cells, "")
	}
	s.cells = append(s.cells, value)
	return nil
}

// columnOf returns the place of a column from the name of a cell such as AB12, or -1 for none.
func columnOf(name string) (place int) {
	for k := 0; k < len(name) && name[k] >= 'A' && name[k] <= 'Z' && place <= mostColumns; k++ {
		place = 26*place + int(name[k]-'A') + 1
	}
	return place - 1
}

// value returns what the cell that was read says, and whether that is a day and no text.
func (s *sheetRecords) value(kind, style string) (value string, isDay bool, err error) {
	text := string(s.text.bytes)
	switch kind {
	case "s":
		value, err = s.shared(strings.TrimSpace(text))
		return value, false, err
	case "b":
		if is, err := strconv.ParseBool(strings.TrimSpace(text)); err == nil {
			return strings.ToUpper(strconv.FormatBool(is)), false, nil
		}
	case "d":
		return strings.TrimSuffix(strings.TrimSuffix(text, "Z"), "T00:00:00"), true, nil
	case "", "n":
		text = strings.TrimSpace(text)
		var in format
		if k, err := strconv.Atoi(style); err == nil && k >= 0 && k < len(s.book.styles) {
			in = s.book.styles[k]
		}
		if in.isDay {
			day, is := dayOf(text, s.book.is1904)
			return day, is, nil
		}
		return in.padded(number(text)), false, nil
	}
	return unescaped(text), false, nil
}

// shared returns a shared text by its number.
func (s *sheetRecords) shared(number string) (string, error) {
	if number == "" {
		return "", nil
	}
	k, err := strconv.Atoi(number)
	if err != nil {
		return "", s.part.damaged()
	}
	text, is, err := s.book.texts.get(k)
	if err == nil && !is {
		err = s.part.damaged()
	}
	return unescaped(text), err
}

func (s *sheetRecords) lineOf(int) int { return s.line }

func (s *sheetRecords) illegible([]string) *stopped { return nil }

func (s *sheetRecords) remedies() (fewer, more string) {
	return "fill it, or put a space into it", "name the column, or empty its cells"
}

func (s *sheetRecords) form() string { return "workbook, sheet " + s.book.sheet }
