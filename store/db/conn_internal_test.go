package db

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"shimei/store/storetest"
)

// idle has so many connections in the pool that nobody is using.
func (d *DB) idle(t *testing.T, n int) {
	t.Helper()
	var all []*sql.Conn
	for range n {
		conn, err := d.engine.conn(t.Context(), d.write)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, conn)
	}
	for _, conn := range all {
		if err := conn.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// endOthers has the server end all other connections to the database, and returns how many.
func (d *DB) endOthers(t *testing.T) (ended int) {
	t.Helper()
	if _, err := d.One(t.Context(), []any{&ended}, `WITH others AS MATERIALIZED (
			SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid())
		SELECT count(pg_terminate_backend(pid, 60000)) FROM others`); err != nil {
		t.Fatal(err)
	}
	return ended
}

// The driver hands out without a look at it a connection that was taken before, less than a second ago.
func TestAWorkThatHasAConnectionToItselfGetsOneThatIsNotBroken(t *testing.T) {
	d, other := portals(t, storetest.Postgres(t))
	works := map[string]func() error{
		"a bulk change": func() error {
			return d.Bulk(t.Context(), func(tx *Tx) error { return tx.Insert(headOfRates, someRates(1, copiedFrom, "1"), replaceRates) })
		},
		"a view": func() error {
			return d.ViewOnce(t.Context(), func(tx *Tx) error { return tx.Exec("SELECT 1") })
		},
		"a work of one alone": func() error {
			did, err := d.Alone(t.Context(), "mail", func(context.Context) error { return nil })
			if err == nil && !did {
				err = errors.New("it was not done")
			}
			return err
		},
	}
	for name, work := range works {
		d.idle(t, 2)
		d.idle(t, 2)
		if n := other.endOthers(t); n != 2 {
			t.Fatalf("%d connections ended", n)
		}
		if err := work(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
