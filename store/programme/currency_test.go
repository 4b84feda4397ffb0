package programme_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

func exact(t rapid.TB, s string) programme.Decimal {
	t.Helper()
	d, err := programme.ParseExact(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func written(t rapid.TB, s string) programme.Amounts {
	t.Helper()
	a, err := programme.ParseAmounts(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnAmountIsConvertedHalfToEvenAtTheMinorUnit(t *testing.T) {
	for _, c := range []struct {
		currency string
		digits   int
		amounts  string
		want     string
	}{
		{"USD", 2, "10 EUR", "11.00"}, {"USD", 2, "10.00 EUR", "11.00"}, {"USD", 2, "-10 EUR", "-11.00"}, {"USD", 2, "0 EUR", "0.00"},
		{"USD", 2, "0.05 HUF", "0.02"}, {"USD", 2, "0.15 HUF", "0.08"}, {"USD", 2, "0.25 HUF", "0.12"}, // halves
		{"USD", 2, "-0.05 HUF", "-0.02"}, {"USD", 2, "-0.15 HUF", "-0.08"}, {"USD", 2, "0.0500001 HUF", "0.03"}, {"USD", 2, "0.0499999 HUF", "0.02"},
		{"USD", 2, "12.345 EUR, 500 JPY, 3.99 USD", "22.07"}, // 13.5795 + 4.5 + 3.99
		{"USD", 2, "0.005 USD", "0.00"}, {"USD", 2, "0.015 USD", "0.02"},
		{"USD", 2, "0.003 EUR, 0.003 HUF", "0.00"}, {"USD", 2, "0.004 EUR, 0.004 HUF", "0.01"}, // 0.0048 and 0.0064: rounded once, at the end
		{"JPY", 0, "0.5 HUF", "0"}, {"JPY", 0, "3 HUF", "2"}, {"JPY", 0, "5 HUF", "2"}, {"JPY", 0, "7 HUF", "4"},
		{"KWD", 3, "1 EUR", "1.100"},
	} {
		p := &programme.Programme{Currency: c.currency, Digits: c.digits}
		rates := programme.Rates{"EUR": exact(t, "1.1"), "JPY": exact(t, "0.009"), "HUF": exact(t, "0.50")}
		n, err := p.Convert(written(t, c.amounts), rates)
		if got := programme.FormatDecimal(n, c.digits); err != nil || got != c.want {
			t.Errorf("%s are %s %s, %v; not %s", c.amounts, got, c.currency, err, c.want)
		}
	}
}

func TestWhatCannotBeConvertedIsRefused(t *testing.T) {
	p := &programme.Programme{Currency: "USD", Digits: 2}
	var lacking programme.NoRateError
	if _, err := p.Convert(written(t, "1 CHF, 1 USD"), programme.Rates{"EUR": exact(t, "1")}); !errors.As(err, &lacking) || lacking.Currency != "CHF" {
		t.Errorf("without a rate: %v", err)
	}
	rates := programme.Rates{"EUR": exact(t, "1000000000000")}
	if n, err := p.Convert(written(t, "10.00 EUR"), rates); err != nil || n != programme.MaxAmount {
		t.Errorf("the largest amount: %d, %v", n, err)
	}
	for _, beyond := range []string{"10.0000000000001 EUR", "-10.0000000000001 EUR"} {
		if n, err := p.Convert(written(t, beyond), rates); err == nil || !strings.Contains(err.Error(), "beyond the largest amount taken, 10000000000000.00 USD") {
			t.Errorf("%s: %d, %v", beyond, n, err)
		}
	}
}

// A conversion is that of big.Rat, and at most half a minor unit from the exact sum.
func TestAConversionIsThatOfExactFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &programme.Programme{Currency: "USD", Digits: rapid.IntRange(0, 3).Draw(t, "digits")}
		rates, sum := programme.Rates{}, new(big.Rat)
		var all programme.Amounts
		for _, currency := range []string{"EUR", "JPY", "USD"} {
			amount := rapid.StringMatching(`-?[0-9]{1,6}(\.[0-9]{1,6})?`).Draw(t, currency)
			rate := "1"
			if currency != p.Currency {
				rate = rapid.SampledFrom([]string{"0.5", "0.05", "0.25", "1.0837", "0.000000000000000001", "154.20"}).Draw(t, "rate")
				rates[currency] = exact(t, rate)
			}
			a, _ := new(big.Rat).SetString(amount)
			r, _ := new(big.Rat).SetString(rate)
			sum.Add(sum, a.Mul(a, r))
			all = all.With(programme.Money{Amount: exact(t, amount), Currency: currency})
		}
		n, err := p.Convert(all, rates)
		if err != nil {
			t.Fatal(err)
		}
		off := new(big.Rat).Sub(sum.Mul(sum, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(p.Digits)), nil))), new(big.Rat).SetInt64(n))
		if half := off.Abs(off).Cmp(big.NewRat(1, 2)); half > 0 || half == 0 && n%2 != 0 {
			t.Fatalf("%s are %d, which is %s off", all, n, off)
		}
		if again := written(t, all.String()); again.String() != all.String() {
			t.Fatalf("%s are read as %s", all, again)
		}
	})
}

// Sums of decimals are those of fractions, in whatever order they are added.
func TestDecimalsAddUpExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.StringMatching(`-?[0-9]{1,20}(\.[0-9]{1,10})?`), 1, 6).Draw(t, "decimals")
		want := new(big.Rat)
		var sum, back programme.Decimal
		for k := range list {
			r, _ := new(big.Rat).SetString(list[k])
			want.Add(want, r)
			sum, back = sum.Plus(exact(t, list[k])), back.Plus(exact(t, list[len(list)-1-k]))
		}
		if got, is := new(big.Rat).SetString(sum.String()); !is || got.Cmp(want) != 0 || sum.String() != back.String() || !sum.Equal(back) {
			t.Fatalf("%v add up to %s and %s, not %s", list, sum, back, want.FloatString(10))
		}
		if short, is := new(big.Rat).SetString(sum.Shortest()); !is || short.Cmp(want) != 0 {
			t.Fatalf("%s is %s", sum, sum.Shortest())
		}
	})
}

func TestADecimalIsWrittenAsItCame(t *testing.T) {
	for written, want := range map[string][2]string{"12.345": {"12.345", "12.345"}, "10.00": {"10.00", "10"}, "007": {"7", "7"}, "100": {"100", "100"},
		"-0.070": {"-0.070", "-0.07"}, "-0": {"0", "0"}, "0.000": {"0.000", "0"}, strings.Repeat("9", 30): {strings.Repeat("9", 30), strings.Repeat("9", 30)}} {
		if d := exact(t, written); d.String() != want[0] || d.Shortest() != want[1] {
			t.Errorf("%s is written %s, and short %s; not %v", written, d, d.Shortest(), want)
		}
	}
	for written, says := range map[string]string{"": "not an amount", "1,5": "not an amount", "1e3": "not an amount", ".5": "not an amount", "5.": "not an amount",
		"１": "not an amount", strings.Repeat("9", 31): "more than 30 digits", "0." + strings.Repeat("9", 30): "more than 30 digits"} {
		if d, err := programme.ParseExact(written); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %s, %v", written, d, err)
		}
	}
	// The sum of two of 30 digits has more of them, and is read back.
	wide := programme.Amounts{}.With(programme.Money{Amount: exact(t, strings.Repeat("9", 30)), Currency: "EUR"}).
		With(programme.Money{Amount: exact(t, "0."+strings.Repeat("1", 29)), Currency: "EUR"})
	if again := written(t, wide.String()); again.String() != wide.String() {
		t.Errorf("%s is read as %s", wide, again)
	}
}

func TestARateIsAboveZero(t *testing.T) {
	for _, bad := range []string{"0", "0.00", "-1.1", "", "1,1", "x"} {
		if rate, err := programme.ParseRate(bad); err == nil || !strings.Contains(err.Error(), "no rate") {
			t.Errorf("%q: %s, %v", bad, rate, err)
		}
	}
	if rate, err := programme.ParseRate("0.000000000000000000000000001"); err != nil || rate.Sign() != 1 {
		t.Errorf("a small one: %s, %v", rate, err)
	}
}

func TestACurrencyIsReadWithoutRegardToCaseAndWidth(t *testing.T) {
	for _, written := range []string{"EUR", "eur", "Eur", "ＥＵＲ", "ｅｕｒ"} {
		if code, err := programme.ParseCurrency(written); err != nil || code != "EUR" {
			t.Errorf("%q: %q, %v", written, code, err)
		}
	}
	for _, bad := range []string{"", "EU", "EURO", "€", "E1R", "E R", "ÄÖÜ"} {
		if code, err := programme.ParseCurrency(bad); err == nil || !strings.Contains(err.Error(), "three letters") {
			t.Errorf("%q: %q, %v", bad, code, err)
		}
	}
}

func TestADecimalIsRoundedHalfToEven(t *testing.T) {
	for s, want := range map[string]string{
		"0.005": "0.00", "0.015": "0.02", "0.025": "0.02", "0.0250000001": "0.03", "-0.005": "0.00", "-0.015": "-0.02", "-0.025": "-0.02",
		"-0.0251": "-0.03", "2.675": "2.68", "2.685": "2.68", "0.004999": "0.00", "7": "7", "9.995": "10.00", "1.2": "1.2",
	} {
		d, err := programme.ParseExact(s)
		if r := d.Rounded(2); r.String() != want || err != nil || d.String() != s {
			t.Errorf("%s is rounded to %s, want %s; it is %s now (%v)", s, r, want, d, err)
		}
	}
}
