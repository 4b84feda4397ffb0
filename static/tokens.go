package static

import (
	"regexp"
	"strings"
)

// Token is a name that the style sheet gives to a colour, a size or a family of fonts.
type Token struct {
	Name  string // such as --accent
	Value string // as the style sheet has it
}

var tokenPattern = regexp.MustCompile(`(?m)^\s+(--[a-z0-9-]+): (.+);`)

// Tokens returns the tokens of app.css, in its order.
func Tokens() (tokens []Token) {
	body := string(byPath[URL("app.css")].body)
	first, _, _ := strings.Cut(body, "@layer base {")
	for _, m := range tokenPattern.FindAllStringSubmatch(first, -1) {
		tokens = append(tokens, Token{m[1], m[2]})
	}
	return tokens
}
