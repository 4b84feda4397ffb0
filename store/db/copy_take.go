package db

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// destination is the database that rows come into, in one transaction of one connection.
type destination struct {
	*Tx
	conn  *sql.Conn
	shape shape
	keys  []foreignKey // that are taken off while rows come
}

// take writes all rows of a table.
func (t *destination) take(r *tableRows) error {
	if !t.engine.served() {
		return t.insertAll(r)
	}
	err := t.conn.Raw(func(driver any) error {
		c, is := driver.(*stdlib.Conn)
		if !is {
			return fmt.Errorf("a connection of PostgreSQL is a %T, which takes no COPY", driver)
		}
		_, err := c.Conn().CopyFrom(t.ctx, pgx.Identifier{r.table}, columnNames(r.columns), pgx.CopyFromFunc(r.next))
		return err
	})
	if r.err != nil { // pgx tells it as the server's
		return r.err
	}
	return t.engine.doing("COPY INTO "+r.table, withKeys(err))
}

// insertAll is take by statements of many rows.
func (t *destination) insertAll(r *tableRows) error {
	head := "INSERT INTO " + quoted(r.table) + " (" + listed(columnNames(r.columns)) + ") VALUES"
	for {
		var batch [][]any
		for len(batch) < rowsPerStatement {
			row, err := r.next()
			if err != nil {
				return err
			}
			if row == nil {
				break
			}
			batch = append(batch, append([]any{}, row...))
		}
		if len(batch) == 0 {
			return nil
		}
		if err := t.Insert(head, batch, ""); err != nil {
			return err
		}
	}
}

// withKeys adds to an error of PostgreSQL which keys it is about, where that is what it is about.
func withKeys(err error) error {
	var said *pgconn.PgError
	if errors.As(err, &said) && (said.Code == "23503" || said.Code == "23505") {
		return fmt.Errorf("%w: %s", err, said.Detail)
	}
	return err
}
