package db

import (
	"context"
	"errors"
	"testing"

	"shimei/store/storetest"
)

// portals opens a database of a test twice.
func portals(t *testing.T, url string) (first, second *DB) {
	t.Helper()
	var all []*DB
	for range 2 {
		d, err := Open(t.Context(), url, Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
		all = append(all, d)
	}
	return all[0], all[1]
}

// does reports whether a work of a name is done, which does nothing.
func (d *DB) does(t *testing.T, name string) bool {
	t.Helper()
	done := false
	did, err := d.Alone(t.Context(), name, func(context.Context) error { done = true; return nil })
	if err != nil || did != done {
		t.Errorf("it says %v of %v: %v", did, done, err)
	}
	return did
}

func TestAWorkIsDoneByOneAtATime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		d, other := portals(t, url)
		failed := errors.New("failed")
		ctx, stop := context.WithCancel(t.Context())
		did, err := d.Alone(ctx, "mail", func(context.Context) error {
			for range 2 { // also once it is told to stop
				if got := other.does(t, "mail"); got != (d.engine.lockAlone == "") {
					t.Errorf("another one does it too: %v", got)
				}
				stop()
			}
			if !other.does(t, "clock") {
				t.Error("another work is kept from being done")
			}
			return failed
		})
		if !did || !errors.Is(err, failed) {
			t.Error(did, err)
		}
		if !other.does(t, "mail") || !d.does(t, "mail") {
			t.Error("it is kept from being done for good")
		}
	})
}

func TestAWorkWhoseConnectionBreaksIsAnothersAndSaysSo(t *testing.T) {
	d, other := portals(t, storetest.Postgres(t))
	did, err := d.Alone(t.Context(), "mail", func(ctx context.Context) error {
		var ended int
		found, err := other.One(ctx, []any{&ended}, `SELECT count(pg_terminate_backend(pid, 60000)) FROM pg_locks
			WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
		if err != nil || !found || ended != 1 {
			t.Errorf("%d connections held it: %v", ended, err)
		}
		if !other.does(t, "mail") {
			t.Error("nobody can do it")
		}
		return nil
	})
	if !did || !errors.Is(err, ErrUnavailable) {
		t.Errorf("it did it (%v) and says %v", did, err)
	}
	if !d.does(t, "mail") {
		t.Error("it has no connection any more")
	}
}
