package mapping

import (
	"fmt"
	"math/big"
	"strings"
)

// decimal is an exact decimal: n / 10^scale. The zero value is 0.
type decimal struct {
	n     big.Int
	scale int // from 0
}

// A decimal that is read has at most mostDigits digits before and after its mark, also where an exponent
// stands for them.
const mostDigits = 40

// parseDecimal reads a decimal as systems write it, 1.2E-05 too, with that mark before the decimals, and that
// one between thousands, 0 for none. Nothing is rounded. wrong says what is wrong with it.
func parseDecimal(s string, mark, thousands byte) (d decimal, wrong string) {
	rest, negative := strings.CutPrefix(s, "-")
	if !negative {
		rest = strings.TrimPrefix(rest, "+")
	}
	rest, exponent, is := exponentOf(rest)
	whole, fraction, dotted := strings.Cut(rest, string(mark))
	if thousands != 0 && is {
		whole, is = ungrouped(whole, thousands)
	}
	if !is || whole+fraction == "" || dotted && fraction == "" || !isDigits(whole) || !isDigits(fraction) {
		return d, quote(s) + " is not an amount that is " + writtenWith(mark, thousands) + "; correct it, or say in the mapping how amounts are written"
	}
	fraction = strings.TrimRight(fraction, "0")
	digits := strings.TrimLeft(whole+fraction, "0")
	if digits == "" {
		return d, ""
	}
	d.scale = len(fraction) - exponent
	if len(digits)-d.scale > mostDigits || d.scale > mostDigits {
		return d, fmt.Sprintf("%s is beyond what an amount can be, %d digits before and after its mark; correct it", quote(s), mostDigits)
	}
	d.n.SetString(digits, 10)
	if d.scale < 0 {
		d.n.Mul(&d.n, powerOfTen(-d.scale))
		d.scale = 0
	}
	if negative {
		d.n.Neg(&d.n)
	}
	return d, ""
}

// writtenWith says in words how amounts are written.
func writtenWith(mark, thousands byte) string {
	if thousands == 0 {
		return fmt.Sprintf("written with the decimal mark %q alone", string(mark))
	}
	return fmt.Sprintf("written with the decimal mark %q and %q between thousands", string(mark), string(thousands))
}

// exponentOf cuts the exponent off, and reports whether there is none or a sound one.
func exponentOf(s string) (rest string, exponent int, is bool) {
	k := strings.IndexAny(s, "eE")
	if k < 0 {
		return s, 0, true
	}
	digits, negative := strings.CutPrefix(s[k+1:], "-")
	if !negative {
		digits = strings.TrimPrefix(digits, "+")
	}
	digits = strings.TrimLeft(digits, "0")
	if len(s[k+1:]) == 0 || !isDigits(digits) || digits == "" && !strings.HasSuffix(s, "0") || len(digits) > 3 {
		return s, 0, false
	}
	for _, c := range []byte(digits) {
		exponent = 10*exponent + int(c-'0')
	}
	if negative {
		exponent = -exponent
	}
	return s[:k], exponent, true
}

// ungrouped takes the marks between thousands out, and reports whether they stand between thousands.
func ungrouped(whole string, mark byte) (digits string, is bool) {
	groups := strings.Split(whole, string(mark))
	for k, group := range groups {
		if k > 0 && len(group) != 3 || k == 0 && len(groups) > 1 && (len(group) < 1 || len(group) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func isDigits(s string) bool {
	for k := range len(s) {
		if s[k] < '0' || s[k] > '9' {
			return false
		}
	}
	return true
}

// powersOfTen are those that decimals are scaled by, none of which is changed.
var powersOfTen = func() (powers [2*mostDigits + 1]*big.Int) {
	for k := range powers {
		powers[k] = new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(k)), nil)
	}
	return powers
}()

func powerOfTen(n int) *big.Int { return powersOfTen[n] }

// add adds another decimal to it.
func (d *decimal) add(o *decimal) {
	if d.scale < o.scale {
		d.n.Mul(&d.n, powerOfTen(o.scale-d.scale))
		d.scale = o.scale
	}
	if d.scale == o.scale {
		d.n.Add(&d.n, &o.n)
		return
	}
	var scaled big.Int
	d.n.Add(&d.n, scaled.Mul(&o.n, powerOfTen(d.scale-o.scale)))
}

// rounded returns it with no more than that many decimals, half to even.
func (d *decimal) rounded(digits int) decimal {
	var r decimal
	if d.scale <= digits {
		r.n.Set(&d.n)
		r.scale = d.scale
		return r
	}
	unit := powerOfTen(d.scale - digits)
	var rest big.Int
	r.n.QuoRem(&d.n, unit, &rest) // toward zero
	r.scale = digits
	half := rest.Abs(&rest).Lsh(&rest, 1).Cmp(unit)
	if half > 0 || half == 0 && r.n.Bit(0) == 1 {
		r.n.Add(&r.n, big.NewInt(int64(d.n.Sign())))
	}
	return r
}

// String writes it without an exponent and without zeros at the end: -0.000011139.
func (d *decimal) String() string {
	digits := new(big.Int).Abs(&d.n).String()
	if missing := d.scale + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	text := digits[:len(digits)-d.scale]
	if fraction := strings.TrimRight(digits[len(digits)-d.scale:], "0"); fraction != "" {
		text += "." + fraction
	}
	if d.n.Sign() < 0 {
		text = "-" + text
	}
	return text
}
