package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
)

// Look begins a View of the primary that lasts until end is called, for who compares one state of the database with a
// later one. Its connection ends with it, as that of a ViewOnce.
func (d *DB) Look(ctx context.Context) (tx *Tx, end func() error, err error) {
	conn, err := d.engine.conn(ctx, d.read)
	if err != nil {
		return nil, nil, err
	}
	begun, err := conn.BeginTx(ctx, d.viewing())
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("begin: %w", d.engine.told(err)), ignoreDone(conn.Close()))
	}
	return d.transaction(ctx, begun, nil), func() error {
		err := ignoreDone(begun.Rollback())
		return errors.Join(err, endConn(conn))
	}, nil
}

// FoldLog writes what is in a file's log into the file, as far as nobody reads an older state. Otherwise whoever changes
// something next does so, and waits for all of it after a work of many pieces.
func (d *DB) FoldLog(ctx context.Context) error {
	if d.engine.served() {
		return nil
	}
	var busy, pages, folded int
	_, err := d.One(ctx, []any{&busy, &pages, &folded}, "PRAGMA wal_checkpoint(PASSIVE)")
	return err
}

// endConn ends a connection, so that no pool keeps it.
func endConn(conn interface{ Raw(func(any) error) error }) error {
	if err := conn.Raw(func(any) error { return driver.ErrBadConn }); !errors.Is(err, driver.ErrBadConn) {
		return ignoreDone(err)
	}
	return nil
}
