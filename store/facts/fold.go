package facts

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// FoldedName is the name of a column by which it is matched: without regard to case, width, spaces, hyphens
// and underscores.
func FoldedName(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return r
	}, cases.Fold().String(norm.NFKC.String(name)))
}

// columnNames are the names of all columns of all kinds, by how they are matched.
var columnNames = func() map[string]string {
	names := map[string]string{}
	for _, columns := range columnsOf {
		for _, c := range columns {
			names[FoldedName(c.name)] = c.name
		}
	}
	names[FoldedName(FaultColumn)] = FaultColumn
	return names
}()

// columnName returns the column that a cell of a header names, or the cell itself where it names none.
func columnName(cell string) string {
	cell = strings.TrimSpace(cell)
	if name, is := columnNames[FoldedName(cell)]; is {
		return name
	}
	return cell
}
