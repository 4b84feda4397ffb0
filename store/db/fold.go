package db

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"shimei/store/programme"
)

// Folded returns a text as it is searched and sorted, on every engine alike: without regard to case,
// to full and half width, or to which of the kana it is written in. The database would know case in
// ASCII only, or in its own locale.
func Folded(s string) string {
	return strings.Map(hiragana, cases.Fold().String(norm.NFKC.String(s)))
}

// hiragana returns a katakana as the hiragana that sounds the same.
func hiragana(r rune) rune {
	if r >= 'ァ' && r <= 'ヶ' {
		return r - 'ァ' + 'ぁ'
	}
	return r
}

// SortedAs returns the text by which a name is sorted: its reading, where there is one, folded.
func SortedAs(name, reading string) string {
	if reading != "" {
		return Folded(reading)
	}
	return Folded(name)
}

// FoundAs returns the text by which a name is found: the name and its reading, folded.
func FoundAs(name, reading string) string { return Folded(name) + "\n" + Folded(reading) }

// Contains returns a LIKE pattern for folded texts that hold s.
func Contains(s string) string { return holds(Folded(s)) }

// ContainsID returns a LIKE pattern for the keys of ids that hold s.
func ContainsID(s string) string { return holds(string(programme.KeyOf(s))) }

func holds(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s) + "%"
}

// Reference returns the reference that somebody means who types one: without regard to case, to full and half
// width, and to what they write between its halves. What cannot be one is as it was typed.
func Reference(typed string) string {
	letters := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Dash, r), r == 'ー', r == '.', r == '_': // the first is what a Japanese keyboard has for a hyphen
			return -1
		}
		return unicode.ToUpper(r)
	}, norm.NFKC.String(typed))
	if len(letters) != halves*2 || strings.ContainsFunc(letters, func(r rune) bool { return (r < '0' || r > '9') && (r < 'A' || r > 'Z') }) {
		return typed
	}
	return letters[:halves] + "-" + letters[halves:]
}

// halves is how many letters and digits each half of a reference has.
const halves = 5
