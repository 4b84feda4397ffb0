package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// kept holds, for each database of the process's cluster that a test has, the connection by which it is looked at
// from outside. To connect is a process of the server's, which reads its catalogue first: to be looked at again and
// again takes a tenth of the time over the same one.
var kept sync.Map

// connection is one that is made when it is first asked for.
type connection struct {
	once sync.Once
	db   *sql.DB
	err  error
}

// Connected runs fn on a connection that is none of the store's: to look at a database, or to change it behind the
// store's back.
func Connected(t TB, dsn string, fn func(*sql.DB) error) {
	t.Helper()
	if err := connected(dsn, fn); err != nil {
		t.Fatal(fmt.Errorf("on %s: %w", dsn, err))
	}
}

func connected(dsn string, fn func(*sql.DB) error) (err error) {
	if c, is := kept.Load(dsn); is {
		c := c.(*connection)
		if c.once.Do(func() { c.db, c.err = connect(dsn) }); c.err != nil {
			return c.err
		}
		return fn(c.db)
	}
	db, err := connect(dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return fn(db)
}

// connect opens a pool that keeps one connection. A file may be in use for long.
func connect(dsn string) (*sql.DB, error) {
	driver, name := "sqlite", dsn+"?_pragma=busy_timeout(600000)"
	if isPostgres(dsn) {
		driver, name = "pgx", dsn
	}
	db, err := sql.Open(driver, name)
	if err == nil {
		db.SetMaxIdleConns(1)
	}
	return db, err
}

// keepConnection makes a database one whose connection is kept.
func keepConnection(dsn string) { kept.Store(dsn, &connection{}) }

// forget closes the connection of a database that is to be dropped.
func forget(dsn string) error {
	c, is := kept.LoadAndDelete(dsn)
	if !is || c.(*connection).db == nil {
		return nil
	}
	return c.(*connection).db.Close()
}
