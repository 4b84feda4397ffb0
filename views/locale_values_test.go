package views

import (
	"math"
	"testing"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"shimei/store/programme"
)

func TestValuesReadInEachLanguage(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*3600)
	at := time.Date(2016, 4, 15, 9, 5, 0, 0, tokyo)
	en, ja := For("en"), For("ja")
	for _, c := range []struct{ got, want string }{
		{en.Number(-1234567), "-1,234,567"}, {ja.Number(1234567), "1,234,567"},
		{en.Money(1500000, "USD", 2), "$15,000.00"}, {ja.Money(1500000, "USD", 2), "$15,000.00"},
		{en.Money(-5, "USD", 2), "-$0.05"}, {en.Money(15000, "JPY", 0), "¥15,000"},
		{ja.Money(15000, "JPY", 0), "¥15,000"}, {en.Money(100, "???", 2), "??? 1.00"},
		{en.Money(1<<62, "USD", 2), "$46,116,860,184,273,879.04"},
		{en.Date(at), "15 April 2016"}, {ja.Date(at), "2016/04/15"},
		{en.DateTime(at), "15 April 2016, 09:05 JST"}, {ja.DateTime(at), "2016/04/15 09:05 JST"},
		{en.DateTime(at.In(time.FixedZone("", 3600))), "15 April 2016, 01:05 UTC+01:00"},
		{en.Month(programme.MonthOf(2016, 4)), "April 2016"}, {ja.Month(programme.MonthOf(2016, 4)), "2016年4月"},
		{en.Text(programme.Text{En: "a", Ja: "b"}), "a"}, {ja.Text(programme.Text{En: "a", Ja: "b"}), "b"},
		{en.Country("JP"), "Japan"}, {ja.Country("JP"), "日本"}, {en.Country("?"), "?"}, {en.Country(""), ""},
		{en.Refusal(&programme.Refusal{Code: programme.RefusedNothingChosen}), "Choose at least one subscription."},
		{(*Locale)(nil).Language(), "en"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestNumbersReadAsTheLibraryWritesThem(t *testing.T) {
	for _, name := range Languages {
		l, printer := For(name), message.NewPrinter(language.Make(name))
		for _, n := range []int64{0, 9, 10, 999, 1000, 9999, 10000, 123456, 999999, 1000000, 1234567890, math.MaxInt64} {
			for _, n := range []int64{n, -n} {
				if got, want := l.Number(n), printer.Sprintf("%d", n); got != want {
					t.Errorf("%s: %d reads %q, want %q", name, n, got, want)
				}
			}
		}
		if got, want := l.Number(math.MinInt64), printer.Sprintf("%d", int64(math.MinInt64)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
