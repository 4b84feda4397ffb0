package programme

import (
	"fmt"
	"math/big"
	"strings"
)

// mostDigits bounds a decimal of which nobody says how many decimals it may have.
const mostDigits = 30

// Decimal is an exact decimal with as many decimals as it was written with, such as an amount in a foreign
// currency, or a rate (R11a). It never changes; the zero value is 0.
type Decimal struct {
	digits *big.Int // the decimal without its point; nil for 0
	scale  int      // how many of the digits are decimals
}

// ParseExact reads a decimal such as "12.345". An exponent, a separator of thousands, and more than 30 digits
// are an error; nothing is rounded.
func ParseExact(s string) (Decimal, error) {
	if len(strings.Trim(strings.Replace(s, ".", "", 1), "-")) > mostDigits {
		return Decimal{}, fmt.Errorf("%q has more than %d digits; shorten it", s, mostDigits)
	}
	return parseDecimal(s)
}

// parseDecimal is ParseExact for any number of digits: a sum may have more than what it is made of.
func parseDecimal(s string) (Decimal, error) {
	negative, whole, fraction, is := decimalParts(s)
	if !is {
		return Decimal{}, notAnAmount(s)
	}
	digits, _ := new(big.Int).SetString(whole+fraction, 10) // decimalParts found nothing but digits
	if negative {
		digits.Neg(digits)
	}
	return Decimal{digits, len(fraction)}, nil
}

// decimalParts takes a plain decimal apart, and reports whether it is one.
func decimalParts(s string) (negative bool, whole, fraction string, is bool) {
	rest, negative := strings.CutPrefix(s, "-")
	whole, fraction, dotted := strings.Cut(rest, ".")
	return negative, whole, fraction, whole != "" && (fraction != "" || !dotted) && isDigits(whole) && isDigits(fraction)
}

func notAnAmount(s string) error {
	return fmt.Errorf("%q is not an amount; write it as 1000.50, without separators", s)
}

// MinorUnits returns an amount of minor units of a currency with that many decimals as a decimal.
func MinorUnits(n int64, decimals int) Decimal { return Decimal{big.NewInt(n), decimals} }

func (d Decimal) number() *big.Int {
	if d.digits == nil {
		return new(big.Int)
	}
	return d.digits
}

// at returns the digits of the decimal with a scale that is no smaller than its own. They are not to be
// changed.
func (d Decimal) at(scale int) *big.Int {
	if scale == d.scale {
		return d.number()
	}
	return new(big.Int).Mul(d.number(), powerOfTen(scale-d.scale))
}

func powerOfTen(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// Plus returns the sum of two decimals, with the decimals of the longer one.
func (d Decimal) Plus(o Decimal) Decimal {
	scale := max(d.scale, o.scale)
	return Decimal{new(big.Int).Add(d.at(scale), o.at(scale)), scale}
}

// Times returns the product of two decimals.
func (d Decimal) Times(o Decimal) Decimal {
	return Decimal{new(big.Int).Mul(d.number(), o.number()), d.scale + o.scale}
}

// Equal reports whether two decimals are the same amount, however they were written.
func (d Decimal) Equal(o Decimal) bool {
	scale := max(d.scale, o.scale)
	return d.at(scale).Cmp(o.at(scale)) == 0
}

// Sign returns -1, 0 or 1 for a decimal below, of or above zero.
func (d Decimal) Sign() int { return d.number().Sign() }

// round returns the decimal in units of so many decimals, rounded half to even.
func (d Decimal) round(decimals int) *big.Int {
	if decimals >= d.scale {
		return d.at(decimals)
	}
	unit := powerOfTen(d.scale - decimals)
	whole, rest := new(big.Int).QuoRem(d.number(), unit, new(big.Int))
	half := new(big.Int).Abs(rest)
	switch half.Lsh(half, 1).Cmp(unit) {
	case 1:
		whole.Add(whole, big.NewInt(int64(rest.Sign())))
	case 0:
		if whole.Bit(0) == 1 {
			whole.Add(whole, big.NewInt(int64(rest.Sign())))
		}
	}
	return whole
}

// Rounded returns the decimal with at most so many decimals, rounded half to even.
func (d Decimal) Rounded(decimals int) Decimal {
	if decimals >= d.scale {
		return d
	}
	return Decimal{d.round(decimals), decimals}
}

// String writes the decimal as it was written, without zeros before it: 12.345, -0.07, 10.00.
func (d Decimal) String() string {
	s := new(big.Int).Abs(d.number()).String()
	if len(s) <= d.scale {
		s = strings.Repeat("0", d.scale-len(s)+1) + s
	}
	if d.scale > 0 {
		s = s[:len(s)-d.scale] + "." + s[len(s)-d.scale:]
	}
	if d.Sign() < 0 {
		s = "-" + s
	}
	return s
}

// Shortest writes the decimal without zeros at its end: those of the same amount are the same.
func (d Decimal) Shortest() string {
	s := d.String()
	if d.scale > 0 {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}
