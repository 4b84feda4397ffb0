package store

import (
	"fmt"
	"strconv"
	"strings"
)

// Order is what a list can be sorted by. It goes on page by page from the last row that was
// seen, by that row's key, so that nothing is skipped, and nothing is read again, where rows
// came or went meanwhile.
type Order struct {
	columns map[string]string // what each sorts by: an expression that is never NULL
	key     string            // tells rows apart: an integer column
	usual   Sort
}

// Sort is how one look at a list is sorted.
type Sort struct {
	By   string // one of the list's columns
	Down bool   // the largest, or the latest, first
}

// Part is which rows of a list are wanted.
type Part struct {
	Sort
	After int64 // key of the row that they come after; 0, or what is no row's, for the first
	Limit int
}

// Parse reads a column, "-" before which is for Down. What is none is the list's usual order.
func (o Order) Parse(text string) Sort {
	by, down := strings.CutPrefix(text, "-")
	if _, known := o.columns[by]; known {
		return Sort{By: by, Down: down}
	}
	return o.usual
}

// String writes what Parse reads.
func (s Sort) String() string {
	if s.Down {
		return "-" + s.By
	}
	return s.By
}

// part returns what comes after the conditions of a statement for one part of a list. from is
// its tables, within the condition, with its arguments, of the rows that the asker may know of:
// a row that is not among them is none.
func (t *tx) part(o Order, p Part, from, within string, args ...any) (string, error) {
	by, direction, beyond := o.columns[p.By], "", ">"
	if p.Down {
		direction, beyond = " DESC", "<"
	}
	tail := fmt.Sprintf(" ORDER BY %s%s, %s%s LIMIT %d", by, direction, o.key, direction, p.Limit)
	if p.After == 0 {
		return tail, nil
	}
	last := "FROM " + from + " WHERE " + within + " AND " + o.key + " = " + strconv.FormatInt(p.After, 10)
	var one int
	if known, err := t.one([]any{&one}, "SELECT 1 "+last, args...); err != nil || !known {
		return tail, err
	}
	place := by + ", " + o.key
	return " AND (" + place + ") " + beyond + " (SELECT " + place + " " + last + ")" + tail, nil
}

// partRows is how many rows are read at once of a list that is gone through whole.
const partRows = 500

// eachPart calls row with every row of a list, which read returns part by part.
func eachPart[T any](s Sort, read func(Part) ([]T, error), key func(*T) int64, row func(T) error) error {
	for p := (Part{Sort: s, Limit: partRows}); ; {
		found, err := read(p)
		if err != nil {
			return err
		}
		for _, x := range found {
			if err := row(x); err != nil {
				return err
			}
		}
		if len(found) < p.Limit {
			return nil
		}
		p.After = key(&found[len(found)-1])
	}
}
