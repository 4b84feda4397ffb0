package db

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"shimei/store/storetest"
)

// However many changes there are at once, whoever reads has a connection.
func TestChangesLeaveConnectionsToReaders(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		d, err := Open(t.Context(), url, Options{Patience: 10 * time.Minute})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		many := 2 * (d.engine.writers + poolSize)
		var inside, most atomic.Int64
		var full sync.Once
		began, release, ended := make(chan struct{}), make(chan struct{}), make(chan error, many)
		change := func(*Tx) error {
			n := inside.Add(1)
			defer inside.Add(-1)
			for seen := most.Load(); n > seen && !most.CompareAndSwap(seen, n); seen = most.Load() {
			}
			if n >= int64(d.engine.writers) {
				full.Do(func() { close(began) })
			}
			<-release
			return nil
		}
		for range many {
			go func() { ended <- d.Update(t.Context(), change) }()
		}
		<-began
		patient, done := context.WithTimeout(t.Context(), 5*time.Minute)
		defer done()
		for range 3 * poolSize { // one after the other, while all changes that may have begun
			err = errors.Join(err, d.View(patient, func(tx *Tx) error { return tx.Exec("SELECT 1") }))
		}
		close(release)
		for range many {
			err = errors.Join(err, <-ended)
		}
		if err != nil {
			t.Error(err)
		}
		if got := most.Load(); got != int64(d.engine.writers) {
			t.Errorf("%d changes at once, want %d", got, d.engine.writers)
		}
	})
}
