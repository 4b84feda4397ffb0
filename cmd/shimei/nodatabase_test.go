package main

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shimei/store/storetest"
)

// needing are the commands that need a database which is there.
func needing(t *testing.T) [][]string {
	t.Helper()
	return [][]string{
		{"progress"}, {"credits"}, {"explain", "--partner", "A", "--competency", "smmcs"}, {"verify"}, {"recompute"},
		{"simulate", "--programme", lowered(t)},
		{"statement", "list"}, {"statement", "close", "2016-04"}, {"statement", "export", "--partner", "A", "--month", "2016-04"},
		{"outbox", "list"}, {"outbox", "retry"}, {"user", "list"}, {"user", "disable", "a@b.example"}, {"user", "passwd", "a@b.example", "--generate"},
	}
}

func TestACommandThatNeedsADatabaseMakesNone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db string) {
		name := db
		if strings.HasPrefix(db, "postgres:") {
			name, _, _ = strings.Cut(db, "?")
			name = strings.Replace(name, "postgres@", "", 1)
		}
		for _, args := range needing(t) {
			o := shimei(t, db, args...)
			if o.code != exitFailed || o.out != "" || !strings.Contains(o.err, name+": there is no database of Shimei") {
				t.Errorf("%v: %+v", args, o)
			}
		}
		if _, err := os.Stat(db); tables(t, db) != 0 || err == nil {
			t.Error("a database was made")
		}
	})
}

func TestWhatIsNoDatabaseOfShimeiStaysAsItIs(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	by(t, foreign, "CREATE TABLE notes (text TEXT)")
	for file, want := range map[string]string{foreign: "there is no database of Shimei", write(t, "empty.db", ""): "there is no database of Shimei",
		write(t, "text.db", strings.Repeat("no database\n", 100)): "not a database"} {
		before, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, args := range needing(t) {
			if o := shimei(t, file, args...); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, file) || !strings.Contains(o.err, want) {
				t.Errorf("%v: %+v", args, o)
			}
		}
		if after, err := os.ReadFile(file); err != nil || string(after) != string(before) {
			t.Errorf("%s was changed (%v)", file, err)
		}
	}
}

func TestADryRunStoresNotEvenADatabase(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	t.Setenv("TMPDIR", t.TempDir())
	if out := done(t, db, "import", "--dry-run", write(t, "partners.csv", people)); !strings.Contains(out, "dry run") {
		t.Error(out)
	}
	if _, err := os.Stat(db); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the database: %v", err)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) != 0 {
		t.Errorf("left over: %v %v", left, err)
	}
}

func TestADatabaseOfAnOlderSchemaIsReadByNobodyAndMendedByAChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db string) {
		done(t, db, "import", write(t, "partners.csv", people))
		by(t, db, "DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)")
		o := shimei(t, db, "verify")
		if o.code != exitFailed || !strings.Contains(o.err, "shimei recompute, or the start of shimei serve, brings it up to date") {
			t.Errorf("%+v", o)
		}
		by(t, db, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)")
		if o := shimei(t, db, "verify"); o.code != exitFailed || !strings.Contains(o.err, "use a newer shimei") {
			t.Errorf("%+v", o)
		}
	})
}

// by changes a database by other hands.
func by(t *testing.T, db, statement string) {
	t.Helper()
	storetest.Connected(t, db, func(c *sql.DB) error {
		_, err := c.Exec(statement)
		return err
	})
}

// tables counts the tables of a database, 0 where there is none.
func tables(t *testing.T, db string) (n int) {
	t.Helper()
	from := "sqlite_master"
	if strings.HasPrefix(db, "postgres:") {
		from = "information_schema.tables WHERE table_schema = 'public'"
	} else if _, err := os.Stat(db); errors.Is(err, fs.ErrNotExist) {
		return 0
	}
	storetest.Connected(t, db, func(c *sql.DB) error { return c.QueryRow("SELECT count(*) FROM " + from).Scan(&n) })
	return n
}

func TestAFileOfAnotherProgramIsNotMadeOurs(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	by(t, foreign, "CREATE TABLE songs (x TEXT); CREATE TABLE goose_db_version (version_id BIGINT)")
	before, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"import", write(t, "partners.csv", people)}, {"serve", "--addr", "127.0.0.1:0"},
		{"user", "add", "a@vendor.example", "--name", "A", "--role", "admin", "--generate"},
	} {
		if o := shimei(t, foreign, args...); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, "tables of another program") {
			t.Errorf("%v: %+v", args, o)
		}
		if after, err := os.ReadFile(foreign); err != nil || string(after) != string(before) {
			t.Fatalf("%v changed it (%v)", args, err)
		}
	}
}

func TestACommandThatFailsForWhatItWasGivenMakesNoDatabase(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	for _, args := range [][]string{
		{"user", "add", "notmail", "--name", "A", "--role", "admin", "--generate"},
		{"user", "add", "a@b.example", "--name", "A", "--role", "owner", "--generate"},
		{"user", "add", "a@b.example", "--name", "A", "--role", "owner", "--tenant", "T", "--generate"},
		{"import", filepath.Join(t.TempDir(), "none.csv")}, {"import", t.TempDir()},
	} {
		if o := shimei(t, db, args...); o.code != exitFailed || o.out != "" || o.err == "" {
			t.Errorf("%v: %+v", args, o)
		}
		if _, err := os.Stat(db); !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("%v made a database (%v)", args, err)
		}
	}
}
