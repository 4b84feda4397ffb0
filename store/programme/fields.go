package programme

import (
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/toml"
)

// table is one table of the file while it is read.
type table struct{ toml.Table }

// table takes a node as a table that has no keys but these, and reports whether it is a
// table at all.
func (t table) table(n *toml.Node, subject string, keys ...string) (table, bool) {
	taken, is := t.Table.Table(n, subject, keys...)
	return table{taken}, is
}

// tables takes a key's value as one or more tables that have no keys but these.
func (t table) tables(key, subject string, keys ...string) (tables []table) {
	for _, entry := range t.Tables(key, subject, keys...) {
		tables = append(tables, table{entry})
	}
	return tables
}

// month returns the month under a key.
func (t table) month(key string) Month {
	v := t.Need(key, unstable.String)
	if v == nil {
		return 0
	}
	m, err := ParseMonth(v.Text)
	if err != nil {
		t.Refuse(v.Offset, "%s: %v", key, err)
	}
	return m
}

// name returns the name in the two languages.
func (t table) name() Text {
	v := t.Need("name", unstable.Table)
	if v == nil {
		return Text{}
	}
	names, _ := t.table(v, "a name", "en", "ja")
	return Text{En: names.words("en"), Ja: names.words("ja")}
}

func (t table) words(key string) string {
	v := t.Need(key, unstable.String)
	if v == nil {
		return ""
	}
	if strings.TrimSpace(v.Text) == "" {
		t.Refuse(v.Offset, "the name in %q is empty: people see it", key)
	}
	return v.Text
}
