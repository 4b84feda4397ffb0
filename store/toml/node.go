package toml

import (
	"bytes"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// Node is a value of a TOML file with the place where it stands. The decoder of go-toml
// fills structs and forgets the places, and turns 15000.50 into floating point; a refusal
// needs the place, and money the digits as they are written (R11).
type Node struct {
	Kind   unstable.Kind // Table for tables of every notation
	Offset int           // in bytes, of the value, or of the header of a table
	Text   string        // a string's value, any other scalar as it is written
	Fields []Field       // of a table, in the order of the file
	Items  []*Node       // of an array
}

// Field is a key of a table with its value.
type Field struct {
	Key    string
	Offset int // in bytes, of the key
	Value  *Node
}

// parse reads a TOML file. Its errors are go-toml's, a *toml.DecodeError with a position.
func parse(source []byte) (*Node, error) {
	// The parser below takes one line at a time; only decoding the whole tells that a key
	// stands twice or that a table is opened again.
	var whole map[string]any
	if err := toml.Unmarshal(source, &whole); err != nil {
		return nil, err
	}
	root := &Node{Kind: unstable.Table}
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
func (n *Node) open(source []byte, header *unstable.Node) *Node {
	keys := header.Key()
	for keys.Next() {
		key := keys.Node()
		line := bytes.LastIndexByte(source[:key.Raw.Offset], '\n') + 1
		offset := skipBlanks(source, line)
		n = n.step(key, offset, keys.IsLast() && header.Kind == unstable.ArrayTable)
		if keys.IsLast() {
			n.Offset = offset
		}
	}
	return n
}

// step returns the table under a key, making it where there is none yet: for [[a]] a new
// one each time, and for what hangs below [[a]] the latest.
func (n *Node) step(key *unstable.Node, offset int, another bool) *Node {
	kind := unstable.Table
	if another {
		kind = unstable.Array
	}
	v := n.Find(string(key.Data))
	if v == nil {
		v = &Node{Kind: kind, Offset: offset}
		n.Fields = append(n.Fields, Field{string(key.Data), int(key.Raw.Offset), v})
	}
	if v.Kind != unstable.Array {
		return v
	}
	if another || len(v.Items) == 0 {
		v.Items = append(v.Items, &Node{Kind: unstable.Table, Offset: offset})
	}
	return v.Items[len(v.Items)-1]
}

// set puts a line "key = value" into the table.
func (n *Node) set(source []byte, line *unstable.Node) {
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
		n.Fields = append(n.Fields, Field{string(key.Data), int(key.Raw.Offset), valueOf(source, line.Value(), offset)})
	}
}

func valueOf(source []byte, value *unstable.Node, offset int) *Node {
	n := &Node{Kind: value.Kind, Offset: offset, Text: string(value.Data)}
	children := value.Children()
	switch value.Kind {
	case unstable.Array:
		for children.Next() {
			child, place := children.Node(), offset
			if child.Raw.Length > 0 { // an array in an array has none, and is where that is
				place = int(child.Raw.Offset)
			}
			n.Items = append(n.Items, valueOf(source, child, place))
		}
	case unstable.InlineTable:
		n.Kind = unstable.Table
		for children.Next() {
			n.set(source, children.Node())
		}
	}
	return n
}

// Find returns the value under a key, or nil.
func (n *Node) Find(key string) *Node {
	for k := range n.Fields {
		if n.Fields[k].Key == key {
			return n.Fields[k].Value
		}
	}
	return nil
}

func skipBlanks(source []byte, offset int) int {
	return len(source) - len(bytes.TrimLeft(source[offset:], " \t"))
}
