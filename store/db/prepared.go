package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"
)

// keepingDriver is the driver of SQLite with connections that keep prepared statements: SQLite takes
// longer to parse a short statement than to answer it. PostgreSQL's driver does the same by itself.
type keepingDriver struct{ *sqlite.Driver }

// sqliteDriver is the name of that driver.
const sqliteDriver = "shimei-sqlite"

func init() { sql.Register(sqliteDriver, keepingDriver{&sqlite.Driver{}}) }

// Open opens a connection.
func (d keepingDriver) Open(name string) (driver.Conn, error) {
	c, err := d.Driver.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", fileOf(name), err)
	}
	whole, is := c.(sqliteConn)
	if !is {
		return nil, fmt.Errorf("a connection of SQLite is a %T, which lacks what is asked of it", c)
	}
	return &keepingConn{sqliteConn: whole, writes: strings.Contains(name, beginsWriting)}, nil
}

// sqliteConn is all that database/sql asks of the driver's connections.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// keepingConn is a connection that one goroutine uses at a time.
type keepingConn struct {
	sqliteConn
	writes bool            // its transactions take the write lock as they begin
	asks   bool            // for that lock by itself
	kept   []keptStatement // that nobody is using, the one used last at the end
}

type keptStatement struct {
	text string
	driver.Stmt
}

const (
	keptAtMost = 100  // statements of a connection
	keptAsLong = 4000 // bytes; a longer text has keys written into it and does not come again
)

// take returns a prepared statement, which is the caller's until it is put back.
func (c *keepingConn) take(ctx context.Context, text string) (keptStatement, error) {
	for k := len(c.kept) - 1; k >= 0; k-- {
		if s := c.kept[k]; s.text == text {
			c.kept = slices.Delete(c.kept, k, k+1)
			return s, nil
		}
	}
	s, err := c.PrepareContext(ctx, text)
	return keptStatement{text, s}, err
}

// How often a change asks for the write lock that another process has, and for how long. SQLite itself asks less and less
// often, up to every tenth of a second: an import leaves the lock for a moment after each of its pieces, which whoever asks so
// seldom misses.
const (
	askForLock  = 2 * time.Millisecond
	lockAwaited = 20 * time.Second
)

// BeginTx begins a transaction, for which a change waits until it has the write lock.
func (c *keepingConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	if !c.writes {
		return c.sqliteConn.BeginTx(ctx, o)
	}
	if !c.asks {
		if _, err := c.ExecContext(ctx, "PRAGMA busy_timeout = 0", nil); err != nil {
			return nil, err
		}
		c.asks = true
	}
	for end := time.Now().Add(lockAwaited); ; {
		tx, err := c.sqliteConn.BeginTx(ctx, o)
		if !sqliteBusy(err) || time.Now().After(end) {
			return tx, err
		}
		if err := wait(ctx, askForLock); err != nil {
			return nil, err
		}
	}
}

// put keeps a statement for the next time. One that failed is not kept.
func (c *keepingConn) put(s keptStatement, failed error) error {
	if failed != nil || len(s.text) > keptAsLong {
		return s.Close()
	}
	c.kept = append(c.kept, s)
	if len(c.kept) <= keptAtMost {
		return nil
	}
	oldest := c.kept[0]
	c.kept = slices.Delete(c.kept, 0, 1)
	return oldest.Close()
}

// ExecContext runs a statement that gives no rows.
func (c *keepingConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	done, err := s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
	return done, errors.Join(err, c.put(s, err))
}

// QueryContext runs a statement, which is in use until its rows are closed.
func (c *keepingConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	rows, err := s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		return nil, errors.Join(err, c.put(s, err))
	}
	return &keepingRows{rows, c, s}, nil
}

// Close closes the connection and the statements that it kept.
func (c *keepingConn) Close() error {
	var all error
	for _, s := range c.kept {
		all = errors.Join(all, s.Close())
	}
	c.kept = nil
	return errors.Join(all, c.sqliteConn.Close())
}

// keepingRows are rows that put their statement back.
type keepingRows struct {
	driver.Rows
	conn      *keepingConn
	statement keptStatement
}

// Close ends the rows.
func (r *keepingRows) Close() error {
	err := r.Rows.Close()
	return errors.Join(err, r.conn.put(r.statement, err))
}
