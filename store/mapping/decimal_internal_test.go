package mapping

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDecimalsAreTakenExactly(t *testing.T) {
	for s, want := range map[string]string{
		"0": "0", "-0": "0", "0.000": "0", "7": "7", "+7": "7", "-7.50": "-7.5", "007.10": "7.1", ".5": "0.5",
		"1.2E-05": "0.000012", "1.2e-5": "0.000012", "-1E3": "-1000", "1.25E+2": "125", "0E-999": "0", "1e0": "1",
		"0.4838709677419368": "0.4838709677419368", "123456789012345678901234567890.01": "123456789012345678901234567890.01",
		"0.1" + strings.Repeat("0", 60): "0.1",
		"1E-40":                         "0." + strings.Repeat("0", 39) + "1",
	} {
		d, wrong := parseDecimal(s, '.', 0)
		if got := d.String(); got != want || wrong != "" {
			t.Errorf("%s is %s, want %s; %s", s, got, want, wrong)
		}
	}
	for _, c := range []struct {
		s, want         string
		mark, thousands byte
	}{
		{"1234,5", "1234.5", ',', 0},
		{"1.234,5", "1234.5", ',', '.'},
		{"1,234,567.25", "1234567.25", '.', ','},
		{"12 345", "12345", '.', ' '},
		{"-1'234", "-1234", '.', '\''},
		{"234,5", "234.5", ',', '.'},
	} {
		d, wrong := parseDecimal(c.s, c.mark, c.thousands)
		if got := d.String(); got != c.want || wrong != "" {
			t.Errorf("%s is %s, want %s; %s", c.s, got, c.want, wrong)
		}
	}
}

func TestWhatIsNoDecimalIsRefused(t *testing.T) {
	const alone = ` is not an amount that is written with the decimal mark "." alone; correct it, or say in the mapping how amounts are written`
	for _, s := range []string{".", "-", "1.", "1,5", "1.234,5", "$5", "(5)", "5-", "--5", "1.2.3", "1e", "1e+", "e5", "1e5.5", "1E1000", "0x1F", "Inf", "NaN", "１", "1 000"} {
		if d, wrong := parseDecimal(s, '.', 0); wrong != quote(s)+alone {
			t.Errorf("%q is %s; %s", s, &d, wrong)
		}
	}
	for _, s := range []string{"12.34,5", "1.2345,5", ".234,5", "1..234,5", "1.234.5", "1,234.5"} {
		if d, wrong := parseDecimal(s, ',', '.'); wrong != quote(s)+` is not an amount that is written with the decimal mark "," and "." between thousands; correct it, or say in the mapping how amounts are written` {
			t.Errorf("%q is %s; %s", s, &d, wrong)
		}
	}
	for _, s := range []string{"1E40", "1E-41", "1E999", "1E-999", strings.Repeat("9", 41), "0." + strings.Repeat("1", 41)} {
		if d, wrong := parseDecimal(s, '.', 0); wrong != quote(s)+" is beyond what an amount can be, 40 digits before and after its mark; correct it" {
			t.Errorf("%q is %s; %s", s, &d, wrong)
		}
	}
}

func TestRoundingIsHalfToEven(t *testing.T) {
	for s, want := range map[string]string{
		"0.005": "0", "0.015": "0.02", "0.025": "0.02", "0.0250000001": "0.03", "-0.005": "0", "-0.015": "-0.02", "-0.025": "-0.02",
		"-0.0251": "-0.03", "2.675": "2.68", "2.685": "2.68", "0.004999": "0", "7": "7", "9.995": "10", "1.2": "1.2",
	} {
		d, wrong := parseDecimal(s, '.', 0)
		if r := d.rounded(2); r.String() != want || wrong != "" || d.String() != s {
			t.Errorf("%s is rounded to %s, want %s; it is %s now", s, &r, want, &d)
		}
	}
	d, _ := parseDecimal("2.5", '.', 0)
	if r := d.rounded(0); r.String() != "2" {
		t.Errorf("2.5 is rounded to %s", &r)
	}
}

// numbers are decimals as systems write them.
var numbers = rapid.StringMatching(`-?[0-9]{1,12}(\.[0-9]{1,12})?([eE][+-]?[0-9])?`)

func TestSumsAreThoseOfFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sum decimal
		want := new(big.Rat)
		for _, s := range rapid.SliceOfN(numbers, 1, 30).Draw(t, "amounts") {
			d, wrong := parseDecimal(s, '.', 0)
			exact, is := new(big.Rat).SetString(s)
			if wrong != "" || !is {
				t.Fatalf("%s: %s", s, wrong)
			}
			sum.add(&d)
			want.Add(want, exact)
		}
		got, is := new(big.Rat).SetString(sum.String())
		if !is || got.Cmp(want) != 0 {
			t.Fatalf("%s, want %s", &sum, want.RatString())
		}
		rounded := sum.rounded(2)
		r, _ := new(big.Rat).SetString(rounded.String())
		off := new(big.Rat).Sub(r, want)
		if off.Abs(off).Cmp(big.NewRat(1, 200)) > 0 || !new(big.Rat).Mul(r, big.NewRat(100, 1)).IsInt() {
			t.Fatalf("%s is rounded to %s", &sum, &rounded)
		}
	})
}
