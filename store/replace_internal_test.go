package store

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// withAccount makes a database that has one account.
func withAccount(t *testing.T, file, email string) {
	t.Helper()
	s, _, err := Open(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.AddPerson(t.Context(), NewPerson{Email: email, Name: "P", Role: Admin}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// accountOf returns whose account a database has, and checks the database.
func accountOf(t *testing.T, file string) string {
	t.Helper()
	s, _, err := Open(t.Context(), file, Options{May: MayRead})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if found, err := s.Verify(t.Context()); err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	people, err := s.People(t.Context())
	if err != nil || len(people) != 1 {
		t.Fatal(people, err)
	}
	return people[0].Email
}

// crashed leaves a database as a process that was killed does: part of it in the log alone.
func crashed(t *testing.T, file, email string) {
	t.Helper()
	live := filepath.Join(t.TempDir(), "live.db")
	s, _, err := Open(t.Context(), live, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.AddPerson(t.Context(), NewPerson{Email: email, Name: "P", Role: Admin}); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		text, err := os.ReadFile(live + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file+suffix, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(file, 0o640); err != nil { // which stays
		t.Fatal(err)
	}
}

func TestARestoreThatIsCutOffLeavesTheOneOrTheOther(t *testing.T) {
	now := time.Date(2016, 4, 11, 9, 0, 0, 0, time.UTC)
	for done, all := 0, 1; done <= all; done++ {
		folder := t.TempDir()
		db, fresh := filepath.Join(folder, "x.db"), filepath.Join(folder, "x.db.restoring-1")
		crashed(t, db, "before@a.example")
		withAccount(t, fresh, "fresh@a.example")
		held, err := seize(t.Context(), db, exclusive, withoutLog)
		if err != nil {
			t.Fatal(err)
		}
		kept, steps := replacing(db, fresh, held.damaged, now)
		all = len(steps)
		for _, step := range steps[:done] {
			if err := step(); err != nil {
				t.Fatal(err)
			}
		}
		if err := held.release(); err != nil { // as the end of the process does
			t.Fatal(err)
		}
		want := "before@a.example"
		if _, err := os.Stat(fresh); err != nil {
			want = "fresh@a.example"
			if got := accountOf(t, kept); got != "before@a.example" {
				t.Errorf("what was there is kept as that of %s", got)
			}
		}
		if got := accountOf(t, db); got != want || done == all && got != "fresh@a.example" {
			t.Errorf("after %d steps of %d it is that of %s, want %s", done, all, got, want)
		}
	}
}

func TestADamagedDatabaseIsKeptWithItsLog(t *testing.T) {
	folder := t.TempDir()
	db, fresh := filepath.Join(folder, "x.db"), filepath.Join(folder, "x.db.restoring-1")
	for name, text := range map[string]string{"x.db": "damaged", "x.db-wal": "log"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	withAccount(t, fresh, "fresh@a.example")
	kept, steps := replacing(db, fresh, true, time.Now())
	for k, step := range steps {
		if err := step(); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(db)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(db + "-wal"); err == nil && string(text) != "damaged" {
			t.Errorf("after %d steps the log stands beside another file", k+1)
		}
	}
	for suffix, want := range map[string]string{"": "damaged", "-wal": "log"} {
		if text, err := os.ReadFile(kept + suffix); err != nil || string(text) != want {
			t.Errorf("%s%s is %q, %v", kept, suffix, text, err)
		}
	}
	if got := accountOf(t, db); got != "fresh@a.example" {
		t.Error(got)
	}
}

func TestWhoWaitedForADatabaseThatWasReplacedChangesNeither(t *testing.T) {
	folder := t.TempDir()
	db, fresh := filepath.Join(folder, "x.db"), filepath.Join(folder, "x.db.restoring-1")
	withAccount(t, db, "before@a.example")
	withAccount(t, fresh, "fresh@a.example")
	pool, err := sql.Open("sqlite", "file:"+db)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	waiting, err := pool.Conn(t.Context()) // has the file open, and has not come to read it
	if err != nil {
		t.Fatal(err)
	}
	defer waiting.Close()
	held, err := seize(t.Context(), db, exclusive, withoutLog)
	if err != nil {
		t.Fatal(err)
	}
	kept, steps := replacing(db, fresh, false, time.Now())
	for _, step := range steps {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if err := held.release(); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"PRAGMA journal_mode = WAL", "DELETE FROM people"} {
		if _, err := waiting.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s was done", statement)
		}
	}
	if a, b := accountOf(t, db), accountOf(t, kept); a != "fresh@a.example" || b != "before@a.example" {
		t.Error(a, b)
	}
}

func TestASecondNameIsTakenOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2016, 4, 11, 9, 0, 0, 0, time.UTC)
	for _, want := range []string{"x.replaced-20160411T090000Z", "x.replaced-20160411T090000Z-2", "x.replaced-20160411T090000Z-3"} {
		name := datedName(file, now)
		if !strings.HasSuffix(name, want) {
			t.Errorf("%s, want %s", name, want)
		}
		if err := secondName(file, name); err != nil {
			t.Error(err)
		}
		if err := secondName(file, name); err == nil {
			t.Error("a name was taken twice")
		}
	}
	if err := secondName(file+"-wal", file+"2"); err != nil {
		t.Errorf("of a file that is not there: %v", err)
	}
}
