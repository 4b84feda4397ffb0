package programme

import (
	"bytes"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// node is a value of a TOML file with the place where it stands. The decoder of go-toml
// fills structs and forgets the places, and turns 15000.50 into floating point; a refusal
// needs the place, and a threshold in money the digits as they are written (R11).
type node struct {
	kind   unstable.Kind // Table for tables of every notation
	offset int           // in bytes, of the value, or of the header of a table
	text   string        // a string's value, any other scalar as it is written
	fields []field       // of a table, in the order of the file
	items  []*node       // of an array
}

type field struct {
	key    string
	offset int
	value  *node
}

// parse reads a TOML file. Its errors are go-toml's, a *toml.DecodeError with a position.
func parse(source []byte) (*node, error) {
	// The parser below takes one line at a time; only decoding the whole tells that a key
	// stands twice or that a table is opened again.
	var whole map[string]any
	if err := toml.Unmarshal(source, &whole); err != nil {
		return nil, err
	}
	root := &node{kind: unstable.Table}
	current := root
	var parser unstable.Parser
	parser.Reset(source)
	for parser.NextExpression() {
		if e := parser.Expression(); e.Kind == unstable.KeyValue {
			current.set(source, e)
		} else {
			current = root.open(source, e)
		}
	}
	return root, parser.Error()
}

// open returns the table that a header, [a.b] or [[a.b]], opens.
func (n *node) open(source []byte, header *unstable.Node) *node {
	keys := header.Key()
	for keys.Next() {
		key := keys.Node()
		line := bytes.LastIndexByte(source[:key.Raw.Offset], '\n') + 1
		offset := skipBlanks(source, line)
		n = n.step(key, offset, keys.IsLast() && header.Kind == unstable.ArrayTable)
		if keys.IsLast() {
			n.offset = offset
		}
	}
	return n
}

// step returns the table under a key, making it where there is none yet: for [[a]] a new
// one each time, and for what hangs below [[a]] the latest.
func (n *node) step(key *unstable.Node, offset int, another bool) *node {
	kind := unstable.Table
	if another {
		kind = unstable.Array
	}
	v := n.find(string(key.Data))
	if v == nil {
		v = &node{kind: kind, offset: offset}
		n.fields = append(n.fields, field{string(key.Data), int(key.Raw.Offset), v})
	}
	if v.kind != unstable.Array {
		return v
	}
	if another || len(v.items) == 0 {
		v.items = append(v.items, &node{kind: unstable.Table, offset: offset})
	}
	return v.items[len(v.items)-1]
}

// set puts a line "key = value" into the table.
func (n *node) set(source []byte, line *unstable.Node) {
	keys := line.Key()
	for keys.Next() {
		key := keys.Node()
		if !keys.IsLast() {
			n = n.step(key, int(key.Raw.Offset), false)
			continue
		}
		// The parser keeps no place of an array: it stands behind the equals sign.
		offset := int(key.Raw.Offset + key.Raw.Length)
		offset = skipBlanks(source, offset+bytes.IndexByte(source[offset:], '=')+1)
		n.fields = append(n.fields, field{string(key.Data), int(key.Raw.Offset), valueOf(source, line.Value(), offset)})
	}
}

func valueOf(source []byte, value *unstable.Node, offset int) *node {
	n := &node{kind: value.Kind, offset: offset, text: string(value.Data)}
	children := value.Children()
	switch value.Kind {
	case unstable.Array:
		for children.Next() {
			child, place := children.Node(), offset
			if child.Raw.Length > 0 { // an array in an array has none, and is where that is
				place = int(child.Raw.Offset)
			}
			n.items = append(n.items, valueOf(source, child, place))
		}
	case unstable.InlineTable:
		n.kind = unstable.Table
		for children.Next() {
			n.set(source, children.Node())
		}
	}
	return n
}

// find returns the value under a key, or nil.
func (n *node) find(key string) *node {
	for k := range n.fields {
		if n.fields[k].key == key {
			return n.fields[k].value
		}
	}
	return nil
}

func skipBlanks(source []byte, offset int) int {
	return len(source) - len(bytes.TrimLeft(source[offset:], " \t"))
}
