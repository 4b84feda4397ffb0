package db

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"shimei/store/programme"
)

// GUID returns the key of the GUID that somebody means who types its 32 digits: without regard to case, to full and
// half width, and to the hyphens that are there or not. It is the key of any other text.
func GUID(typed string) programme.Key {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Dash, r) || r == 'ー' || r == '{' || r == '}' {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(typed))
	if len(digits) != 32 || strings.Trim(digits, "0123456789abcdef") != "" {
		return programme.KeyOf(typed)
	}
	return programme.Key(strings.Join([]string{digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]}, "-"))
}
