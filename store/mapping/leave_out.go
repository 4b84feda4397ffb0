package mapping

import (
	"strings"

	"shimei/store/programme"
)

// rule tells which rows are left out: those whose column has one of some values, or any but these.
type rule struct {
	columns    []string               // of the source: the first that the file has
	is, except map[programme.Key]bool // of values; one of them is nil
	reason     programme.Text
	optional   bool // a file without the column has no such rows
}

// leavesOut reports whether a row with that value is left out.
func (r *rule) leavesOut(value programme.Key) bool {
	if r.is != nil {
		return r.is[value]
	}
	return !r.except[value]
}

// said is the reason of a row, which names its value where the rule leaves out all but some.
func (r *rule) said(cell string) programme.Text {
	if r.is != nil {
		return r.reason
	}
	said := r.reason
	if cell = strings.TrimSpace(cell); cell == "" {
		said.En += ": " + r.columns[0] + " is empty"
		said.Ja += ": " + r.columns[0] + " が空です"
		return said
	}
	said.En += ": " + r.columns[0] + " " + quote(cell)
	said.Ja += ": " + r.columns[0] + " " + quote(cell)
	return said
}
