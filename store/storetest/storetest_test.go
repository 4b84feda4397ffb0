package storetest_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"shimei/store/storetest"
)

// orphan is set in the environment of a copy of this test program that is to be killed.
const orphan = "SHIMEI_STORETEST_ORPHAN"

func TestMain(m *testing.M) { os.Exit(storetest.Run(m)) }

func TestEachGivesAFreshPlaceOnBothEngines(t *testing.T) {
	var engines []string
	storetest.Each(t, func(t *testing.T, dsn string) {
		engine, _, url := strings.Cut(dsn, "://")
		if !url {
			engine = "file"
			if _, err := os.Stat(dsn); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s is there before the test: %v", dsn, err)
			}
		}
		engines = append(engines, engine)
	})
	want := "file postgres"
	if testing.Short() {
		want = "file"
	}
	if got := strings.Join(engines, " "); got != want {
		t.Errorf("Each ran %q, want %s", got, want)
	}
}

func TestEveryPostgresDatabaseIsEmptyAndItsOwn(t *testing.T) {
	for range 2 {
		db := open(t, storetest.Postgres(t))
		if _, err := db.Exec("CREATE TABLE t (n BIGINT)"); err != nil {
			t.Error(err)
		}
	}
}

func TestADatabaseIsDroppedWithItsTestThoughSomebodyIsConnected(t *testing.T) {
	if testing.Short() {
		t.Skip("PostgreSQL is left out by -short")
	}
	var dsn string
	t.Run("leaves a connection open", func(t *testing.T) {
		dsn = storetest.Postgres(t)
		db, err := sql.Open("pgx", dsn)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Ping(); err != nil {
			t.Fatal(err)
		}
	})
	if err := open(t, dsn).Ping(); err == nil || !strings.Contains(err.Error(), "3D000") {
		t.Errorf("connecting to the dropped database says %v, want SQLSTATE 3D000", err)
	}
}

func TestAServerOfATestsOwnStopsAndStartsWithItsData(t *testing.T) {
	s := storetest.NewServer(t)
	db := open(t, s.URL())
	if _, err := db.Exec("CREATE TABLE t (n BIGINT)"); err != nil {
		t.Fatal(err)
	}
	s.Stop()
	if err := db.Ping(); err == nil {
		t.Error("it answers though it is stopped")
	}
	s.Start()
	if _, err := db.Exec("INSERT INTO t VALUES (1)"); err != nil {
		t.Error(err)
	}
}

func TestTheClusterSortsByALanguageAsServersInTheWildDo(t *testing.T) {
	db := open(t, storetest.Postgres(t))
	var sorted bool
	if err := db.QueryRow("SELECT 'a' < 'B'").Scan(&sorted); err != nil || !sorted {
		t.Errorf("a < B is %v (%v); the order of bytes would hide what leans on it", sorted, err)
	}
}

func TestAKilledTestProcessLeavesNoClusterBehind(t *testing.T) {
	if os.Getenv(orphan) != "" {
		os.Stdout.WriteString(storetest.Postgres(t) + "\n")
		select {} // until killed
	}
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), orphan+"=1")
	says, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(says).ReadString('\n')
	if killed := child.Process.Kill(); err != nil || killed != nil {
		t.Fatal(err, killed)
	}
	_ = child.Wait() // it was killed: that is its error
	u, err := url.Parse(strings.TrimSpace(line))
	if err != nil || u.Query().Get("host") == "" {
		t.Fatalf("the copy said %q: %v", line, err)
	}
	eventually(t, "the folder is gone", func() bool {
		_, err := os.Stat(u.Query().Get("host"))
		return errors.Is(err, fs.ErrNotExist)
	})
}

func open(t *testing.T, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// eventually waits for a condition, not for a duration; the deadline only bounds a failure.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain: %s", what)
		case <-tick.C:
		}
	}
}
