package views

import (
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

func TestANumberIsReadAsItIsPrinted(t *testing.T) {
	for _, c := range []struct{ typed, currency, want string }{
		{"1500", "", "1500"}, {"1,500", "", "1500"}, {"１，５００", "", "1500"}, {" -20 ", "", "-20"}, {"−1,234,567", "", "-1234567"}, {"+7", "", "7"},
		{"$1,500.00", "USD", "1500.00"}, {"-$1,500.00", "USD", "-1500.00"}, {"＄１，５００．００", "USD", "1500.00"}, {"￥1,500", "JPY", "1500"},
		{"", "", ""}, {"1,5", "", "1,5"}, {"1,50,000", "", "1,50,000"}, {",500", "", ",500"}, {"$5", "", "$5"}, {"1.500,00", "USD", "1.500,00"}, {"many", "", "many"}, {"--5", "", "--5"},
	} {
		for _, language := range Languages {
			if got := For(language).PlainNumber(c.typed, c.currency); got != c.want {
				t.Errorf("%s: %q is read as %q, want %q", language, c.typed, got, c.want)
			}
		}
	}
}

func TestWhatAPagePrintsIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := For(rapid.SampledFrom(Languages).Draw(t, "language"))
		n := rapid.Int64Range(-999999999999999, 999999999999999).Draw(t, "number")
		if got, err := programme.ParseDecimal(l.PlainNumber(l.Number(n), ""), 0); err != nil || got != n {
			t.Fatalf("%s is read as %d %v", l.Number(n), got, err)
		}
		for code, digits := range map[string]int{"USD": 2, "JPY": 0, "EUR": 2, "CHF": 2} {
			printed := l.Money(n/100, code, digits)
			if got, err := programme.ParseDecimal(l.PlainNumber(printed, code), digits); err != nil || got != n/100 {
				t.Fatalf("%s is read as %d %v", printed, got, err)
			}
		}
	})
}
