package web

import (
	"database/sql"
	"testing"

	_ "modernc.org/sqlite"
)

// breakable serves the small fixture with a second connection to its database, over which a
// test can break what the portal does.
func breakable(t *testing.T) (*site, *second) {
	t.Helper()
	path := smallTemplate.file(t)
	x := serve(t, open(t, path))
	x.secrets = smallTemplate.secrets
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return x, &second{t, db}
}

// second is another connection to a site's database.
type second struct {
	t  *testing.T
	db *sql.DB
}

func (s *second) exec(statement string) {
	s.t.Helper()
	if _, err := s.db.ExecContext(s.t.Context(), statement); err != nil {
		s.t.Fatal(err)
	}
}

// fail makes every change of a kind fail, such as "DELETE ON sessions", until it is mended.
func (s *second) fail(change string) {
	s.t.Helper()
	s.exec("CREATE TRIGGER broken BEFORE " + change + " BEGIN SELECT raise(ABORT, 'broken by the test'); END")
}

func (s *second) mend() {
	s.t.Helper()
	s.exec("DROP TRIGGER broken")
}
