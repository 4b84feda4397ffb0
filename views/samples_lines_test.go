package views

import (
	"slices"
	"time"
)

// sampleLines are two customers: one with one line, and one with several facts.
func sampleLines() []CustomerLines {
	line := LineRow{Month: april, Counted: record, Others: nil, Locations: []PartnerRef{northern}, Amount: 12340000,
		Sources: []FactSource{{"usage-2016-04.csv", 1234, 1236, at(time.May, 5, 7)}, {}}, Originals: []Original{{"113944.32", "EUR", "1.0837"}, {"3.99", "USD", ""}}}
	before := line
	before.Month, before.Others, before.Amount = april-1, append(before.Others, delegate), 5678
	of, none := slices.Clone(sampleCards()[2].Requirements[0].Trend), int64(0)
	for k := range of {
		of[k].Figure = &none
	}
	return []CustomerLines{
		{Customer: FigureCustomer{"Adatum Japan", "adatum-jp", true}, Open: true, Amount: 12345678, Facts: []FactLines{{Fact{"77c0-azure", azure}, 12345678, of, []LineRow{before, line}}}},
		{Customer: FigureCustomer{"ルツェルン出版", "lucerne", false}, Amount: 12345678, Facts: []FactLines{
			{Fact{"77c0-azure", azure}, 12340000, of, []LineRow{line}}, {Fact{"", azure}, 5678, of, []LineRow{before, before}}, {Fact{}, 0, of, []LineRow{{Month: april, Counted: record}}}}},
	}
}
