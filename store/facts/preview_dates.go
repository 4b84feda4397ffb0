package facts

import (
	"io"
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
	orders := []Dates{DayMonthYear, MonthDayYear, YearMonthDay}
	var sample []PreviewRow
	for looked := 0; looked < mostLooked && len(orders) > 0 && f.Next(); looked++ {
		asked := false
		for _, c := range dayColumns[f.kind] {
			if s := f.dateAt(c); ISO.asks(s) == AskDates {
				asked = true
				orders = slices.DeleteFunc(orders, func(order Dates) bool { return !order.reads(s, f.kind == Rates || f.kind == Usage) })
			}
		}
		if asked && len(sample) < MostPreviewed {
			sample = append(sample, PreviewRow{Line: f.line, Cells: slices.Clone(f.record)})
		}
	}
	for _, order := range orders {
		found = append(found, f.readBy(order, sample))
	}
	if len(found) > 1 && len(sample) > 0 && reflect.DeepEqual(found[0].Rows, found[len(found)-1].Rows) { // years stand first
		found = found[len(found)-1:]
	}
	return found, f.err
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

// readBy has the days of records by an order.
func (f *File) readBy(order Dates, sample []PreviewRow) Reading {
	v := Reading{Answer: string(order), Header: f.heading}
	for _, row := range sample {
		row.Days = make([]*programme.Day, len(row.Cells))
		for _, c := range dayColumns[f.kind] {
			if !f.has(c) {
				continue
			}
			if d, wrong := order.day(strings.TrimSpace(row.Cells[f.places[c]])); wrong == "" {
				row.Days[f.places[c]] = &d
			}
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}
