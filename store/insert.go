package store

import (
	"database/sql"
	"strings"
)

// insert adds rows of equal length, several by a statement. head is the statement up to
// VALUES, tail what follows the values.
func (t *tx) insert(head string, rows [][]any, tail string) error {
	_, err := t.inserted(head, rows, tail)
	return err
}

// rowsPerStatement is the most rows that one statement adds: more take no less time.
const rowsPerStatement = 50

// inserted is insert that tells how many rows it put.
func (t *tx) inserted(head string, rows [][]any, tail string) (affected int64, err error) {
	var args []any
	for len(rows) > 0 {
		n := min(rowsPerStatement, len(rows))
		args = args[:0]
		for _, row := range rows[:n] {
			args = append(args, row...)
		}
		done, err := t.putMany(head, n, len(rows[0]), tail, args)
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

// bulkKey names a statement over a full number of rows.
type bulkKey struct{ head, tail string }

// putMany runs a statement over n rows of so many cells. That over a full number of rows is
// prepared once in a transaction.
func (t *tx) putMany(head string, n, cells int, tail string, args []any) (sql.Result, error) {
	if n < rowsPerStatement {
		return t.ExecContext(t.ctx, head+" "+t.valueLists(n, cells)+" "+tail, texts(args)...)
	}
	key := bulkKey{head, tail}
	statement := t.bulk[key]
	if statement == nil {
		var err error
		if statement, err = t.PrepareContext(t.ctx, head+" "+t.valueLists(n, cells)+" "+tail); err != nil {
			return nil, err
		}
		if t.bulk == nil {
			t.bulk = map[bulkKey]*sql.Stmt{}
		}
		t.bulk[key] = statement
	}
	return statement.ExecContext(t.ctx, texts(args)...)
}

// valueLists returns n lists of placeholders.
func (t *tx) valueLists(n, cells int) string {
	lists := make([]string, n)
	for k := range lists {
		lists[k] = "(" + t.store.engine.placeholders(k*cells, cells) + ")"
	}
	return strings.Join(lists, ",")
}
