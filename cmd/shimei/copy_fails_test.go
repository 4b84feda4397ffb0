package main

import (
	"database/sql"
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"

	"shimei/store/storetest"
)

// bare checks that no table of a database on a server has a row, but the record of the migrations.
func bare(t *testing.T, db string) {
	t.Helper()
	var filled string
	storetest.Connected(t, db, func(c *sql.DB) error {
		return c.QueryRow(`SELECT coalesce(string_agg(relname, ' '), '') FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
			AND relname <> 'goose_db_version' AND query_to_xml('SELECT 1 FROM ' || oid::regclass || ' LIMIT 1', false, true, '')::text LIKE '%<row%'`).Scan(&filled)
	})
	if filled != "" {
		t.Errorf("there are rows in %s", filled)
	}
}

// What SQLite holds by other hands, and PostgreSQL does not, is named with its place, and nothing of the rest is kept.
func TestWhatPostgreSQLCannotHoldIsNamed(t *testing.T) {
	db, to := typical(t), storetest.Postgres(t)
	person(t, db, "vera@vendor.example")
	for _, c := range []struct{ spoil, mend, want string }{
		{"UPDATE people SET name = 'Ve' || char(0) || 'ra'", "UPDATE people SET name = 'Vera'",
			"the column name of the table people, in the row of id 1: it has a NUL character at byte 2"},
		{"UPDATE subscriptions SET product = CAST(x'ff' AS TEXT) WHERE id = 2", "UPDATE subscriptions SET product = 'azure' WHERE id = 2",
			"the column product of the table subscriptions, in the row of id 2: it is not UTF-8"},
		{"UPDATE usage SET line = 5000000000 WHERE month = 24192", "UPDATE usage SET line = 1",
			"the column line of the table usage, in the row of month 24192, subscription_id"},
		{"UPDATE partners SET suspended = 2 WHERE id = 1", "UPDATE partners SET suspended = 0",
			"the column suspended of the table partners, in the row of id 1: it is 2, which"},
		{"UPDATE usage SET active = 1.5 WHERE month = 24192", "UPDATE usage SET active = 1",
			"the column active of the table usage, in the row of month 24192"},
		{"UPDATE people SET partner_id = 999", "UPDATE people SET partner_id = NULL", "Key (partner_id)=(999) is not present"},
	} {
		before := numbered(t, db, "SELECT count(*) FROM usage WHERE month = 24192")
		by(t, db, c.spoil)
		if o := shimei(t, db, "copy", "--to", to, "--with-differences"); before == 0 || o.code != exitFailed || o.out != "" || !strings.Contains(o.err, c.want) {
			t.Errorf("%s: %+v", c.spoil, o)
		}
		bare(t, to)
		by(t, db, c.mend)
	}
	done(t, db, "copy", "--to", to, "--with-differences")
}

// full is a pipe that takes no more: who writes into it waits.
func full(t *testing.T) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { errors.Join(r.Close(), w.Close()) })
	raw, err := w.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	some := make([]byte, 4096)
	if err := raw.Control(func(fd uintptr) {
		for err == nil {
			_, err = syscall.Write(int(fd), some)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if !errors.Is(err, syscall.EAGAIN) {
		t.Fatal(err)
	}
	return w
}

func TestACopyThatIsKilledLeavesNothing(t *testing.T) {
	db, to := typical(t), storetest.Postgres(t)
	c := process(t, "--db", db, "copy", "--to", to)
	c.Stderr = full(t) // so that it waits where it tells of the first table
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	const between = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction' AND query LIKE 'copy "associations"%'`
	eventually(t, func() bool { return numbered(t, to, between) == 1 })
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	c.Wait()
	eventually(t, func() bool { return numbered(t, to, between) == 0 })
	bare(t, to)
	done(t, db, "copy", "--to", to)
	sound(t, to)
}

func TestACopyThatIsToldToStopLeavesNothing(t *testing.T) {
	db, to := typical(t), storetest.Postgres(t)
	var out, errs strings.Builder
	if code := run(ended(), []string{"--db", db, "copy", "--to", to}, strings.NewReader(""), &out, &errs); code != exitFailed || out.String() != "" {
		t.Errorf("exit %d: %s", code, out.String())
	}
	done(t, db, "copy", "--to", to)
	sound(t, to)
}
