package db

import (
	"strconv"
	"strings"
)

// Insert adds rows of equal length, several by a statement, or in a Bulk change on a server many by COPY. head
// is the statement up to VALUES, tail the rest of it after the values. No two rows of one call meet in a
// conflict that the tail settles.
func (t *Tx) Insert(head string, rows [][]any, tail string) error {
	_, err := t.Inserted(head, rows, tail)
	return err
}

// rowsPerStatement is the largest number of rows that one statement adds: a larger one saves no time.
const rowsPerStatement = 50

// Inserted is Insert that returns the number of rows that it added or changed.
func (t *Tx) Inserted(head string, rows [][]any, tail string) (affected int64, err error) {
	return t.inserted(head, rows, nil, tail)
}

// InsertedBy is Inserted where the last column is the same number in all rows. It is written out and
// not bound, which spares its share of the time.
func (t *Tx) InsertedBy(head string, rows [][]any, last int64, tail string) (affected int64, err error) {
	return t.inserted(head, rows, &last, tail)
}

func (t *Tx) inserted(head string, rows [][]any, last *int64, tail string) (affected int64, err error) {
	lasts, written := []any(nil), ""
	if last != nil {
		lasts, written = []any{*last}, ","+strconv.FormatInt(*last, 10)
	}
	if t.copies(len(rows)) {
		return t.insertedByCopy(head, rows, lasts, tail)
	}
	return t.insertedByStatements(head, rows, written, tail)
}

func (t *Tx) insertedByStatements(head string, rows [][]any, last, tail string) (affected int64, err error) {
	var args []any
	var text string
	for textOf := 0; len(rows) > 0; {
		n := min(rowsPerStatement, len(rows))
		if n != textOf {
			text, textOf = head+" "+t.valueLists(n, len(rows[0]), last)+" "+tail, n
		}
		args = args[:0]
		for _, row := range rows[:n] {
			args = append(args, row...)
		}
		more, err := t.Affected(text, args...)
		if err != nil {
			return affected, err
		}
		affected += more
		rows = rows[n:]
	}
	return affected, nil
}

// valueLists returns n lists of placeholders, each with what comes last.
func (t *Tx) valueLists(n, cells int, last string) string {
	lists := make([]string, n)
	for k := range lists {
		lists[k] = "(" + t.engine.placeholders(k*cells, cells) + last + ")"
	}
	return strings.Join(lists, ",")
}
