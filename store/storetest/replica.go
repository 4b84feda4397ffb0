package storetest

import (
	"context"
	"testing"
	"time"
)

// NewPrimary starts a server that others can follow, until the test ends.
func NewPrimary(t testing.TB) *Server {
	t.Helper()
	return newServer(t, followed)
}

// NewReplica starts a server that follows another one, and has come as far as it, until the test ends.
func (s *Server) NewReplica() *Replica {
	s.t.Helper()
	k := followed
	k.follows = s.c.folder
	x := &Replica{Server: newServer(s.t, k), of: s}
	x.CaughtUp()
	return x
}

// Replica is a server that follows another one.
type Replica struct {
	*Server
	of *Server
}

// Pause keeps the replica as it is.
func (x *Replica) Pause() {
	x.t.Helper()
	x.ask("SELECT pg_wal_replay_pause()")
	x.until("SELECT pg_get_wal_replay_pause_state() = 'paused'")
}

// Resume has it follow again, and returns once it has come as far as the other one.
func (x *Replica) Resume() {
	x.t.Helper()
	x.ask("SELECT pg_wal_replay_resume()")
	x.CaughtUp()
}

// CaughtUp returns once it has come as far as the other one is now.
func (x *Replica) CaughtUp() {
	x.t.Helper()
	var at string
	if err := x.of.c.admin.QueryRow("SELECT pg_current_wal_lsn()::text").Scan(&at); err != nil {
		x.t.Fatal(err)
	}
	x.until("SELECT pg_last_wal_replay_lsn() >= '" + at + "'::pg_lsn")
}

func (x *Replica) ask(statement string) {
	x.t.Helper()
	if _, err := x.c.admin.Exec(statement); err != nil {
		x.t.Fatal(err)
	}
}

// until asks until the answer is yes.
func (x *Replica) until(question string) {
	x.t.Helper()
	ctx, done := context.WithTimeout(context.Background(), patience)
	defer done()
	for yes := false; !yes; {
		if err := x.c.admin.QueryRowContext(ctx, question).Scan(&yes); err != nil {
			x.t.Fatal(err)
		}
		if !yes {
			time.Sleep(5 * time.Millisecond)
		}
	}
}
