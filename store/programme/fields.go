package programme

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// reader reads a programme file table by table, and gathers all that is wrong with it, so
// that whoever writes one sees every mistake at once.
type reader struct {
	file   string
	source []byte
	wrong  []*LoadError
}

func (r *reader) refuse(offset int, format string, args ...any) {
	before := r.source[:offset]
	r.wrong = append(r.wrong, &LoadError{
		File:    r.file,
		Line:    bytes.Count(before, []byte("\n")) + 1,
		Column:  offset - bytes.LastIndexByte(before, '\n'),
		Message: fmt.Sprintf(format, args...),
	})
}

// table is one table of the file while it is read.
type table struct {
	*reader
	*node
	subject string // as messages call it, such as "a route"
}

// table takes a node as a table that has no keys but these, and reports whether it is a
// table at all.
func (r *reader) table(n *node, subject string, keys ...string) (table, bool) {
	if !r.is(n, subject, unstable.Table) {
		return table{}, false
	}
	for _, f := range n.fields {
		if !slices.Contains(keys, f.key) {
			r.refuse(f.offset, "unknown key %q: %s has %s", f.key, subject, strings.Join(keys, ", "))
		}
	}
	return table{r, n, subject}, true
}

// tables takes a key's value as one or more tables that have no keys but these.
func (t table) tables(key, subject string, keys ...string) []table {
	var tables []table
	list := t.need(key, unstable.Array)
	if list == nil {
		return nil
	}
	for _, item := range list.items {
		if entry, ok := t.table(item, subject, keys...); ok {
			tables = append(tables, entry)
		}
	}
	if len(list.items) == 0 {
		t.refuse(list.offset, "%s is empty: %s needs one or more", key, t.subject)
	}
	return tables
}

// need returns the value of a key that must be there and of a kind, or nil.
func (t table) need(key string, kind unstable.Kind) *node {
	v := t.find(key)
	if v == nil {
		t.refuse(t.offset, "%s is missing: %s needs it", key, t.subject)
		return nil
	}
	if !t.is(v, key, kind) {
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

func (r *reader) is(n *node, subject string, kind unstable.Kind) bool {
	if n.kind == kind {
		return true
	}
	kindName, named := kinds[n.kind]
	if !named {
		kindName = "a date or time"
	}
	r.refuse(n.offset, "%s is %s: it must be %s", subject, kindName, kinds[kind])
	return false
}

// flag returns the value of a key that is true or false.
func (t table) flag(key string) bool {
	v := t.need(key, unstable.Bool)
	return v != nil && v.text == "true"
}

// month returns the month under a key.
func (t table) month(key string) Month {
	v := t.need(key, unstable.String)
	if v == nil {
		return 0
	}
	m, err := ParseMonth(v.text)
	if err != nil {
		t.refuse(v.offset, "%s: %v", key, err)
	}
	return m
}

// oneOf returns the value of a key that has a fixed choice of them.
func oneOf[T ~string](t table, key string, choice ...T) T {
	v := t.need(key, unstable.String)
	if v == nil {
		return ""
	}
	if !slices.Contains(choice, T(v.text)) {
		t.refuse(v.offset, "%s cannot be %q: it is one of %s", key, v.text, quoted(choice))
		return ""
	}
	return T(v.text)
}

func quoted[T ~string](choice []T) string {
	parts := make([]string, len(choice))
	for k := range choice {
		parts[k] = fmt.Sprintf("%q", string(choice[k]))
	}
	return strings.Join(parts, ", ")
}

// name returns the name in the two languages.
func (t table) name() Text {
	v := t.need("name", unstable.Table)
	if v == nil {
		return Text{}
	}
	names, _ := t.table(v, "a name", "en", "ja")
	return Text{En: names.words("en"), Ja: names.words("ja")}
}

func (t table) words(key string) string {
	v := t.need(key, unstable.String)
	if v == nil {
		return ""
	}
	if strings.TrimSpace(v.text) == "" {
		t.refuse(v.offset, "the name in %q is empty: people see it", key)
	}
	return v.text
}
