package main

import (
	"path/filepath"
	"strings"
	"testing"

	"shimei/store/storetest"
)

func TestAReplicaThatIsNoneIsRefusedAndSoAreTooFewConnections(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.db")
	const server = "postgres://127.0.0.1:1/absent"
	for _, c := range []struct {
		db, says string
		options  []string
	}{
		{file, "--db names a file of SQLite, which has no replicas", []string{"--db-read", server}},
		{file, "--db-connections is for a PostgreSQL server", []string{"--db-connections", "8"}},
		{server, "write it as postgres://user@host/database", []string{"--db-read", file}},
		{server, "longer than nothing", []string{"--db-read", server, "--db-read-lag", "0s"}},
		{server, "give at least 5", []string{"--db-connections", "3"}},
		{server, "SQLite", []string{"--demo", "--db-read", server}},
	} {
		o := shimei(t, c.db, append([]string{"serve", "--addr", "127.0.0.1:0", "--wait-for-database", "0s"}, c.options...)...)
		if o.code != exitMisuse || !strings.Contains(o.err, c.says) {
			t.Errorf("%v: exit %d\n%s", c.options, o.code, o.err)
		}
	}
	db := storetest.PostgresPlace(t)
	opened.At(t, db)
	o := shimei(t, db, "serve", "--addr", "127.0.0.1:0", "--db-read", storetest.Postgres(t))
	if o.code != exitFailed || !strings.Contains(o.err, "--db-read is no replica of the database of --db") || !strings.Contains(o.err, "leave --db-read out") {
		t.Errorf("another database as a replica: exit %d\n%s", o.code, o.err)
	}
}
