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
		"0.4838709677419368": "0.4838709677419368", "1234567890123456789012345678.01": "1234567890123456789012345678.01",
		"0.1" + strings.Repeat("0", 60): "0.1",
		"1E-29":                         "0." + strings.Repeat("0", 28) + "1",
	} {
		d, wrong := parseAmount(s, '.', 0)
		if got := d.Shortest(); got != want || wrong != "" {
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
		d, wrong := parseAmount(c.s, c.mark, c.thousands)
		if got := d.Shortest(); got != c.want || wrong != "" {
			t.Errorf("%s is %s, want %s; %s", c.s, got, c.want, wrong)
		}
	}
}

func TestWhatIsNoDecimalIsRefused(t *testing.T) {
	const alone = ` is not an amount that is written with the decimal mark "." alone; correct it, or say in the mapping how amounts are written`
	for _, s := range []string{".", "-", "1.", "1,5", "1.234,5", "$5", "(5)", "5-", "--5", "1.2.3", "1e", "1e+", "e5", "1e5.5", "1E1000", "0x1F", "Inf", "NaN", "１", "1 000"} {
		if d, wrong := parseAmount(s, '.', 0); wrong != quote(s)+alone {
			t.Errorf("%q is %s; %s", s, d.Shortest(), wrong)
		}
	}
	for _, s := range []string{"12.34,5", "1.2345,5", ".234,5", "1..234,5", "1.234.5", "1,234.5"} {
		if d, wrong := parseAmount(s, ',', '.'); wrong != quote(s)+` is not an amount that is written with the decimal mark "," and "." between thousands; correct it, or say in the mapping how amounts are written` {
			t.Errorf("%q is %s; %s", s, d.Shortest(), wrong)
		}
	}
	for _, s := range []string{"1E30", "1E-30", "1E999", "1E-999", strings.Repeat("9", 31), "0." + strings.Repeat("1", 30)} {
		if d, wrong := parseAmount(s, '.', 0); wrong != quote(s)+" has too many digits for an amount; correct it" {
			t.Errorf("%q is %s; %s", s, d.Shortest(), wrong)
		}
	}
}

// numbers are decimals as systems write them.
var numbers = rapid.StringMatching(`-?[0-9]{1,12}(\.[0-9]{1,12})?([eE][+-]?[0-9])?`)

func TestAmountsAreThoseOfFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := numbers.Draw(t, "amount")
		d, wrong := parseAmount(s, '.', 0)
		want, is := new(big.Rat).SetString(s)
		if wrong != "" || !is {
			t.Fatalf("%s: %s", s, wrong)
		}
		if got, is := new(big.Rat).SetString(d.Shortest()); !is || got.Cmp(want) != 0 {
			t.Fatalf("%s is read as %s", s, d.Shortest())
		}
	})
}
