package db

import (
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// copiedFrom is the number of rows from which on PostgreSQL takes them by COPY: of fewer, statements take
// less time than the round trips of a COPY.
const copiedFrom = 500

// copies reports whether so many rows come by COPY, which is asked of a connection and not of a transaction:
// those of Bulk have theirs.
func (t *Tx) copies(rows int) bool {
	return t.conn != nil && t.engine.served() && rows >= copiedFrom
}

// insertedByCopy is inserted by COPY: into the table itself where no row is there already, and else, where the
// tail says what becomes of such a row, over a temporary table, which takes longer.
func (t *Tx) insertedByCopy(head string, rows [][]any, last []any, tail string) (int64, error) {
	table, columns := headOf(head)
	if tail == "" {
		return t.copyInto(head, pgx.Identifier{table}, columns, &copiedRows{rows: rows, last: last})
	}
	n, err := t.copiedWhole(head, table, columns, &copiedRows{rows: rows, last: last})
	if !t.engine.isTaken(err) {
		return n, err
	}
	return t.copiedOver(head, table, columns, &copiedRows{rows: rows, last: last}, tail)
}

// copiedWhole sends rows to the table itself, all or none. After its error the transaction goes on where a row
// was there already.
func (t *Tx) copiedWhole(head, table string, columns []string, rows *copiedRows) (int64, error) {
	if err := t.Exec("SAVEPOINT copied"); err != nil {
		return 0, err
	}
	n, failed := t.copyInto(head, pgx.Identifier{table}, columns, rows)
	if t.engine.isTaken(failed) {
		if err := t.Exec("ROLLBACK TO SAVEPOINT copied"); err != nil {
			return 0, err
		}
	} else if failed != nil {
		return 0, failed
	}
	if err := t.Exec("RELEASE SAVEPOINT copied"); err != nil {
		return 0, err
	}
	return n, failed
}

// copiedOver sends rows to a temporary table, from which one statement takes them all.
func (t *Tx) copiedOver(head, table string, columns []string, rows *copiedRows, tail string) (int64, error) {
	staging, list := "copied_"+table, strings.Join(columns, ", ")
	if err := t.Exec("CREATE TEMPORARY TABLE " + staging + " ON COMMIT DROP AS SELECT " + list + " FROM " + table + " WITH NO DATA"); err != nil {
		return 0, err
	}
	if _, err := t.copyInto(head, pgx.Identifier{"pg_temp", staging}, columns, rows); err != nil {
		return 0, err
	}
	affected, err := t.Affected("INSERT INTO " + table + " (" + list + ") SELECT " + list + " FROM pg_temp." + staging + " " + tail)
	if err != nil {
		return 0, err
	}
	return affected, t.Exec("DROP TABLE pg_temp." + staging)
}

// headOf returns the table and the columns of the head of an INSERT.
func headOf(head string) (table string, columns []string) {
	before, after, _ := strings.Cut(strings.TrimPrefix(head, "INSERT INTO "), "(")
	list, _, _ := strings.Cut(after, ")")
	for column := range strings.SplitSeq(list, ",") {
		columns = append(columns, strings.Trim(column, " \t\n\""))
	}
	return strings.Trim(before, " \t\n\""), columns
}

// copyInto sends rows to a table. Its error names the statement that they are of.
func (t *Tx) copyInto(statement string, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (n int64, err error) {
	err = t.conn.Raw(func(driver any) error {
		c, is := driver.(*stdlib.Conn)
		if !is {
			return fmt.Errorf("a connection of PostgreSQL is a %T, which takes no COPY", driver)
		}
		n, err = c.Conn().CopyFrom(t.ctx, table, columns, rows)
		return err
	})
	return n, t.engine.doing(statement, err)
}

// copiedRows are rows as COPY asks for them, with what comes last in each.
type copiedRows struct {
	rows [][]any
	last []any
	row  []any
}

// Next reports whether there is another row, and goes to it.
func (r *copiedRows) Next() bool {
	if len(r.rows) == 0 {
		return false
	}
	r.row = texts(append(append(r.row[:0], r.rows[0]...), r.last...))
	r.rows = r.rows[1:]
	return true
}

// Values returns the row, which is good until the next one.
func (r *copiedRows) Values() ([]any, error) { return r.row, nil }

// Err returns nil: the rows are at hand.
func (r *copiedRows) Err() error { return nil }
