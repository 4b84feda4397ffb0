package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"
)

// InTurn does a work that changes facts by Piece after Piece, and a Last one. No other such work and no Bulk change goes on
// meanwhile, in any process. A turn may be lost where a server's connection breaks: the work has to see to it in each of its
// changes that another one's turn has not begun.
func (d *DB) InTurn(ctx context.Context, work func() error) error {
	return d.oneAtATime(ctx, func() error {
		take := d.takeTurn
		if !d.engine.served() {
			take = d.takeFileTurn
		}
		end, err := take(ctx)
		if err != nil {
			return err
		}
		return errors.Join(work(), end())
	})
}

// oneAtATime does one of such works of this process after the other: of those that wait, one alone takes a connection.
func (d *DB) oneAtATime(ctx context.Context, work func() error) error {
	select {
	case d.turn <- struct{}{}:
		defer func() { <-d.turn }()
		return work()
	case <-ctx.Done():
		return fmt.Errorf("wait for one's turn: %w", ctx.Err())
	}
}

// takeTurn begins a transaction on a server that holds the turn, which sees nothing and so keeps nothing from being
// cleared away. A client that is gone without a word is found out in two minutes.
func (d *DB) takeTurn(ctx context.Context) (end func() error, err error) {
	conn, err := d.engine.conn(ctx, d.write)
	if err != nil {
		return nil, err
	}
	begun, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("begin: %w", d.engine.told(err)), ignoreDone(conn.Close()))
	}
	end = func() error { // a turn that was lost is over, too
		_ = begun.Rollback()
		return ignoreDone(conn.Close())
	}
	for _, statement := range []string{lockTurns, "SET LOCAL idle_in_transaction_session_timeout = 0",
		"SET LOCAL tcp_keepalives_idle = 60", "SET LOCAL tcp_keepalives_interval = 10", "SET LOCAL tcp_keepalives_count = 6"} {
		if _, err := begun.ExecContext(ctx, statement); err != nil {
			return nil, errors.Join(d.engine.doing(statement, err), end())
		}
	}
	return end, nil
}

// lockTurns takes the turn on a server for as long as a transaction lasts.
const lockTurns = "LOCK TABLE turns IN EXCLUSIVE MODE"

// askTurn is how long who waits for another process's turn at a file waits before asking again.
const askTurn = 50 * time.Millisecond

// takeFileTurn holds a lock on a file beside that of a SQLite database, by SQLite itself: the lock is gone with the
// process. The file has nothing in it, and goes before the lock does.
func (d *DB) takeFileTurn(ctx context.Context) (end func() error, err error) {
	for {
		end, err := d.tryFileTurn(ctx)
		if end != nil || err != nil {
			return end, d.engine.told(err)
		}
		if err := wait(ctx, askTurn); err != nil {
			return nil, fmt.Errorf("wait for one's turn: %w", err)
		}
	}
}

// tryFileTurn returns nil where another process has the turn, or just gave it back.
func (d *DB) tryFileTurn(ctx context.Context) (end func() error, err error) {
	opening.Lock() // a file that is closed loses the locks that another opening of it in this process has
	defer opening.Unlock()
	name := d.engine.place + turnSuffix
	there, err := turnFile(d.engine.place, name)
	if there == nil || err != nil {
		return nil, err
	}
	pool, err := sql.Open(sqliteDriver, sqliteDSN(name, "rw&_pragma=busy_timeout(0)&_pragma=journal_mode(OFF)"))
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(goneOrBusy(d.engine, name, err), pool.Close())
	}
	leave := func() error { return errors.Join(conn.Close(), pool.Close()) }
	if _, err := conn.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		return nil, errors.Join(goneOrBusy(d.engine, name, err), leave())
	}
	if now, err := os.Stat(name); err != nil || !os.SameFile(there, now) { // it is locked, and was removed before that
		return nil, errors.Join(ignoreAbsent(err), leave())
	}
	return func() error { return errors.Join(ignoreAbsent(os.Remove(name)), leave()) }, nil
}

// goneOrBusy makes no error of one that means that another process has the turn, or gave it back.
func goneOrBusy(e engine, name string, err error) error {
	if e.busy(err) || sizeOf(name) < 0 {
		return nil
	}
	return err
}

var opening sync.Mutex

// turnSuffix ends the name of the file whose lock is the turn.
const turnSuffix = "-turn"

// turnFile makes the file, where it is not there, for whom the database is. It is nil where the file went meanwhile.
func turnFile(database, name string) (fs.FileInfo, error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		there, failed := os.Stat(database)
		if failed == nil {
			failed = sameOwner(there, name)
		}
		err = errors.Join(failed, f.Close())
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	there, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return there, err
}
