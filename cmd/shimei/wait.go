package main

import (
	"errors"
	"fmt"
	"time"

	"shimei/store"
)

// betweenTries is how long it waits before it tries to open the database again.
const betweenTries = 250 * time.Millisecond

// whenUp opens a database, and tries again for a while where its server does not answer: after
// a restart of the machine the portal may be up first. A file that cannot be opened is waited
// for by nobody.
func (t *terminal) whenUp(most time.Duration, open func() (*store.Store, error)) (*store.Store, error) {
	s, err := open()
	if !store.OnServer(t.cli.DB) || !errors.Is(err, store.ErrUnavailable) || most <= 0 {
		return s, err
	}
	fmt.Fprintf(t.err, "shimei: %v\nWaiting for the database, for %s at most.\n", err, most)
	late, next := time.After(most), time.NewTicker(betweenTries)
	defer next.Stop()
	for errors.Is(err, store.ErrUnavailable) {
		select {
		case <-t.ctx.Done():
			return nil, t.ctx.Err()
		case <-late:
			return nil, fmt.Errorf("waited for %s: %w", most, err)
		case <-next.C:
			s, err = open()
		}
	}
	return s, err
}
