package facts

import "strings"

// trimmed returns a cell without the spaces around it, and unmarked.
func trimmed(cell string) string {
	s := strings.TrimSpace(cell)
	if s != "" && (s[0] == '=' || s[0] == '\'') {
		return unmarked(s)
	}
	return s
}

// unmarked returns a text without the marks by which programs keep spreadsheets from making something else
// of it: ="0012" for 0012, and the apostrophe with which exports guard what begins as a formula does, which
// Guarded puts there.
func unmarked(s string) string {
	if inner, is := strings.CutPrefix(s, `="`); is && len(inner) > 0 && strings.HasSuffix(inner, `"`) {
		inner = strings.TrimSuffix(inner, `"`)
		if strings.Count(inner, `"`) == 2*strings.Count(inner, `""`) {
			return strings.TrimSpace(strings.ReplaceAll(inner, `""`, `"`))
		}
	}
	if formula(s) && s[0] == '\'' {
		return s[1:]
	}
	return s
}

// formula reports whether a text begins as a formula does, with apostrophes before that or without.
func formula(s string) bool {
	return strings.IndexAny(strings.TrimLeft(s, "'"), "=+-@＝＋－＠") == 0
}

// Guarded returns a text as the cell of a file that people open in a spreadsheet: with an apostrophe before
// it, where the spreadsheet would run it (OWASP, CSV Injection), whoever wrote it. A number has none,
// negative or not. A text that begins with such apostrophes itself has one more, so that what is read back
// is the text, whatever it is.
func Guarded(text string) string {
	if formula(text) && !isNumber(text) || strings.IndexAny(text, "\t\r\n") == 0 {
		return "'" + text
	}
	return text
}

// isNumber reports whether a cell is digits, with a sign before or a point between or not.
func isNumber(cell string) bool {
	whole, decimals, point := strings.Cut(strings.TrimPrefix(cell, "-"), ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return digits(whole) && (!point || digits(decimals))
}
