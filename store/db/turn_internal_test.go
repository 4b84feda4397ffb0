package db

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"shimei/store/storetest"
)

func TestOneAtATimeHasTheTurn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		first, second := portals(t, url) // as if of two processes
		var inside, turns atomic.Int32
		work := func() error {
			if n := inside.Add(1); n != 1 {
				t.Errorf("%d have the turn", n)
			}
			turns.Add(1)
			inside.Add(-1)
			return nil
		}
		var all sync.WaitGroup
		for _, d := range []*DB{first, second, first, second} {
			all.Go(func() {
				for n := range 6 {
					take := func() error { return d.InTurn(t.Context(), work) }
					if n%2 == 1 {
						take = func() error { return d.Bulk(t.Context(), func(*Tx) error { return work() }) }
					}
					if err := take(); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if turns.Load() != 24 {
			t.Errorf("%d turns", turns.Load())
		}
	})
}

func TestWhoWaitsForATurnIsTheOnlyOneAndCanGiveUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		first, second := portals(t, url)
		failed := errors.New("failed")
		err := first.InTurn(t.Context(), func() error {
			for _, other := range []*DB{first, second} {
				ctx, stop := context.WithCancel(t.Context())
				asked := make(chan error, 1)
				go func() { asked <- other.InTurn(ctx, func() error { return errors.New("two have the turn") }) }()
				stop()
				if err := <-asked; !errors.Is(err, ctx.Err()) {
					t.Error(err)
				}
			}
			// A person's change goes on.
			if err := second.Update(t.Context(), func(tx *Tx) error { return tx.Exec("DELETE FROM secrets") }); err != nil {
				t.Error(err)
			}
			return errors.Join(failed, first.Piece(t.Context(), func(tx *Tx) error { return tx.Exec("DELETE FROM secrets") }),
				first.Last(t.Context(), func(tx *Tx) error { return tx.Exec("DELETE FROM secrets") }))
		})
		if !errors.Is(err, failed) {
			t.Error(err)
		}
		if err := second.InTurn(t.Context(), func() error { return nil }); err != nil {
			t.Error(err)
		}
	})
}

func TestATurnLeavesNoFileBeside(t *testing.T) {
	place := filepath.Join(t.TempDir(), "shimei.db")
	d, err := Open(t.Context(), place, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.InTurn(t.Context(), func() error {
		info, err := os.Stat(place + turnSuffix)
		if err == nil && info.Mode().Perm() != 0o600 {
			t.Errorf("its mode is %v", info.Mode())
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if sizeOf(place+turnSuffix) >= 0 {
		t.Error("a file is left")
	}
	// One that a process left, which was killed, is in nobody's way.
	if err := os.WriteFile(place+turnSuffix, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.Bulk(t.Context(), func(*Tx) error { return nil }); err != nil || sizeOf(place+turnSuffix) >= 0 {
		t.Errorf("after a process that was killed: %v", err)
	}
}
