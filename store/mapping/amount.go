package mapping

import (
	"fmt"
	"strings"

	"shimei/store/programme"
)

// parseAmount reads a decimal as systems write it, 1.2E-05 too, with that mark before the decimals, and that
// one between thousands, 0 for none. Nothing is rounded. wrong says what is wrong with it.
func parseAmount(s string, mark, thousands byte) (d programme.Decimal, wrong string) {
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
	plain := shifted(strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0"), exponent)
	if negative {
		plain = "-" + plain
	}
	d, err := programme.ParseExact(plain)
	if err != nil {
		return d, quote(s) + " has too many digits for an amount; correct it"
	}
	return d, ""
}

// shifted returns a plain decimal, with its point moved by an exponent.
func shifted(whole, fraction string, exponent int) string {
	digits, decimals := strings.TrimLeft(whole+fraction, "0"), len(fraction)-exponent
	if digits == "" {
		return "0"
	}
	if decimals <= 0 {
		return digits + strings.Repeat("0", -decimals)
	}
	if missing := decimals + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	return digits[:len(digits)-decimals] + "." + digits[len(digits)-decimals:]
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
