package facts_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"shimei/store/facts"
	"shimei/store/programme"
)

// read reads all the rows of a file, and what Open or Err said of it.
func read(r io.Reader, p *programme.Programme, as facts.Kind) (rows []any, err error) {
	f, err := facts.Open("file.csv", r, p, facts.Options{As: as})
	if err != nil {
		return nil, err
	}
	for f.Next() {
		if row, ok := rowOf(f); ok {
			rows = append(rows, row)
		}
	}
	return rows, f.Err()
}

// rowOf reads the current record as a row of the file's kind.
func rowOf(f *facts.File) (row any, ok bool) {
	switch f.Kind() {
	case facts.Partners:
		row, ok = f.Partner()
	case facts.Customers:
		row, ok = f.Customer()
	case facts.Subscriptions:
		row, ok = f.Subscription()
	case facts.Rates:
		row, ok = f.Rate()
	case facts.Usage:
		row, ok = f.Usage()
	case facts.Sales:
		row, ok = f.Sale()
	case facts.Associations:
		row, ok = f.Association()
	}
	return row, ok
}

// faults returns what is wrong with a file, a line each.
func faults(text string, as facts.Kind) string {
	_, err := read(strings.NewReader(text), programme.BuiltIn(), as)
	if err == nil {
		return ""
	}
	return err.Error()
}

// bad is one file that is wrong, and all that is to be said about it.
type bad struct{ name, file, want string }

func (b bad) check(t *testing.T, as facts.Kind) {
	t.Helper()
	if got := faults(b.file, as); got != b.want {
		t.Errorf("%s\n got: %s\nwant: %s", b.name, got, b.want)
	}
}

func day(year int, month time.Month, of int) programme.Moment {
	return programme.BuiltIn().MomentOn(programme.DayOf(year, month, of))
}

// customer is a row of a tenant with a name.
func customer(line int, id, name string) facts.CustomerRow {
	return facts.CustomerRow{Line: line, TenantID: id, Name: name}
}
