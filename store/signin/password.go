package signin

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/trustelem/zxcvbn"
	"golang.org/x/text/unicode/norm"
)

// The least and the most characters of a password.
const (
	Shortest = 12
	Longest  = 256
)

// Fault says what is wrong with a password.
type Fault string

// The faults. A password is Easy where it is among those that are tried first: common passwords, words,
// names, dates, rows of keys. It is Own where it is made of what is known of the person.
const (
	Short Fault = "short"
	Long  Fault = "long"
	Easy  Fault = "easy"
	Own   Fault = "own"
)

// Error says it in English, with what to do.
func (f Fault) Error() string {
	switch f {
	case Short:
		return fmt.Sprintf("the password is too short; take at least %d characters", Shortest)
	case Long:
		return fmt.Sprintf("the password is too long; take at most %d characters", Longest)
	case Own:
		return "the password is made of your own address, name or organisation; take another one"
	}
	return "the password is one of those that are guessed first; take several words that have nothing to do with each other"
}

// hardEnough is the least score of zxcvbn, from 0 to 4: one that stands ten thousand million guesses.
const hardEnough = 3

// scored is how many characters are scored at most, for the time that it takes. More do no harm.
const scored = 64

// CheckPassword returns what is wrong with a password, a [Fault], or nil. about are the address, names and
// organisation of the person, whose parts alone make no password.
func CheckPassword(password string, about ...string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < Shortest:
		return Short
	case n > Longest:
		return Long
	}
	known, plain := parts(about), []rune(norm.NFKC.String(password))
	text := string(plain[:min(len(plain), scored)])
	switch {
	case zxcvbn.PasswordStrength(text, nil).Score < hardEnough:
		return Easy
	case isPart(text, known), zxcvbn.PasswordStrength(text, known).Score < hardEnough:
		return Own
	}
	return nil
}

// isPart reports whether a text is a part of one of others, which are in lower case.
func isPart(text string, of []string) bool {
	return slices.ContainsFunc(of, func(whole string) bool { return strings.Contains(whole, strings.ToLower(text)) })
}

// parts are the texts, whole and in their words.
func parts(texts []string) (all []string) {
	for _, text := range texts {
		text = strings.ToLower(norm.NFKC.String(text))
		all = append(all, text)
		all = append(all, strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("@.-_+ 　・", r) })...)
	}
	return all
}
