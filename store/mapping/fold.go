package mapping

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// folded returns a text as words and keys are compared: without regard to case, width and the spaces around
// it.
func folded(s string) string {
	s = strings.TrimSpace(s)
	for k := range len(s) {
		if s[k] >= utf8.RuneSelf {
			return cases.Fold().String(norm.NFKC.String(s))
		}
	}
	return strings.ToLower(s)
}

// foldedKey is folded, and without the braces of a GUID.
func foldedKey(s string) string {
	s = folded(s)
	if n := len(s); n > 1 && s[0] == '{' && s[n-1] == '}' {
		return s[1 : n-1]
	}
	return s
}
