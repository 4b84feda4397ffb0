package views

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"
)

// grouped are digits with thousands separated.
var grouped = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+$`)

// PlainNumber returns a number as a program reads it of one typed as pages print it: with thousands separated, the
// sign of its currency, where it has one, a sign of its own, and digits as wide as the Japanese characters around
// them. What is not printed so stays, to be refused.
func (l *Locale) PlainNumber(typed, currency string) string {
	text := strings.ReplaceAll(strings.TrimSpace(width.Fold.String(typed)), "−", "-")
	sign := ""
	if rest, is := strings.CutPrefix(text, "-"); is {
		sign, text = "-", rest
	} else {
		text = strings.TrimPrefix(text, "+")
	}
	if currency != "" {
		text = strings.TrimPrefix(text, width.Fold.String(l.orEnglish().symbol(currency)))
	}
	whole, fraction, dotted := strings.Cut(text, ".")
	if grouped.MatchString(whole) {
		whole = strings.ReplaceAll(whole, ",", "")
	}
	if dotted {
		whole += "." + fraction
	}
	return sign + whole
}
