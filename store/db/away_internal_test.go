package db

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"shimei/store/storetest"
)

// opened opens a database with a clock that stands until it is set.
func opened(t *testing.T, db string) (s *DB, clock *time.Time) {
	t.Helper()
	now := time.Date(2016, 4, 11, 9, 0, 0, 0, time.UTC)
	s, err := Open(t.Context(), db, Options{Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, &now
}

// pragma runs a PRAGMA on the writing connection, of which there is one.
func (s *DB) pragma(t *testing.T, text string) (value int64) {
	t.Helper()
	if err := s.write.QueryRowContext(t.Context(), "PRAGMA "+text).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// ready asks until a trial that began now has ended. What the first asking says may be of the
// trial before: a slow machine takes longer for this one than anybody waits.
func (s *DB) ready(t *testing.T) error {
	t.Helper()
	_ = s.Ready(t.Context())
	<-s.trial.ended
	return s.Ready(t.Context())
}

func TestAFullDiskIsSaidByReadyAndByEveryChangeUntilThereIsRoom(t *testing.T) {
	s, now := opened(t, filepath.Join(t.TempDir(), "x.db"))
	if err := s.ready(t); err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.ExecContext(t.Context(), "VACUUM"); err != nil { // no page is free in the file
		t.Fatal(err)
	}
	s.pragma(t, fmt.Sprintf("max_page_count(%d)", s.pragma(t, "page_count")))
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("it tries again at once: %v", err)
	}
	*now = now.Add(tryAgain)
	if err := s.ready(t); !errors.Is(err, ErrUnavailable) {
		t.Errorf("ready says %v", err)
	}
	if err := s.fill(t); !errors.Is(err, ErrUnavailable) {
		t.Errorf("a change says %v", err)
	}
	if err := s.View(t.Context(), func(x *Tx) error { return x.Each(func(Scan) error { return nil }, "SELECT id FROM people") }); err != nil {
		t.Errorf("a page says %v", err)
	}
	s.pragma(t, "max_page_count(1000000)")
	*now = now.Add(tryAgain)
	if err := s.ready(t); err != nil {
		t.Errorf("with room again ready says %v", err)
	}
	if err := s.fill(t); err != nil {
		t.Errorf("with room again a change says %v", err)
	}
}

// fill makes a change that needs room.
func (s *DB) fill(t *testing.T) error {
	return s.Update(t.Context(), func(x *Tx) error {
		return x.Exec("INSERT INTO secrets (name, value) VALUES ('full', zeroblob(65536))")
	})
}

func TestAFileThatTakesNoWritingIsUnavailable(t *testing.T) {
	s, now := opened(t, filepath.Join(t.TempDir(), "x.db"))
	if _, err := s.write.ExecContext(t.Context(), "PRAGMA query_only(1)"); err != nil {
		t.Fatal(err)
	}
	if err := s.ready(t); !errors.Is(err, ErrUnavailable) {
		t.Errorf("ready says %v", err)
	}
	if _, err := s.write.ExecContext(t.Context(), "PRAGMA query_only(0)"); err != nil {
		t.Fatal(err)
	}
	*now = now.Add(-time.Hour) // a clock that was put right does not keep it from trying
	if err := s.ready(t); err != nil {
		t.Errorf("ready says %v", err)
	}
}

func TestABusyWriterIsNotBroken(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db string) {
		s, now := opened(t, db)
		s.patience = time.Millisecond
		if s.engine.writers > 1 {
			s.patience = time.Minute
		}
		err := s.Bulk(t.Context(), func(*Tx) error {
			for range 2 {
				if err := s.ready(t); err != nil {
					t.Errorf("while it imports: %v", err)
				}
				*now = now.Add(tryAgain)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestAWrongPathAndADamagedFileDoNotComeBackByThemselves(t *testing.T) {
	_, err := Open(t.Context(), filepath.Join(t.TempDir(), "absent", "x.db"), Options{})
	if err == nil || errors.Is(err, ErrUnavailable) {
		t.Errorf("a wrong path: %v", err)
	}
	path := filepath.Join(t.TempDir(), "x.db")
	if err := os.WriteFile(path, []byte("this is no database, but long enough to be taken for the head of one; and so on; and so on, and on and on"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err = Open(t.Context(), path, Options{}); err == nil || errors.Is(err, ErrUnavailable) {
		t.Errorf("a damaged file: %v", err)
	}
}

func TestWhatMeansThatAServerIsAway(t *testing.T) {
	coded := func(code string) error { return fmt.Errorf("begin: %w", &pgconn.PgError{Code: code}) }
	broken := &net.OpError{Op: "read", Err: syscall.ECONNRESET}
	for _, err := range []error{coded("57P01"), coded("57P03"), coded("53100"), coded("53300"), coded("58030"), coded("08006"), coded("25006"), broken, pgconn.ErrConnClosed} {
		if !postgresAway(err) {
			t.Errorf("%v is away", err)
		}
	}
	for _, err := range []error{nil, coded("23505"), coded("40001"), coded("28P01"), coded("3D000"), coded("42P01"), ErrNotFound,
		context.Canceled, fmt.Errorf("timeout: %w", context.DeadlineExceeded)} {
		if postgresAway(err) {
			t.Errorf("%v is not away", err)
		}
	}
}

func TestAServerHasATimeToAnswerIn(t *testing.T) {
	t.Setenv("PGCONNECT_TIMEOUT", "")
	for db, want := range map[string]string{
		"postgres://u@h/d":                  "postgres://u@h/d?connect_timeout=5",
		"postgres:///d?host=%2Fs&port=1":    "postgres:///d?connect_timeout=5&host=%2Fs&port=1",
		"postgres://h/d?connect_timeout=60": "postgres://h/d?connect_timeout=60",
		"postgres://u:p%40@a:1,b:2/d":       "postgres://u:p%40@a:1,b:2/d?connect_timeout=5",
		"postgres://u@h/d?x=%zz":            "postgres://u@h/d?x=%zz",
	} {
		if got := withTimeout(db); got != want {
			t.Errorf("%s becomes %s", db, got)
		}
	}
	t.Setenv("PGCONNECT_TIMEOUT", "9")
	if got := withTimeout("postgres://u@h/d"); got != "postgres://u@h/d" {
		t.Error(got)
	}
}

func TestAFileThatWasMovedAwayIsSaidByReady(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.db")
	s, _ := opened(t, file)
	if err := s.ready(t); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(file, file+".away"); err != nil {
		t.Fatal(err)
	}
	if err := s.Ready(t.Context()); !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), file) {
		t.Errorf("with its file gone ready says %v", err)
	}
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Ready(t.Context()); !errors.Is(err, ErrUnavailable) {
		t.Errorf("with another file there ready says %v", err)
	}
	if err := os.Rename(file+".away", file); err != nil {
		t.Fatal(err)
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("with its file back ready says %v", err)
	}
}
