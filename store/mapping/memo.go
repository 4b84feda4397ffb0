package mapping

import "strings"

// memo remembers what some texts were found to be: those of a file come again and again.
type memo[V any] struct {
	find  func(text string) V
	known map[string]V
}

// mostKnown bounds how many texts are remembered: the hours of half a year.
const mostKnown = 5000

func newMemo[V any](find func(string) V) memo[V] { return memo[V]{find, map[string]V{}} }

// of returns what a text is.
func (m *memo[V]) of(text string) V {
	if v, is := m.known[text]; is {
		return v
	}
	v := m.find(text)
	if len(m.known) < mostKnown {
		m.known[strings.Clone(text)] = v
	}
	return v
}
