package db

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Reading is where one request reads: from the replica where that has come far enough, and else from the primary.
// Once it has read from the primary it stays there, so that it never goes back in time.
type Reading struct {
	reached func(*Tx) (bool, error) // whether the replica has come far enough for the request
	mutex   sync.Mutex
	primary bool // it reads from the primary from now on
	replica bool // something was read from the replica
	behind  bool // that was not far enough
}

type readingKey struct{}

// FromReplica has the views under ctx read from the replica, where there is one that has come as far as reached says
// of it. Without, they read from the primary, as all else does at any rate.
func FromReplica(ctx context.Context, reached func(*Tx) (bool, error)) (context.Context, *Reading) {
	r := &Reading{reached: reached}
	return context.WithValue(ctx, readingKey{}, r), r
}

// Exact has the views under ctx read from the primary.
func Exact(ctx context.Context) context.Context {
	return context.WithValue(ctx, readingKey{}, (*Reading)(nil))
}

// readingOf is nil for who reads from the primary.
func readingOf(ctx context.Context) *Reading {
	r, _ := ctx.Value(readingKey{}).(*Reading)
	return r
}

// Behind reports whether something was read from the primary since the replica had not come far enough. A nil one
// was not.
func (r *Reading) Behind() bool {
	if r == nil {
		return false
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.behind
}

// ToPrimary has what follows read from the primary, and reports whether something may have been read from the replica.
func (r *Reading) ToPrimary() bool {
	if r == nil {
		return false
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	was := r.replica
	r.primary, r.replica = true, false
	return was
}

func (r *Reading) onPrimary() bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.primary
}

func (r *Reading) fromReplica() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.replica = true
}

func (r *Reading) toPrimary(behind bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.primary, r.behind = true, r.behind || behind
}

// ErrReplica is returned where the replica broke off what was being read from it. The same request, asked once more,
// reads from the primary.
var ErrReplica = errors.New("the replica broke off")

// How long a page waits for the replica.
const (
	looks    = 10                   // so often it is looked whether the replica has come far enough,
	between  = 5 * time.Millisecond // with so much between them
	replying = time.Second          // the longest that it may take to answer that
)

// fromReplica runs fn on the replica, and reports whether it did: it does not where the replica is away, or is not
// far enough and does not get there in a moment.
func (d *DB) fromReplica(ctx context.Context, r *Reading, fn func(*Tx) error) (did bool, err error) {
	if r.onPrimary() {
		return false, nil
	}
	if !d.replica.usable() {
		r.toPrimary(false)
		return false, nil
	}
	for n := 0; !did && err == nil && n < looks; n++ {
		if n > 0 {
			err = wait(ctx, between)
		}
		if err == nil {
			did, err = d.lookAndRead(ctx, r, fn)
		}
	}
	if did {
		r.fromReplica()
	}
	switch {
	case did && (d.engine.away(err) || d.engine.repeat(err)):
		if d.engine.away(err) {
			d.replica.failed(err)
		}
		return true, fmt.Errorf("%w: %w", ErrReplica, err)
	case did:
		return true, err
	case err != nil && ctx.Err() == nil:
		d.replica.failed(err)
	}
	r.toPrimary(err == nil)
	return false, nil
}

// lookAndRead runs fn where the state that it would see is far enough. What tells it is read in the same transaction,
// and so of the same state.
func (d *DB) lookAndRead(ctx context.Context, r *Reading, fn func(*Tx) error) (did bool, err error) {
	bounded, end := context.WithCancelCause(ctx)
	defer end(nil)
	late := time.AfterFunc(replying, func() { end(errLate) })
	err = d.view(bounded, d.replica.pool, func(t *Tx) error {
		reached, err := r.reached(t)
		if err != nil || !reached || !late.Stop() {
			return err
		}
		did = true
		return fn(t)
	})
	late.Stop()
	if err != nil && errors.Is(context.Cause(bounded), errLate) {
		err = errLate
	}
	return did, err
}

var errLate = fmt.Errorf("it did not answer within %s", replying)

func wait(ctx context.Context, long time.Duration) error {
	select {
	case <-time.After(long):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
