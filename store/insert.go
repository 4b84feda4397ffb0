package store

import (
	"strconv"

	"shimei/store/programme"
)

// insert adds rows of equal length, several by a statement. head is the statement up to
// VALUES, tail what follows the values.
func (t *tx) insert(head string, rows [][]any, tail string) error {
	_, err := t.inserted(head, rows, tail)
	return err
}

// inserted is insert that tells how many rows it put. Whole numbers are written into the
// statement and texts are bound, as many as bind quickly: the time that SQLite's driver
// takes grows with the square of how many are bound.
func (t *tx) inserted(head string, rows [][]any, tail string) (affected int64, err error) {
	const mostRows, mostBound = 500, 60
	statement := make([]byte, 0, 32<<10)
	for len(rows) > 0 {
		statement = append(append(statement[:0], head...), ' ')
		var bound []any
		n := 0
		for ; n < min(len(rows), mostRows) && (n == 0 || len(bound)+len(rows[n]) <= mostBound); n++ {
			statement, bound = appendRow(statement, bound, rows[n])
		}
		statement[len(statement)-1] = ' ' // for the last comma
		done, err := t.ExecContext(t.ctx, string(append(statement, tail...)), texts(bound)...)
		if err != nil {
			return affected, err
		}
		more, err := done.RowsAffected()
		if err != nil {
			return affected, err
		}
		affected += more
		rows = rows[n:]
	}
	return affected, nil
}

// appendRow writes a row of values, with a comma after it; of what is no number it writes a
// placeholder and appends the value to bound.
func appendRow(statement []byte, bound []any, row []any) ([]byte, []any) {
	separator := byte('(')
	for _, value := range row {
		statement = append(statement, separator)
		separator = ','
		if v, is := value.(*int64); is && v == nil {
			value = nil
		} else if is {
			value = *v
		}
		switch v := value.(type) {
		case nil:
			statement = append(statement, "NULL"...)
		case int:
			statement = strconv.AppendInt(statement, int64(v), 10)
		case int64:
			statement = strconv.AppendInt(statement, v, 10)
		case programme.Month:
			statement = strconv.AppendInt(statement, int64(v), 10)
		case programme.Instant:
			statement = strconv.AppendInt(statement, int64(v), 10)
		default:
			if value == "" {
				statement = append(statement, "''"...)
				continue
			}
			bound = append(bound, value)
			statement = strconv.AppendInt(append(statement, '$'), int64(len(bound)), 10)
		}
	}
	return append(statement, "),"...), bound
}
