package mapping

import (
	"encoding/binary"
	"strings"

	"shimei/store/programme"
)

// groups are the rows of each key, summed. A key is all that is no amount, and so the currency too.
type groups struct {
	all     []row
	exact   map[string]int // places in all, by the key as it is written
	byKey   map[string]int // and by the key as it is compared
	scratch []byte
}

func (g *groups) init() { g.exact, g.byKey = map[string]int{}, map[string]int{} }

// add adds a row to those of its key, of which the first gives the line and the way in which the key is
// written.
func (g *groups) add(one row) {
	place, known := g.exact[string(g.key(one.cells, false))]
	if !known {
		exact := string(g.scratch)
		if place, known = g.byKey[string(g.key(one.cells, true))]; !known {
			place = len(g.all)
			g.byKey[string(g.scratch)] = place
			g.all = append(g.all, row{one.line, cloned(one.cells), make([]*programme.Decimal, len(one.amounts))})
		}
		g.exact[exact] = place
	}
	sums := g.all[place].amounts
	for k, d := range one.amounts {
		switch {
		case d == nil:
		case sums[k] == nil:
			sums[k] = d
		default:
			sum := sums[k].Plus(*d)
			sums[k] = &sum
		}
	}
}

// key joins cells, as they are written or as they are compared, to a key, which holds until the next call. No two differ by where a cell ends.
func (g *groups) key(cells []string, compared bool) []byte {
	g.scratch = g.scratch[:0]
	for _, cell := range cells {
		if compared {
			cell = string(programme.KeyOf(cell))
		}
		g.scratch = binary.AppendUvarint(g.scratch, uint64(len(cell)))
		g.scratch = append(g.scratch, cell...)
	}
	return g.scratch
}

// cloned returns cells that do not hold the whole record of the source in memory, of which they are parts.
func cloned(cells []string) []string {
	for k := range cells {
		cells[k] = strings.Clone(cells[k])
	}
	return cells
}

// rows returns a row for each key, in the order in which they came.
func (g *groups) rows() []row {
	g.exact, g.byKey = nil, nil
	return g.all
}
