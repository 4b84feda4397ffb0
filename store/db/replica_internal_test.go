package db

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"shimei/store/storetest"
)

func TestAReplicaIsReadFromWhileItIsCloseBehind(t *testing.T) {
	begun := time.Unix(1460000000, 0)
	var log bytes.Buffer
	x := &replica{lag: time.Minute, log: slog.New(slog.NewTextHandler(&log, nil))}
	for _, c := range []struct {
		what             string
		after            time.Duration
		primary, replica position
		good             bool
		says             string
	}{
		{"it has not come to where the primary is", 0, 100, 90, false, ""},
		{"it has come to where that was", 5 * time.Second, 200, 100, true, ""},
		{"it stands still", 60 * time.Second, 300, 150, true, ""},
		{"it has stood still for too long", 66 * time.Second, 300, 150, false, "it is behind"},
		{"it moves, and is as far behind as it was", 130 * time.Second, 400, 250, false, ""},
		{"that is how far it still is", 131 * time.Second, 400, 399, false, ""},
		{"it has caught up", 132 * time.Second, 400, 400, true, "again"},
	} {
		log.Reset()
		x.asked = begun.Add(c.after)
		x.measure(c.primary, c.replica)
		if x.good != c.good || (c.says == "") != (log.Len() == 0) || !strings.Contains(log.String(), c.says) {
			t.Errorf("%s: good is %v, and it says %q", c.what, x.good, log.String())
		}
	}
}

func TestAReplicaThatWasAwayIsReadFromOnceItHasComeToWhereThePrimaryIs(t *testing.T) {
	var log bytes.Buffer
	x := &replica{lag: time.Minute, clock: time.Now, log: slog.New(slog.NewTextHandler(&log, nil))}
	x.measure(100, 100)
	x.failed(errors.New("gone"))
	x.failed(errors.New("gone again"))
	if x.good || strings.Count(log.String(), "it is away") != 1 {
		t.Errorf("it is said as %q", log.String())
	}
	if x.measure(200, 150); x.good {
		t.Error("it shows less than people have seen")
	}
	if x.measure(210, 200); !x.good {
		t.Error("it has come to where the primary was when it was seen again")
	}
}

func TestAReplicaThatNobodyHasLookedAtForLongIsNotReadFrom(t *testing.T) {
	now := time.Unix(1460000000, 0)
	x := &replica{lag: time.Minute, clock: func() time.Time { return now }, asked: now, looking: true} // by somebody who does not come to an end
	x.measure(100, 100)
	for _, c := range []struct {
		after time.Duration
		want  bool
	}{{0, true}, {59 * time.Second, true}, {60 * time.Second, false}, {-time.Second, false}} {
		now = time.Unix(1460000000, 0).Add(c.after)
		if got := x.usable(); got != c.want {
			t.Errorf("after %s it is read from: %v", c.after, got)
		}
	}
}

func TestConnectionsAreDividedSoThatReadersAndDutiesHaveSome(t *testing.T) {
	for connections, writers := range map[int]int{5: 2, 6: 3, 7: 3, 32: 16, 100: 50} {
		e := postgres("postgres://x/y")
		if err := e.pooled(connections); err != nil || e.writers != writers || e.connections != connections {
			t.Errorf("%d: %d write of %d, %v", connections, e.writers, e.connections, err)
		}
	}
	if e := postgres("postgres://x/y"); e.pooled(LeastConnections-1) == nil {
		t.Error("too few are taken")
	}
}

// Two duties hold a connection each, and need another, while a work in its turn holds one, looks by another and makes a
// change by a third.
func TestTheFewestConnectionsAreEnough(t *testing.T) {
	d, err := Open(t.Context(), storetest.Postgres(t), Options{Connections: LeastConnections})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var begun, ended sync.WaitGroup
	begun.Add(3)
	nothing := func(tx *Tx) error { return tx.Exec("SELECT 1") }
	failed := make(chan error, 3)
	for _, name := range []string{"one", "another"} {
		ended.Go(func() {
			_, err := d.Alone(t.Context(), name, func(ctx context.Context) error {
				begun.Done()
				begun.Wait()
				return errors.Join(d.View(ctx, nothing), d.Update(ctx, nothing))
			})
			failed <- err
		})
	}
	ended.Go(func() {
		failed <- d.InTurn(t.Context(), func() error {
			_, end, err := d.Look(t.Context())
			if err != nil {
				return err
			}
			begun.Done()
			begun.Wait()
			return errors.Join(d.Piece(t.Context(), nothing), d.Last(t.Context(), nothing), end())
		})
	})
	ended.Wait()
	close(failed)
	for err := range failed {
		if err != nil {
			t.Error(err)
		}
	}
}
