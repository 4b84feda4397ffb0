package db

import (
	"fmt"
	"strings"
)

// Order has the columns by which a list can be sorted. The list goes on page by page from the last
// row that was seen, by that row's key, so that no row is skipped or read again where rows came or
// went meanwhile.
type Order struct {
	Columns map[string]string // the expression of each, which is never NULL
	Key     string            // tells rows apart: an integer column
	Usual   Sort
}

// Sort tells by which column a list is sorted, and in which direction.
type Sort struct {
	By   string // one of the list's columns
	Down bool   // the largest, or the latest, first
}

// Part tells which rows of a list are wanted: at most Limit of them after one, in the order of Sort.
type Part struct {
	Sort
	After int64 // key of the row that they come after; 0, or a key of no row, for the first
	Limit int
}

// Parse reads the name of a column, with "-" before it for Down. Any other text gives the list's
// usual order.
func (o Order) Parse(text string) Sort {
	column, down := strings.CutPrefix(text, "-")
	if _, known := o.Columns[column]; known {
		return Sort{By: column, Down: down}
	}
	return o.Usual
}

// String writes what Parse reads.
func (s Sort) String() string {
	if s.Down {
		return "-" + s.By
	}
	return s.By
}

// First returns the end of a statement, ORDER BY and LIMIT, for the first rows of a list.
func (o Order) First(s Sort, limit int) string {
	direction := ""
	if s.Down {
		direction = " DESC"
	}
	return fmt.Sprintf(" ORDER BY %s%s, %s%s LIMIT %d", o.Columns[s.By], direction, o.Key, direction, limit)
}

// After returns the end of a statement that has conditions, for the rows after a position: the row
// value, as SQL, of the sorted column and the key.
func (o Order) After(s Sort, position string, limit int) string {
	beyond := ">"
	if s.Down {
		beyond = "<"
	}
	return " AND (" + o.position(s) + ") " + beyond + " " + position + o.First(s, limit)
}

func (o Order) position(s Sort) string { return o.Columns[s.By] + ", " + o.Key }
