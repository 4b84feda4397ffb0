package db

import (
	"errors"
	"testing"
	"time"

	"shimei/store/storetest"
)

// keep makes a change, and reports whether it came as far as its commit.
func (d *DB) keep(t *testing.T, name string) (committed bool, err error) {
	err = d.Update(t.Context(), func(x *Tx) error {
		err := x.Exec("INSERT INTO secrets (name, value) VALUES ($1, '')", name)
		committed = err == nil
		return err
	})
	return committed, err
}

// A proxy may lead to a server that is just becoming the primary.
func TestAServerThatFollowsAnotherOneIsAwayForChanges(t *testing.T) {
	primary := storetest.NewPrimary(t)
	opened(t, primary.URL())
	follower, err := Open(t.Context(), primary.NewReplica().URL(), Options{May: MayRead})
	if err != nil {
		t.Fatal(err)
	}
	defer follower.Close()
	if _, err := follower.keep(t, "x"); !errors.Is(err, ErrUnavailable) {
		t.Errorf("it says %v", err)
	}
}

// A primary waits with each commit until another server has it too, and has it all the same where nobody waits any more.
func TestACommitThatDoesNotEndMayHaveBeenMade(t *testing.T) {
	server := storetest.NewPrimary(t)
	d, now := opened(t, server.URL())
	wait := func(how string) {
		for _, statement := range []string{"ALTER SYSTEM " + how, "SELECT pg_reload_conf()"} {
			if _, err := d.write.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
	}
	wait("SET synchronous_standby_names = 'nobody'")
	d.patience = time.Second
	var last string
	var err error
	for committed := false; !committed || err == nil; { // the server takes a while to know, and a slow machine to come so far
		last = time.Now().String()
		committed, err = d.keep(t, last)
	}
	if !errors.Is(err, ErrUnavailable) || errors.Is(err, ErrBusy) {
		t.Errorf("it says %v", err)
	}
	*now = now.Add(tryAgain)
	if err := d.ready(t); !errors.Is(err, ErrUnavailable) {
		t.Errorf("ready says %v", err)
	}
	wait("RESET synchronous_standby_names")
	for found := 0; found == 0; {
		if _, err := d.One(t.Context(), []any{&found}, "SELECT count(*) FROM secrets WHERE name = $1", last); err != nil {
			t.Fatal(err)
		}
	}
	d.patience = time.Minute
	for {
		*now = now.Add(tryAgain)
		if d.ready(t) == nil {
			return
		}
	}
}
