package views

import (
	"strings"

	"shimei/store/programme"
)

// ImportMapped is what a mapping made of a file. Amounts are exact decimals, such as 0.000011139.
type ImportMapped struct {
	File        string
	Mapping     string // its name: of one that comes with Shimei, or its file
	Report      bool   // the rest is known: it could be read
	Rows        int64  // of the file
	Taken, Into int64  // rows that were not left out, and how many they became
	LeftOut     []MappedLeftOut
	Totals      []MappedTotal
	NoPlace     []string // columns of the file that the mapping does not read
}

// MappedLeftOut tells of rows that were left out for a reason; amounts are in the order of the totals, "" for
// none.
type MappedLeftOut struct {
	Reason  programme.Text
	Rows    int64
	Amounts []string
}

// MappedTotal is the total of a column, in a currency or none. Rounded is "" where nothing is rounded.
type MappedTotal struct{ Column, Currency, Read, Out, Rounded string }

// rounds reports whether any total is rounded.
func (m ImportMapped) rounds() bool {
	for _, t := range m.Totals {
		if t.Rounded != "" {
			return true
		}
	}
	return false
}

// named is a mapping in words.
func (m ImportMapped) named(f Frame) string { return f.L.Term("mapping_name", m.Mapping) }

// column names a total.
func (t MappedTotal) column(f Frame) string {
	name := f.L.Term("mapping_amount", t.Column)
	if t.Currency == "" {
		return name
	}
	return f.T("mapping.in_currency", "Name", name, "Currency", t.Currency)
}

// Decimal writes an exact decimal, as long as it is.
func (l *Locale) Decimal(s string) string {
	rest, negative := strings.CutPrefix(s, "-")
	whole, fraction, is := strings.Cut(rest, ".")
	text := l.grouped(whole)
	if is {
		text += "." + fraction
	}
	if negative {
		text = "-" + text
	}
	return text
}
