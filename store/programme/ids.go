package programme

import (
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/toml"
)

// id returns the table's own id, or "".
func (t table) id() string {
	v := t.Need("id", unstable.String)
	if v == nil {
		return ""
	}
	t.checkID(v.Offset, v.Text)
	return v.Text
}

// checkID refuses an id that could not stand as it is in an address, a column of a fact
// file and an argument of a command.
func (t table) checkID(offset int, id string) {
	const marks = "-_."
	bad := strings.IndexFunc(id, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune(marks, c)
	})
	switch {
	case id == "":
		t.Refuse(offset, "an id is empty: name it with letters, digits, %s", marks)
	case bad >= 0 || strings.Contains(marks, id[:1]):
		t.Refuse(offset, "%q cannot be an id: use letters, digits and, not first, %s", id, marks)
	}
}

// idsOf returns the own ids of tables of one kind, each of which must differ.
func idsOf(tables []table) []string {
	ids := make([]string, len(tables))
	for k, t := range tables {
		ids[k] = t.id()
		if ids[k] != "" && slices.Contains(ids[:k], ids[k]) {
			t.Refuse(t.Find("id").Offset, "%q stands twice: every id of %s is its own", ids[k], t.Subject)
		}
	}
	return ids
}

// list returns a key's list of ids, each of which must differ.
func (t table) list(key string) []*toml.Node {
	v := t.Need(key, unstable.Array)
	if v == nil {
		return nil
	}
	var items []*toml.Node
	for _, item := range v.Items {
		if !t.Is(item, "an entry of "+key, unstable.String) {
			continue
		}
		t.checkID(item.Offset, item.Text)
		if slices.ContainsFunc(items, func(n *toml.Node) bool { return n.Text == item.Text }) {
			t.Refuse(item.Offset, "%q stands twice in %s: name it once", item.Text, key)
		}
		items = append(items, item)
	}
	return items
}

func texts(list []*toml.Node) []string {
	var texts []string
	for _, n := range list {
		texts = append(texts, n.Text)
	}
	return texts
}

// products returns a table's list of products as their places in Programme.Products.
func (t table) products(p *Programme) []int {
	places := []int{}
	for _, n := range t.list("products") {
		place, known := p.Product(n.Text)
		if !known {
			t.unknown(n, "product", idsIn(p.Products, func(x Product) string { return x.ID }))
		}
		places = append(places, place)
	}
	return places
}

func (t table) unknown(n *toml.Node, kind string, known []string) {
	t.Refuse(n.Offset, "unknown %s %q: the file's %ss are %s", kind, n.Text, kind, strings.Join(known, ", "))
}

func idsIn[T any](things []T, id func(T) string) []string {
	var ids []string
	for _, x := range things {
		ids = append(ids, id(x))
	}
	return ids
}
