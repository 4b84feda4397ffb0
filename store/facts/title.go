package facts

import (
	"errors"
	"fmt"
	"slices"
)

// mostTitle is how many rows are looked at for the names of the columns, where the first has none.
const mostTitle = 20

// titled returns the fault of a file whose first row is no header, where a title stands above it; or else err.
func (f *File) titled(as Kind, err error) error {
	fault, is := errors.AsType[*Fault](err)
	if !is || f.ended || f.Faulty() || f.mapped != nil {
		return err
	}
	kinds := Kinds
	if as != "" {
		kinds = []Kind{as}
	}
	below := headerBelow(f.records, func(header []string) bool {
		names := make([]string, len(header))
		for k, cell := range header {
			names[k] = columnName(cell)
		}
		return f.options.hint(header, 0) != "" ||
			slices.ContainsFunc(kinds, func(k Kind) bool { return compare(names, k).fits() })
	})
	if below != "" {
		fault.Message = below
	}
	return fault
}

// headerBelow says at which line the next records have the names of the columns; "" where none has.
func headerBelow(from records, fits func(header []string) bool) string {
	for range mostTitle {
		record, err := from.Read()
		if err != nil { // the fault of the first row is told
			return ""
		}
		header := slices.Clone(record)
		for n := len(header); n > 0 && header[n-1] == ""; n-- {
			header = header[:n-1]
		}
		if len(header) > 0 && fits(header) {
			return fmt.Sprintf("this row does not name the columns, and line %d does; remove the lines above that", from.lineOf(0))
		}
	}
	return ""
}
