package storetest

import (
	"io"
	"testing"
)

// Server is a PostgreSQL of a test's own, which it can stop and start again. It takes some
// seconds to make: a test that only needs a database has one by Postgres.
type Server struct {
	t testing.TB
	c *cluster
}

// NewServer starts one until the test ends.
func NewServer(t testing.TB) *Server {
	t.Helper()
	return newServer(t, alone)
}

func newServer(t testing.TB, k kind) *Server {
	t.Helper()
	leftOut(t)
	c, err := startAs(k)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.stop(); err != nil {
			t.Errorf("stopping the test's server: %v", err)
		}
	})
	return &Server{t, c}
}

// URL returns the postgres:// URL of a database that is empty at first.
func (s *Server) URL() string { return s.c.url("postgres") }

// Stop ends the server, and every connection to it, as an administrator does, and returns once
// it has ended.
func (s *Server) Stop() { s.t.Helper(); s.tell("stop\n", "stopped\n") }

// Start starts the server that was stopped, and returns once it answers.
func (s *Server) Start() { s.t.Helper(); s.tell("start\n", "ready\n") }

func (s *Server) tell(word, answer string) {
	s.t.Helper()
	_, err := io.WriteString(s.c.life, word)
	if err == nil {
		err = s.c.await(answer)
	}
	if err != nil {
		s.t.Fatalf("telling the server to %q: %v", word, err)
	}
}
