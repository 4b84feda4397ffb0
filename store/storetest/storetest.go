// Package storetest gives tests a database of their own on either engine: a file for
// SQLite, and for PostgreSQL a database in a throw-away cluster that lives no longer than
// the test process. A test that needs a store runs through Each, so that it holds on both.
//
// With -short there is no PostgreSQL: Each and its like run on SQLite alone, and what needs a
// server is skipped.
//
//	func TestMain(m *testing.M) { os.Exit(storetest.Run(m)) }
//
//	func TestSomethingHolds(t *testing.T) {
//		storetest.Each(t, func(t *testing.T, dsn string) { … })
//	}
package storetest

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// shared is the one cluster of this test process, started by the first test that asks.
// The flag tells Run whether there is anything to stop without starting it to find out.
var (
	shared  = sync.OnceValues(start)
	started atomic.Bool
	counted atomic.Int64
)

// Run runs a package's tests and stops the cluster that they started, if any. It returns
// the exit code for TestMain. A process that ends without it stops the cluster too, but
// does not wait until it is gone.
func Run(m *testing.M) int {
	code := m.Run()
	if !started.Load() {
		return code
	}
	if c, err := shared(); err == nil {
		if err := errors.Join(c.dropped(), c.stop()); err != nil {
			fmt.Println("storetest: stopping PostgreSQL:", err)
			return max(code, 1)
		}
	}
	return code
}

// Postgres creates an empty database and returns its postgres:// URL. The database is
// dropped after the test, whoever is still connected to it. Where PostgreSQL is not
// installed the test fails: an engine that is skipped is an engine that breaks unseen.
func Postgres(t testing.TB) string {
	t.Helper()
	dsn := PostgresPlace(t)
	(&Template{}).At(t, dsn)
	return dsn
}

// PostgresPlace returns the URL of a database that is not there yet, for Template.At. The
// database is dropped when the test ends.
func PostgresPlace(t testing.TB) string {
	t.Helper()
	leftOut(t)
	c, err := running()
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("test_%d", counted.Add(1))
	keepConnection(c.url(name))
	t.Cleanup(func() {
		places.Delete(c.url(name))
		if err := forget(c.url(name)); err != nil {
			t.Errorf("closing the connection to the test's database: %v", err)
		}
		c.drop(name)
	})
	return c.url(name)
}

// running returns the process's cluster, which the first call starts.
func running() (*cluster, error) {
	started.Store(true)
	return shared()
}

// Each runs a test on both engines, as the sub-tests "sqlite" and "postgres". The dsn is
// the path of a file that does not exist yet, or the URL of an empty database.
func Each(t *testing.T, run func(t *testing.T, dsn string)) {
	t.Helper()
	Places(t, func(t *testing.T, dsn string) {
		(&Template{}).At(t, dsn)
		run(t, dsn)
	})
}

// Places is Each with nothing at the URL yet either, for tests that put a copy of a Template
// there.
func Places(t *testing.T, run func(t *testing.T, dsn string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { run(t, filePlace(t)) })
	if !testing.Short() {
		t.Run("postgres", func(t *testing.T) { run(t, PostgresPlace(t)) })
	}
}

// PlaceOfEach returns a place on every engine, for a test that compares them.
func PlaceOfEach(t testing.TB) []string {
	t.Helper()
	if testing.Short() {
		return []string{filePlace(t)}
	}
	return []string{filePlace(t), PostgresPlace(t)}
}

// leftOut skips what only PostgreSQL is needed for, where tests are to be quick.
func leftOut(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("PostgreSQL is left out by -short")
	}
}

// Beside returns another place on the engine of a dsn.
func Beside(t testing.TB, dsn string) string {
	t.Helper()
	if isPostgres(dsn) {
		return PostgresPlace(t)
	}
	return filePlace(t)
}

func filePlace(t testing.TB) string { return filepath.Join(t.TempDir(), "shimei.db") }

func isPostgres(dsn string) bool { return strings.HasPrefix(dsn, "postgres://") }
