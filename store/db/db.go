package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"time"

	"shimei/store/programme"
)

// DB is one database. It may be used by many goroutines at once, and by several processes.
type DB struct {
	engine      engine
	write, read *sql.DB       // one pool on a server
	turn        chan struct{} // of this process to change facts
	joining     joining       // people's changes of a file that wait
	writing     chan struct{} // a place for each change at once: waiting for each other, they leave connections to readers
	clock       func() time.Time
	patience    time.Duration
	attempts    int // how often a change is made anew that lost to others, at most
	trial       trial
	file        fs.FileInfo // of SQLite's file, as it was opened; nil for a server
	replica     *replica    // that pages may be read from; nil for none
}

// Options say how Open opens a database. The zero value is all that is usual.
type Options struct {
	May      Permission       // of the opener; the zero value is all
	Clock    func() time.Time // nil is time.Now
	Patience time.Duration    // how long a person's change waits for a long one, such as an import; 0 is 15 s
	Replica  Replica          // of the server; the zero value for none
	// Connections is how many a server is connected to by at most, and a replica by as many; 0 is 32.
	Connections int
}

// Open opens a database (a path of SQLite or a postgres:// URL) and does with it what it may: makes
// it where there is none, and brings its schema up to date.
func Open(ctx context.Context, url string, o Options) (d *DB, err error) {
	d = &DB{engine: engineOf(url), clock: o.Clock, patience: o.Patience, attempts: 100}
	if d.clock == nil {
		d.clock = time.Now
	}
	if d.patience == 0 {
		d.patience = 15 * time.Second
	}
	if err := d.engine.pooled(o.Connections); err != nil {
		return nil, err
	}
	if err := d.connect(ctx, o.May); err != nil {
		return nil, d.engine.told(err)
	}
	if d.engine.integrity != "" {
		if d.file, err = os.Stat(d.engine.place); err != nil {
			return nil, errors.Join(d.engine.told(err), d.Close())
		}
	}
	if o.May.Migrates() {
		err = d.engine.told(migrate(ctx, d.write, d.engine))
	}
	if err == nil {
		err = d.follow(ctx, o.Replica) // as it is by now: it has to come to the schema too
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// Close ends the connections. All acknowledged changes are on disk already. It is an error where a
// file was read as one that nobody writes, and somebody wrote it.
func (d *DB) Close() error {
	var err error
	if d.replica != nil {
		err = d.replica.close()
	}
	err = errors.Join(err, d.read.Close(), d.write.Close())
	if d.engine.settled != nil {
		err = errors.Join(err, d.engine.settled())
	}
	return err
}

// Now returns the time of the clock that was handed in.
func (d *DB) Now() time.Time { return d.clock() }

// IsTaken reports whether an error is that of a unique index: of two changes at the same moment, the
// other one was first.
func (d *DB) IsTaken(err error) bool { return d.engine.isTaken(err) }

// Integrity returns the statement that asks whether the file is sound, "" where it is not ours
// to ask.
func (d *DB) Integrity() string { return d.engine.integrity }

// One scans the first row of a statement that needs no transaction to see one state; found is
// false where there is none.
func (d *DB) One(ctx context.Context, dest []any, query string, args ...any) (found bool, err error) {
	found, err = first(d.read.QueryRowContext(ctx, query, args...), dest)
	return found, d.engine.doing(query, err)
}

// Follows reports whether there is a replica to read from.
func (d *DB) Follows() bool { return d.replica != nil }

// View runs fn on one consistent state of the database: of its replica, where FromReplica allows it and that has
// come far enough.
func (d *DB) View(ctx context.Context, fn func(*Tx) error) error {
	if r := readingOf(ctx); r != nil && d.replica != nil {
		if did, err := d.fromReplica(ctx, r, fn); did {
			return err
		}
	}
	return d.view(ctx, d.read, fn)
}

// ViewOnce is View for who reads much of the database and then works on. It ends its connection, since one to
// a file that is mapped keeps all that it has read in the memory of the process, beside what others keep of it.
func (d *DB) ViewOnce(ctx context.Context, fn func(*Tx) error) error {
	conn, err := d.engine.conn(ctx, d.read)
	if err != nil {
		return err
	}
	return errors.Join(d.view(ctx, conn, fn), endConn(conn))
}

func (d *DB) view(ctx context.Context, on beginner, fn func(*Tx) error) error {
	return d.run(ctx, on, d.viewing(), "", fn)
}

// viewing is how a transaction begins that sees one state, and changes nothing.
func (d *DB) viewing() *sql.TxOptions {
	isolation := sql.LevelDefault
	if d.engine.isolation != sql.LevelDefault {
		isolation = sql.LevelRepeatableRead
	}
	return &sql.TxOptions{ReadOnly: true, Isolation: isolation}
}

// beginner is a pool of connections, or one of them.
type beginner interface {
	BeginTx(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error)
}

// Update runs fn as one change that is wholly done, durably, or not at all. fn may be run
// more than once and so does nothing outside of the transaction.
// It waits its turn only so long, for a person waits with it: then it is ErrBusy.
func (d *DB) Update(ctx context.Context, fn func(*Tx) error) error {
	patient, done := context.WithTimeout(ctx, d.patience)
	defer done()
	change := d.together
	if d.engine.served() {
		change = func(ctx context.Context, fn func(*Tx) error) error { return d.change(ctx, "", fn) }
	}
	err := change(patient, fn)
	if err != nil && ctx.Err() == nil && !errors.Is(err, errUnsettled) && (patient.Err() != nil || d.engine.busy(err)) {
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return err
}

// Bulk is Update for a change so large that it keeps other writers waiting. Nobody looks
// on while it waits itself, for another process's import, so it waits for long.
func (d *DB) Bulk(ctx context.Context, fn func(*Tx) error) error {
	if !d.engine.served() {
		return d.InTurn(ctx, func() error { return d.long(ctx, "", fn) })
	}
	// The change takes the turn by itself, and needs no second connection.
	return d.oneAtATime(ctx, func() error { return d.long(ctx, d.engine.lockBulk, fn) })
}

// Piece is one of many changes of a work InTurn, each of which others wait for as for anybody's. It is of no use by itself,
// so that on a server it is on disk at the latest when the Last one is. The one lock of a file is left alone for a
// while after it, in which those of other processes get it.
func (d *DB) Piece(ctx context.Context, fn func(*Tx) error) error {
	if d.engine.served() {
		return d.long(ctx, "SET LOCAL synchronous_commit = off", fn)
	}
	if err := d.long(ctx, "", fn); err != nil {
		return err
	}
	return wait(ctx, 2*askForLock)
}

// Last is Bulk for the change that ends a work InTurn.
func (d *DB) Last(ctx context.Context, fn func(*Tx) error) error {
	return d.long(ctx, d.engine.lockLast, fn)
}

// long makes a change that waits for long. On a server before, a statement that needs no snapshot, comes first.
func (d *DB) long(ctx context.Context, before string, fn func(*Tx) error) error {
	err := d.change(ctx, before, fn)
	for n := 0; n < d.attempts && d.engine.busy(err) && ctx.Err() == nil; n++ {
		err = d.change(ctx, before, fn)
	}
	return err
}

func (d *DB) change(ctx context.Context, before string, fn func(*Tx) error) error {
	select {
	case d.writing <- struct{}{}:
		defer func() { <-d.writing }()
	case <-ctx.Done():
		return fmt.Errorf("begin: %w", ctx.Err())
	}
	var err error
	for n := range d.attempts {
		err = d.changeOnce(ctx, before, fn)
		if !d.engine.repeat(err) {
			return err
		}
		if err := pause(ctx, n); err != nil {
			return err
		}
	}
	return fmt.Errorf("%w: it lost to others each time: %w", ErrBusy, err)
}

// changeOnce tries a change. A long one on a server has a connection to itself, which COPY is asked of.
func (d *DB) changeOnce(ctx context.Context, before string, fn func(*Tx) error) (err error) {
	o := &sql.TxOptions{Isolation: d.engine.isolation}
	if before == "" {
		return d.run(ctx, d.write, o, before, fn)
	}
	conn, err := d.engine.conn(ctx, d.write)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ignoreDone(conn.Close())) }()
	return d.run(ctx, conn, o, before, fn)
}

// pause waits a random while, longer after more attempts, so that those who got in each
// other's way come back one after the other.
func pause(ctx context.Context, attempt int) error {
	most := time.Duration(min(attempt+1, 20)) * 5 * time.Millisecond
	select {
	case <-time.After(rand.N(most)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (d *DB) run(ctx context.Context, on beginner, o *sql.TxOptions, before string, fn func(*Tx) error) (err error) {
	begun, err := on.BeginTx(ctx, o)
	if err != nil {
		return fmt.Errorf("begin: %w", d.engine.notBegun(err))
	}
	done := false
	defer func() {
		if !done {
			err = errors.Join(err, ignoreDone(begun.Rollback()))
		}
	}()
	own, _ := on.(*sql.Conn)
	t := d.transaction(ctx, begun, own)
	if before != "" {
		if err := t.Exec(before); err != nil {
			return err
		}
	}
	if err := fn(t); err != nil {
		return err
	}
	done = true
	if err := begun.Commit(); err != nil {
		return fmt.Errorf("commit: %w", d.engine.notCommitted(err))
	}
	return nil
}

// transaction is one that has begun, with the connection that it has to itself; nil for none.
func (d *DB) transaction(ctx context.Context, begun *sql.Tx, own *sql.Conn) *Tx {
	return &Tx{Now: programme.InstantOf(d.clock()), tx: begun, conn: own, ctx: ctx, engine: &d.engine}
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) || errors.Is(err, sql.ErrConnDone) {
		return nil
	}
	return err
}
