package db

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// toldEvery is after how many rows of a table it is told how far the work is.
const toldEvery = 500_000

// tableRows are the rows of a table one after another, as the columns of the target take them. Each is in
// memory alone.
type tableRows struct {
	digest
	table   string
	columns []column
	rows    *sql.Rows
	told    func(rows int64)
	read    []any // of the row, as the driver gives it
	into    []any
	row     []any
	buffer  []byte
	err     error
}

// rowsOf begins to read the columns of a table. SQLite gives values as they are stored: a plus in front
// keeps the driver from taking a whole number for a truth by the type that the column was declared with.
func (t *Tx) rowsOf(table string, columns []column, told func(rows int64)) (*tableRows, error) {
	plus := "+"
	if t.engine.served() {
		plus = ""
	}
	list := make([]string, len(columns))
	r := &tableRows{table: table, columns: columns, told: told, read: make([]any, len(columns)), into: make([]any, len(columns)), row: make([]any, len(columns))}
	for k, c := range columns {
		list[k], r.into[k] = plus+quoted(c.name), &r.read[k]
	}
	query := "SELECT " + strings.Join(list, ", ") + " FROM " + quoted(table)
	rows, err := t.tx.QueryContext(t.ctx, query)
	r.rows = rows
	return r, t.engine.doing(query, err)
}

// next returns the next row, which is good until the one after it; nil at the end.
func (r *tableRows) next() ([]any, error) {
	if r.err == nil && r.rows.Next() {
		r.err = r.take()
		return r.row, r.err
	}
	r.err = errors.Join(r.err, r.rows.Err())
	return nil, r.err
}

func (r *tableRows) take() error {
	if err := r.rows.Scan(r.into...); err != nil {
		return err
	}
	for k, c := range r.columns {
		value, err := c.cell(r.read[k])
		if err != nil {
			return fmt.Errorf("the column %s of the table %s, in %s: %w", c.name, r.table, rowName(r.columns, r.read, r.digest.rows+1), err)
		}
		r.row[k] = value
	}
	if r.buffer = r.add(r.row, r.buffer); r.digest.rows%toldEvery == 0 {
		r.told(r.digest.rows)
	}
	return nil
}

// ended closes what was read from.
func (r *tableRows) ended() error { return r.rows.Close() }

// digestOf reads a whole table.
func (t *Tx) digestOf(table string, columns []column, told func(rows int64)) (d digest, err error) {
	r, err := t.rowsOf(table, columns, told)
	if err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, r.ended()) }()
	for {
		if row, err := r.next(); row == nil || err != nil {
			return r.digest, err
		}
	}
}
