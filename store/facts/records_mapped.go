package facts

import (
	"errors"
	"io"
	"slices"
)

// mappedRecords are the records that a mapping makes of those of a source.
type mappedRecords struct {
	source  records
	file    *File // takes the faults of the source's cells
	mapping Mapping
	header  []string // of the source
	passed  int      // place of FaultColumn in it, or noPlace
	mapped  Mapped   // nil before the header was read
	line    int      // of the source, from which the current record comes
	ended   bool
	spoilt  bool // a cell of the source has a fault
	// dated, where there is one, is handed dates in place of their faults, with the record they stand in.
	dated func(line int, record []string, w Wrong)
}

// Read returns the columns of the mapping first, and then record after record. It returns none, which is
// blank, once the source has a fault.
func (m *mappedRecords) Read() ([]string, error) {
	if m.mapped == nil {
		return m.begin()
	}
	for {
		line, record, is := m.mapped.Next()
		switch {
		case is:
			m.line = line
			return record, nil
		case m.ended:
			return nil, io.EOF
		case m.file.faultCount() >= MostFaults:
			return nil, nil
		}
		if err := m.take(); err != nil {
			return nil, err
		}
	}
}

// begin reads the header of the source.
func (m *mappedRecords) begin() ([]string, error) {
	for isBlank(m.header) {
		record, err := m.source.Read()
		if err != nil {
			return nil, err
		}
		m.header = slices.Clone(record)
	}
	m.line = m.source.lineOf(0)
	if s := m.source.illegible(m.header); s != nil {
		return nil, s // whose column has no name that could be written
	}
	for n := len(m.header); m.header[n-1] == ""; n-- {
		m.header = m.header[:n-1]
	}
	m.passed = noPlace
	if !m.mapping.Reads(FaultColumn) {
		m.passed = slices.IndexFunc(m.header, func(name string) bool { return columnName(name) == FaultColumn })
	}
	var err error
	if m.mapped, err = m.mapping.Begin(m.header, m.file.programme, m.file.dates); err != nil {
		s := &stopped{line: m.line, place: noPlace, message: err.Error()}
		if unsaid, is := errors.AsType[*Unsaid](err); is {
			s.unsaid, s.page = unsaid.Settings, unsaid.Page
		} else if below := headerBelow(m.source, m.fits); below != "" {
			s.message = below
		} else if hint := m.file.options.hint(m.header, 0); hint != "" {
			s.message += "; " + hint
		}
		return nil, s
	}
	return m.mapped.Header(), nil
}

// fits reports whether the mapping reads a file with a header.
func (m *mappedRecords) fits(header []string) bool {
	_, err := m.mapping.Begin(header, m.file.programme, m.file.dates)
	_, unsaid := errors.AsType[*Unsaid](err)
	return err == nil || unsaid
}

// take hands the next record of the source to the mapping.
func (m *mappedRecords) take() error {
	record, err := m.source.Read()
	if err == io.EOF {
		m.ended = true
		if m.spoilt {
			return nil
		}
		if err := m.mapped.End(); err != nil {
			return stop("%v", err)
		}
		return nil
	}
	passOver(record, m.passed)
	var s *stopped
	switch {
	case errors.As(err, &s):
		return m.named(s)
	case err != nil:
		return err
	case isBlank(record):
		return nil
	}
	line := m.source.lineOf(0)
	if s := m.misshapen(record); s != nil {
		m.spoilt = true
		m.file.halt(m.named(s))
		return nil
	}
	if repeats(record, m.header, m.passed) {
		m.spoilt = true
		m.file.Fault(line, "", headerAgain)
		return nil
	}
	for k, cell := range record {
		record[k] = trimmed(cell)
	}
	for _, w := range m.mapped.Take(line, record[:len(m.header)]) {
		m.refuse(line, record, w)
	}
	return nil
}

// refuse reports a fault of a cell of the source.
func (m *mappedRecords) refuse(line int, record []string, w Wrong) {
	x := Fault{File: m.file.name, Line: line, Column: w.Column, Message: w.Message}
	switch {
	case w.Date != "" && m.dated != nil:
		m.dated(line, record, w)
		return
	case w.Date != "":
		x.Asks = AskDates
	}
	m.spoilt = true
	m.file.fault(x)
}

// misshapen returns what is wrong with a record of the source before its cells are looked at, or nil.
func (m *mappedRecords) misshapen(record []string) *stopped {
	if place, message := miscount(m.source, m.header, record); message != "" {
		return &stopped{line: m.source.lineOf(0), place: place, message: message}
	}
	return m.source.illegible(record)
}

// named gives a fault of the source the name that its column has there.
func (m *mappedRecords) named(s *stopped) *stopped {
	if s.place != noPlace {
		s.column = columnAt(m.header, s.place)
	}
	return s
}

func (m *mappedRecords) lineOf(int) int { return m.line }

func (m *mappedRecords) illegible([]string) *stopped { return nil }

func (m *mappedRecords) remedies() (fewer, more string) { return m.source.remedies() }

func (m *mappedRecords) form() string { return m.source.form() }
