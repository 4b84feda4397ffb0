package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// togetherAtMost bounds how many people's changes are made durable by one commit, for the sake of the first of them.
const togetherAtMost = 32

// joiner is one person's change of a file, which has one writer: it waits for it, or is made by somebody else who has it.
// Syncing the file takes about as long as a change does, so that those who wait at the same time share it. Each is
// wholly done or not at all, and is answered once all of them are on disk.
type joiner struct {
	ctx      context.Context
	change   func(*Tx) error
	taken    atomic.Bool // somebody makes it, or who asked for it gave up
	done     chan struct{}
	err      error
	panicked any
}

// together makes a change of a file, alone or with those of others who wait.
func (d *DB) together(ctx context.Context, change func(*Tx) error) error {
	j := &joiner{ctx: Brief(ctx), change: change, done: make(chan struct{})}
	d.joining.add(j)
	for {
		select {
		case <-j.done:
			return j.answer()
		case d.writing <- struct{}{}:
			err := d.lead(ctx)
			<-d.writing
			if err != nil && j.take() {
				return err
			}
		case <-ctx.Done():
			if j.take() {
				return fmt.Errorf("begin: %w", ctx.Err())
			}
			<-j.done
			return j.answer()
		}
	}
}

// take reports whether nobody has the change yet.
func (j *joiner) take() bool { return j.taken.CompareAndSwap(false, true) }

// answer returns what came of the change, in the goroutine of who asked for it.
func (j *joiner) answer() error {
	if j.panicked != nil { // and undone
		panic(j.panicked)
	}
	return j.err
}

func (j *joiner) ended(err error) {
	j.err = err
	close(j.done)
}

// make makes the change. A panic is kept for who asked for it.
func (j *joiner) make(t *Tx) (err error) {
	defer func() {
		if j.panicked = recover(); j.panicked != nil {
			err = errPanicked
		}
	}()
	return j.change(t)
}

var errPanicked = errors.New("the change panicked")

// joining are the changes that wait, in the order in which they came.
type joining struct {
	mutex   sync.Mutex
	waiting []*joiner
}

func (q *joining) add(j *joiner) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.waiting = append(q.waiting, j)
}

// next takes the first one that nobody has; nil for none.
func (q *joining) next() *joiner {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for len(q.waiting) > 0 {
		j := q.waiting[0]
		q.waiting[0], q.waiting = nil, q.waiting[1:]
		if j.take() {
			return j
		}
	}
	return nil
}

// lead begins a transaction, makes the changes that wait and commits them. Its error is that it could not begin: then it
// made none.
func (d *DB) lead(ctx context.Context) error {
	begun, end, err := d.beginWithin(ctx)
	if err != nil {
		return err
	}
	defer end()
	s := &shared{d: d, tx: begun}
	for n := 0; n < togetherAtMost && s.err == nil; n++ {
		j := d.joining.next()
		if j == nil {
			break
		}
		s.join(j, n > 0)
	}
	s.end()
	return nil
}

// beginWithin begins a transaction that is waited for as long as ctx lasts, and goes on after that.
func (d *DB) beginWithin(ctx context.Context) (*sql.Tx, context.CancelFunc, error) {
	whole, end := context.WithCancel(context.WithoutCancel(ctx))
	begins := context.AfterFunc(ctx, end)
	tx, err := d.write.BeginTx(whole, &sql.TxOptions{Isolation: d.engine.isolation})
	if !begins() && err == nil {
		err = errors.Join(ctx.Err(), ignoreDone(tx.Rollback()))
	}
	if err != nil {
		end()
		return nil, nil, fmt.Errorf("begin: %w", d.engine.told(err))
	}
	return tx, end, nil
}

// shared is a transaction of several people's changes.
type shared struct {
	d    *DB
	tx   *sql.Tx
	made []*joiner // that are answered once they are durable
	err  error     // by which all of them are undone
}

// join makes a change. One that fails is undone by itself, but for the first: no other one is there yet.
func (s *shared) join(j *joiner, after bool) {
	t := s.d.transaction(j.ctx, s.tx, nil)
	if !after {
		s.made, s.err = append(s.made, j), j.make(t)
		return
	}
	if s.err = t.Exec("SAVEPOINT joined"); s.err != nil {
		j.ended(s.err)
		return
	}
	if err := j.make(t); err != nil {
		s.err = errors.Join(t.Exec("ROLLBACK TO joined"), t.Exec("RELEASE joined"))
		j.ended(err)
		return
	}
	s.made, s.err = append(s.made, j), t.Exec("RELEASE joined")
}

// end commits the changes, or undoes them, and answers them.
func (s *shared) end() {
	if s.err != nil {
		s.err = errors.Join(s.err, ignoreDone(s.tx.Rollback()))
	} else if err := s.tx.Commit(); err != nil {
		s.err = fmt.Errorf("commit: %w", s.d.engine.told(err))
	}
	for _, j := range s.made {
		j.ended(s.err)
	}
}
