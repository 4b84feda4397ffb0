package toml

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/nearest"
)

// Table is one table of a file while it is read.
type Table struct {
	*Reader
	*Node
	Subject string // as messages call it, such as "a route"
}

// Table takes a node as a table that has no keys but these, and reports whether it is a
// table at all.
func (r *Reader) Table(n *Node, subject string, keys ...string) (Table, bool) {
	if !r.Is(n, subject, unstable.Table) {
		return Table{}, false
	}
	for _, f := range n.Fields {
		if slices.Contains(keys, f.Key) {
			continue
		}
		meant := nearest.Of(f.Key, keys)
		if meant != "" {
			meant = fmt.Sprintf(" (did you mean %s?)", meant)
		}
		r.Refuse(f.Offset, "unknown key %q%s: %s has %s", f.Key, meant, subject, strings.Join(keys, ", "))
	}
	return Table{r, n, subject}, true
}

// Tables takes a key's value as one or more tables that have no keys but these.
func (t Table) Tables(key, subject string, keys ...string) []Table {
	var tables []Table
	list := t.Need(key, unstable.Array)
	if list == nil {
		return nil
	}
	for _, item := range list.Items {
		if entry, ok := t.Table(item, subject, keys...); ok {
			tables = append(tables, entry)
		}
	}
	if len(list.Items) == 0 {
		t.Refuse(list.Offset, "%s is empty: %s needs one or more", key, t.Subject)
	}
	return tables
}

// Need returns the value of a key that must be there and of a kind, or nil.
func (t Table) Need(key string, kind unstable.Kind) *Node {
	v := t.Find(key)
	if v == nil {
		t.Refuse(t.Offset, "%s is missing: %s needs it", key, t.Subject)
		return nil
	}
	if !t.Is(v, key, kind) {
		return nil
	}
	return v
}

var kinds = map[unstable.Kind]string{
	unstable.Table:   "a table",
	unstable.Array:   "a list",
	unstable.String:  "a text in quotes",
	unstable.Bool:    "true or false",
	unstable.Integer: "a whole number",
	unstable.Float:   "a decimal number",
}

// Is reports whether a value is of a kind; where it is not, that is refused.
func (r *Reader) Is(n *Node, subject string, kind unstable.Kind) bool {
	if n.Kind == kind {
		return true
	}
	kindName, named := kinds[n.Kind]
	if !named {
		kindName = "a date or time"
	}
	r.Refuse(n.Offset, "%s is %s: it must be %s", subject, kindName, kinds[kind])
	return false
}

// Flag returns the value of a key that is true or false.
func (t Table) Flag(key string) bool {
	v := t.Need(key, unstable.Bool)
	return v != nil && v.Text == "true"
}

// OneOf returns the value of a key that has a fixed choice of them, "" where it is refused.
func OneOf[T ~string](t Table, key string, choice ...T) T {
	v := t.Need(key, unstable.String)
	if v == nil {
		return ""
	}
	if !slices.Contains(choice, T(v.Text)) {
		t.Refuse(v.Offset, "%s cannot be %q: it is one of %s", key, v.Text, Quoted(choice))
		return ""
	}
	return T(v.Text)
}

// Quoted lists words for a message, each in quotes.
func Quoted[T ~string](choice []T) string {
	parts := make([]string, len(choice))
	for k := range choice {
		parts[k] = fmt.Sprintf("%q", string(choice[k]))
	}
	return strings.Join(parts, ", ")
}
