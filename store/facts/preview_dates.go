package facts

import (
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"shimei/store/programme"
)

// dayColumns are the columns of each kind that hold days, or months.
var dayColumns = map[Kind][]int{
	Partners:      {partnerAsOf},
	Subscriptions: {subscriptionStart, subscriptionEnd, subscriptionRenewal, subscriptionAsOf},
	Rates:         {rateMonth},
	Usage:         {usageMonth},
	Sales:         {saleDate},
	Associations:  {associationFrom, associationTo},
}

// dateSearch looks for the orders in which all dates can be read, and keeps the first records that have some.
type dateSearch struct {
	orders []Dates
	header []string // of these records
	sample []datedRow
}

// datedRow is a record, and the text of its dates by their places.
type datedRow struct {
	PreviewRow
	dates map[int]string
}

// ordersOf finds the orders in which all dates of a file can be read that could be more than one day.
func ordersOf(open func() (io.ReadCloser, error), p *programme.Programme, o Options) (found []Reading, err error) {
	o.Dates = ISO
	r, err := open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // it was only read
	f, err := Open("", r, p, o)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // likewise
	s := &dateSearch{orders: []Dates{DayMonthYear, MonthDayYear, YearMonthDay}}
	if m := f.mapped; m != nil {
		m.dated = func(line int, record []string, w Wrong) {
			s.take(m.header, line, record, map[int]string{slices.Index(m.header, w.Column): w.Date}, false)
		}
	}
	for looked := 0; looked < mostLooked && len(s.orders) > 0 && f.Next(); looked++ {
		s.take(f.heading, f.line, f.record, f.datesOf(), f.kind == Rates || f.kind == Usage)
	}
	return s.readings(), f.err
}

// datesOf are the texts of the days or months of the current record.
func (f *File) datesOf() map[int]string {
	dates := map[int]string{}
	for _, c := range dayColumns[f.kind] {
		if s := f.dateAt(c); s != "" {
			dates[f.places[c]] = s
		}
	}
	return dates
}

// take looks at a record. Dates are days, or months.
func (s *dateSearch) take(header []string, line int, record []string, dates map[int]string, month bool) {
	asked := false
	for _, text := range dates {
		if ISO.Asks(text) == AskDates {
			asked = true
			s.orders = slices.DeleteFunc(s.orders, func(order Dates) bool { return !order.reads(text, month) })
		}
	}
	last := len(s.sample) - 1
	switch {
	case last < 0:
		s.header = header
	case slices.Equal(s.header, header) && s.sample[last].Line == line: // a mapping tells date after date
		maps.Copy(s.sample[last].dates, dates)
		return
	}
	if asked && len(s.sample) < MostPreviewed && slices.Equal(s.header, header) {
		s.sample = append(s.sample, datedRow{PreviewRow{Line: line, Cells: slices.Clone(record)}, dates})
	}
}

// readings has the records as they read by each order.
func (s *dateSearch) readings() (found []Reading) {
	for _, order := range s.orders {
		found = append(found, s.readBy(order))
	}
	if len(found) > 1 && len(s.sample) > 0 && reflect.DeepEqual(found[0].Rows, found[len(found)-1].Rows) { // years stand first
		found = found[len(found)-1:]
	}
	return found
}

// readBy has the days of the records by an order.
func (s *dateSearch) readBy(order Dates) Reading {
	v := Reading{Answer: string(order), Header: s.header}
	for _, row := range s.sample {
		row.Days = make([]*programme.Day, len(row.Cells))
		for place, text := range row.dates {
			if d, wrong := order.day(text); wrong == "" && place >= 0 && place < len(row.Days) {
				row.Days[place] = &d
			}
		}
		v.Rows = append(v.Rows, row.PreviewRow)
	}
	return v
}

// dateAt returns a cell as the reading of dates has it; "" where there is none.
func (f *File) dateAt(column int) string {
	if !f.has(column) {
		return ""
	}
	return strings.TrimSpace(f.record[f.places[column]])
}

// reads reports whether an order reads a text as a day, or as a month.
func (o Dates) reads(s string, month bool) bool {
	if month {
		_, err := o.month(s)
		return err == nil
	}
	_, wrong := o.day(s)
	return wrong == ""
}
