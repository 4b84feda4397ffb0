package programme

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Money is an amount in some currency, as it came.
type Money struct {
	Amount   Decimal
	Currency string // as ParseCurrency returns it
}

// String writes an amount as 12.345 EUR.
func (m Money) String() string { return m.Amount.String() + " " + m.Currency }

// ParseCurrency reads the three letters of a currency, without regard to case and width. Whether there is
// such a currency is not checked: one that nobody gave a rate of is of no use.
func ParseCurrency(s string) (string, error) {
	code := strings.ToUpper(norm.NFKC.String(s))
	if len(code) != 3 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "", fmt.Errorf("%q is no currency; write the three letters of ISO 4217, such as EUR", s)
	}
	return code, nil
}

// ParseRate reads how many units of the programme's currency one unit of another is worth, which is more than
// none.
func ParseRate(s string) (Decimal, error) {
	rate, err := ParseExact(s)
	switch {
	case err != nil:
		return rate, fmt.Errorf("%q is no rate; write a decimal of at most %d digits, such as 1.0837", s, mostDigits)
	case rate.Sign() <= 0:
		return rate, fmt.Errorf("%q is no rate; it must be above zero", s)
	}
	return rate, nil
}

// Amounts are amounts of one fact in several currencies: each currency once, in the order of their letters.
type Amounts []Money

// With returns the amounts with one more.
func (a Amounts) With(m Money) Amounts {
	place, is := slices.BinarySearchFunc(a, m.Currency, func(x Money, currency string) int { return strings.Compare(x.Currency, currency) })
	if !is {
		return slices.Insert(slices.Clone(a), place, m)
	}
	a = slices.Clone(a)
	a[place].Amount = a[place].Amount.Plus(m.Amount)
	return a
}

// String writes amounts as 12.345 EUR, 500 JPY, 3.99 USD.
func (a Amounts) String() string {
	words := make([]string, len(a))
	for k, m := range a {
		words[k] = m.String()
	}
	return strings.Join(words, ", ")
}

// ParseAmounts reads what Amounts.String wrote.
func ParseAmounts(text string) (all Amounts, err error) {
	for _, word := range strings.Split(text, ", ") {
		amount, currency, _ := strings.Cut(word, " ")
		m := Money{Currency: currency}
		if m.Amount, err = parseDecimal(amount); err != nil || len(currency) != 3 {
			return nil, fmt.Errorf("%q are no amounts with their currencies", text)
		}
		all = all.With(m)
	}
	return all, nil
}

// Rates are the rates of one month: units of the programme's currency for one of each currency.
type Rates map[string]Decimal

// NoRateError is that there is no rate of a currency.
type NoRateError struct{ Currency string }

// Error names the currency.
func (e NoRateError) Error() string { return "there is no rate of " + e.Currency }

// Own returns an amount of minor units as money of the programme's currency.
func (p *Programme) Own(n int64) Money { return Money{MinorUnits(n, p.Digits), p.Currency} }

// Foreign reports whether any of some amounts is in another currency than the programme's.
func (p *Programme) Foreign(a Amounts) bool {
	return slices.ContainsFunc(a, func(m Money) bool { return m.Currency != p.Currency })
}

// Convert returns what amounts are in minor units of the programme's currency: each at its rate, and their sum
// rounded once, half to even (R11a). The error is a NoRateError, or that it is beyond MaxAmount.
func (p *Programme) Convert(a Amounts, rates Rates) (int64, error) {
	var sum Decimal
	for _, m := range a {
		if m.Currency == p.Currency {
			sum = sum.Plus(m.Amount)
			continue
		}
		rate, known := rates[m.Currency]
		if !known {
			return 0, NoRateError{m.Currency}
		}
		sum = sum.Plus(m.Amount.Times(rate))
	}
	n := sum.round(p.Digits)
	if n.CmpAbs(big.NewInt(MaxAmount)) > 0 {
		return 0, fmt.Errorf("%s is beyond the largest amount taken, %s %s", a, FormatDecimal(MaxAmount, p.Digits), p.Currency)
	}
	return n.Int64(), nil
}
