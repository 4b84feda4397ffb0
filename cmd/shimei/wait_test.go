package main

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shimei/store/storetest"
)

// notUp returns the URL of a database whose server is not to be reached yet, and what makes it so.
func notUp(t *testing.T) (db string, come func()) {
	t.Helper()
	u, err := url.Parse(storetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	folder, err := os.MkdirTemp("/tmp", "shimei-") // the path of a socket may not pass about 100 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	query, socket := u.Query(), filepath.Join(folder, "s")
	server := query.Get("host")
	query.Set("host", socket)
	u.RawQuery = query.Encode()
	return u.String(), func() {
		if err := os.Symlink(server, socket); err != nil {
			t.Fatal(err)
		}
	}
}

// waits returns once the portal says that it waits.
func (s *stoppable) waits() {
	s.t.Helper()
	for begun := time.Now(); !strings.Contains(s.errs.String(), "Waiting for the database, for "); time.Sleep(time.Millisecond) {
		if time.Since(begun) > 5*time.Minute {
			s.t.Fatalf("it says\n%s", s.errs)
		}
	}
}

func TestServeWaitsForAServerThatIsNotUpYet(t *testing.T) {
	db, come := notUp(t)
	s := starting(t, db)
	s.waits()
	come()
	s.up()
	if code, body := fetch(t, "http://"+s.address+"/healthz"); code != http.StatusOK {
		t.Errorf("%d %q", code, body)
	}
	s.stops()
}

func TestServeWaitsForAServerOnlySoLong(t *testing.T) {
	db, _ := notUp(t)
	s := starting(t, db, "--wait-for-database", "20ms")
	if code := <-s.ended; code != exitFailed || !strings.Contains(s.errs.String(), "waited for 20ms: the database is not available") {
		t.Errorf("exit %d\n%s", code, s.errs)
	}
}

func TestServeIsStoppedWhileItWaits(t *testing.T) {
	db, _ := notUp(t)
	s := starting(t, db)
	s.waits()
	s.stops()
}

func TestServeWaitsNotForAFileNorAWrongName(t *testing.T) {
	for _, db := range []string{filepath.Join(t.TempDir(), "absent", "x.db"), strings.Replace(storetest.Postgres(t), "/test_", "/absent_", 1)} {
		s := starting(t, db)
		if code := <-s.ended; code != exitFailed || strings.Contains(s.errs.String(), "Waiting") {
			t.Errorf("%s: exit %d\n%s", db, code, s.errs)
		}
	}
}
