package db

import (
	"slices"

	"github.com/jackc/pgx/v5"
)

// destination is the database that rows come into, in one transaction of one connection.
type destination struct {
	*Tx
	shape shape
	keys  []foreignKey // that are off while rows come
}

// take writes all rows of a table.
func (t *destination) take(r *tableRows) error {
	if !t.engine.served() {
		return t.insertAll(r)
	}
	_, err := t.copyInto("COPY INTO "+r.table, pgx.Identifier{r.table}, columnNames(r.columns), pgx.CopyFromFunc(r.next))
	if r.err != nil { // which is why the server was told to leave off
		return r.err
	}
	return withKeys(err)
}

// insertAll writes them by statements of many rows.
func (t *destination) insertAll(r *tableRows) error {
	head := "INSERT INTO " + quoted(r.table) + " (" + listed(columnNames(r.columns)) + ") VALUES"
	var batch [][]any
	for {
		row, err := r.next()
		if err != nil {
			return err
		}
		if row != nil {
			batch = append(batch, slices.Clone(row))
		}
		if len(batch) == rowsPerStatement || row == nil {
			if err := t.Insert(head, batch, ""); err != nil {
				return err
			}
			batch = batch[:0]
		}
		if row == nil {
			return nil
		}
	}
}
