package programme

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// MaxAmount bounds a single count, and a single amount in minor units, that is taken in:
// far above any real one, and low enough that the sums of one line cannot pass 2^63.
const MaxAmount int64 = 1e15

// ParseDecimal reads a decimal such as "1000.50" as minor units of a currency with that
// many decimals. A fraction finer than the minor unit, an exponent, a separator of
// thousands or an amount beyond MaxAmount is an error; nothing is rounded (R11).
func ParseDecimal(s string, digits int) (int64, error) {
	negative, whole, fraction, is := decimalParts(s)
	if !is {
		return 0, notAnAmount(s)
	}
	if trimmed := strings.TrimRight(fraction, "0"); len(trimmed) > digits {
		return 0, fmt.Errorf("%q has more than %d decimals, the most that the currency has", s, digits)
	} else {
		fraction = trimmed + strings.Repeat("0", digits-len(trimmed))
	}
	n, err := strconv.ParseInt(whole+fraction, 10, 64)
	if err != nil || n > MaxAmount {
		return 0, fmt.Errorf("%q is beyond the largest amount taken, %s", s, FormatDecimal(MaxAmount, digits))
	}
	if negative {
		n = -n
	}
	return n, nil
}

// FormatDecimal writes minor units as a decimal: 100050 with 2 digits is "1000.50".
func FormatDecimal(n int64, digits int) string {
	sign, u := "", uint64(n)
	if n < 0 {
		sign, u = "-", -uint64(n)
	}
	s := strconv.FormatUint(u, 10)
	if digits == 0 {
		return sign + s
	}
	if len(s) <= digits {
		s = strings.Repeat("0", digits-len(s)+1) + s
	}
	return sign + s[:len(s)-digits] + "." + s[len(s)-digits:]
}

// Add sums two amounts. It is an error where the sum would pass 2^63 (R11).
func Add(a, b int64) (int64, error) {
	if b > 0 && a > math.MaxInt64-b || b < 0 && a < math.MinInt64-b {
		return 0, fmt.Errorf("the sum of %d and %d is beyond what a figure can hold", a, b)
	}
	return a + b, nil
}

func isDigits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
