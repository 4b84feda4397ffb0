package request

import (
	"strings"
	"unicode"
)

// plain returns what somebody typed without the characters that steer a screen or end a text; ends of lines
// stay where lines says so.
func plain(text string, lines bool) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !(lines && (r == '\n' || r == '\t')) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}
