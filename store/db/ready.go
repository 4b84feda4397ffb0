package db

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// How Ready asks.
const (
	answering = 5 * time.Second        // the longest that a look may take
	writing   = 500 * time.Millisecond // the longest that it waits for a change
	tryAgain  = 5 * time.Second        // a change is tried at most so often
	room      = 64 << 10               // bytes that a change has to find room for
)

// Ready reports whether the database answers, is of a schema that this program knows, and takes a change, which is tried every few
// seconds at most. A change that has to wait, for an import, tells nothing: then the one
// before it counts.
func (d *DB) Ready(ctx context.Context) error {
	bounded, done := context.WithTimeout(ctx, answering)
	defer done()
	if err := d.read.PingContext(bounded); err != nil {
		return fmt.Errorf("the database does not answer: %w", d.engine.told(err))
	}
	if err := d.inPlace(); err != nil {
		return err
	}
	if err := d.Fits(bounded); err != nil {
		return err
	}
	if err := d.trial.outcome(ctx, d.clock(), d.tryChange); err != nil {
		return fmt.Errorf("the database takes no change: %w", err)
	}
	return nil
}

// inPlace errs where the file that is open is no longer the one of its name: what is written then
// goes where nobody looks for it.
func (d *DB) inPlace() error {
	if d.file == nil {
		return nil
	}
	if now, err := os.Stat(d.engine.place); err != nil || !os.SameFile(d.file, now) {
		return fmt.Errorf("%w: its file was moved away from %s or replaced; end the portal, put the file back and start it again", ErrUnavailable, d.engine.place)
	}
	return nil
}

// tryChange commits a change that leaves nothing behind: a secret of nobody's that goes
// again. It outlives the request that asks for it, for others wait for it too.
func (d *DB) tryChange() error {
	id := "trial " + rand.Text()
	return d.Update(context.Background(), func(t *Tx) error {
		err := t.Exec("INSERT INTO secrets (name, value) VALUES ($1, $2)", id, make([]byte, room))
		if err != nil {
			return err
		}
		return t.Exec("DELETE FROM secrets WHERE name = $1", id)
	})
}

// trial is a change that is tried now and then, by one at a time.
type trial struct {
	mutex sync.Mutex
	begun time.Time
	ended chan struct{} // closed when the one that began last has ended; nil before the first
	err   error         // of the last trial that had its turn; one that was ErrBusy tells nothing
}

// outcome returns how the last trial ended, after it waited a little for the one under way.
func (x *trial) outcome(ctx context.Context, now time.Time, try func() error) error {
	late := time.NewTimer(writing)
	defer late.Stop()
	select {
	case <-x.underWay(now, try):
	case <-late.C:
	case <-ctx.Done():
	}
	x.mutex.Lock()
	defer x.mutex.Unlock()
	return x.err
}

// underWay begins a trial where it is time for one, and returns the channel that its end closes.
func (x *trial) underWay(now time.Time, try func() error) <-chan struct{} {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	if x.ended != nil {
		age := now.Sub(x.begun)
		select {
		case <-x.ended:
			if age >= 0 && age < tryAgain {
				return x.ended
			}
		default:
			return x.ended
		}
	}
	x.begun, x.ended = now, make(chan struct{})
	go x.run(x.ended, try)
	return x.ended
}

func (x *trial) run(ended chan<- struct{}, try func() error) {
	defer close(ended)
	err := try()
	if errors.Is(err, ErrBusy) {
		return
	}
	x.mutex.Lock()
	defer x.mutex.Unlock()
	x.err = err
}
