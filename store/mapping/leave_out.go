package mapping

import (
	"strings"

	"shimei/store/programme"
)

// rule tells which rows are left out: those whose column has one of some values, or any but these.
type rule struct {
	columns    []string               // of the source: the first that the file has
	is, except map[programme.Key]bool // of values; one of them is nil
	reason     string
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
func (r *rule) said(cell string) string {
	if r.is != nil {
		return r.reason
	}
	if cell = strings.TrimSpace(cell); cell == "" {
		return r.reason + ": " + r.columns[0] + " is empty"
	}
	return r.reason + ": " + r.columns[0] + " " + quote(cell)
}
