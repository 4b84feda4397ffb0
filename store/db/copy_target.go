package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// openTarget opens an empty database with the schema of this program. One that holds anything is refused
// before anything is changed.
func openTarget(ctx context.Context, url string) (*DB, error) {
	e := engineOf(url)
	if err := e.unused(ctx); err != nil {
		return nil, fmt.Errorf("%s: %w", e.place, e.told(err))
	}
	return Open(ctx, url, Options{May: MayMake})
}

// unused errs where there is a database that holds anything.
func (e engine) unused(ctx context.Context) (err error) {
	name := e.writer
	if !e.served() {
		if info, err := os.Stat(e.place); errors.Is(err, fs.ErrNotExist) || err == nil && (info.IsDir() || info.Size() == 0) {
			return nil // to be made, or refused by who makes it
		}
		name = e.looker
	}
	pool, err := e.open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	look, end, err := e.unmigrated(ctx, pool)
	if err != nil {
		return err
	}
	return errors.Join(e.holdsNothing(ctx, look), end())
}

// unmigrated returns what to look at a database by, and how to end that. What one look finds is there at the next: a file is
// read as of one state, and on a server, where it is seen when a table is dropped, nobody migrates meanwhile. There each look
// is by itself: a transaction would hold the tables that it saw, while a copy that goes on locks them all.
func (e engine) unmigrated(ctx context.Context, pool *sql.DB) (queryer, func() error, error) {
	if e.served() {
		m := &migrating{db: pool}
		err := m.SessionLock(ctx, nil)
		return pool, func() error { return m.end((*sql.Tx).Rollback) }, err
	}
	tx, err := pool.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, nil, err
	}
	return tx, func() error { return ignoreDone(tx.Rollback()) }, nil
}

// holdsNothing errs where a database has a row, or tables of another program.
func (e engine) holdsNothing(ctx context.Context, q queryer) error {
	found, err := e.shapeOf(ctx, q)
	if err != nil {
		return err
	}
	if _, err := schemaOf(ctx, q, e); errors.Is(err, ErrNoDatabase) && len(found) > 0 {
		return fmt.Errorf("it holds the tables of another program (%s). Nothing was changed; name a new database, such as one that createdb makes", strings.Join(found.tables(), ", "))
	} else if err != nil && !errors.Is(err, ErrNoDatabase) {
		return err
	}
	return emptyTables(ctx, q, found.tables())
}

// emptyTables errs where any of some tables has a row.
func emptyTables(ctx context.Context, q queryer, tables []string) error {
	var filled []string
	for _, table := range tables {
		has, err := hasRow(ctx, q, table)
		if err != nil {
			return err
		}
		if has {
			filled = append(filled, table)
		}
	}
	if filled == nil {
		return nil
	}
	return NotEmptyError{filled}
}

func hasRow(ctx context.Context, q queryer, table string) (has bool, err error) {
	rows, err := q.QueryContext(ctx, "SELECT 1 FROM "+quoted(table)+" LIMIT 1")
	if err != nil {
		return false, err
	}
	has = rows.Next()
	return has, errors.Join(rows.Err(), rows.Close())
}

// NotEmptyError is returned for a target that holds something already.
type NotEmptyError struct{ Tables []string }

// Error names the first tables that have rows.
func (e NotEmptyError) Error() string {
	const most = 5
	names := strings.Join(e.Tables[:min(most, len(e.Tables))], ", ")
	if more := len(e.Tables) - most; more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	return "it is not empty: there are rows in " + names + ". Nothing was changed; name a new database, such as one that createdb makes"
}
