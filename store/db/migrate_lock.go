package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/pressly/goose/v3/lock"
)

// migrating keeps others from migrating a database on a server, for as long as a transaction of its own is open. goose's
// own lock is one of a connection: behind a pool of connections that each transaction may be led to another of, it would be
// taken on one and not be given back. Both are of one name, so that an older program waits for this one, and this one for it.
type migrating struct {
	db    *sql.DB
	conn  *sql.Conn
	begun *sql.Tx
}

// How long somebody else's migrations are waited for.
const (
	askMigrating  = time.Second
	tellMigrating = 5 * time.Minute
)

var errMigrating = errors.New("another process has been migrating the database for five minutes; try again once it is done")

// SessionLock begins the transaction, and waits until it has the lock.
func (m *migrating) SessionLock(ctx context.Context, _ *sql.Conn) (err error) {
	if m.conn, err = m.db.Conn(ctx); err != nil {
		return err
	}
	if m.begun, err = m.conn.BeginTx(ctx, nil); err != nil {
		return errors.Join(err, m.conn.Close())
	}
	for end := time.Now().Add(tellMigrating); ; {
		var locked bool
		var limit string
		err = m.begun.QueryRowContext(ctx, "SELECT pg_try_advisory_xact_lock($1), set_config('idle_in_transaction_session_timeout', '0', TRUE)", lock.DefaultLockID).Scan(&locked, &limit)
		if err == nil && locked {
			return nil
		}
		if err == nil && time.Now().After(end) {
			err = errMigrating
		}
		if err == nil {
			err = wait(ctx, askMigrating)
		}
		if err != nil {
			return errors.Join(fmt.Errorf("lock the migrations: %w", err), m.end((*sql.Tx).Rollback))
		}
	}
}

// SessionUnlock gives the lock back.
func (m *migrating) SessionUnlock(context.Context, *sql.Conn) error { return m.end((*sql.Tx).Commit) }

// end ends the transaction, which is done already where the migrations were broken off, and its connection, which
// nobody needs from then on.
func (m *migrating) end(how func(*sql.Tx) error) error {
	return errors.Join(ignoreDone(how(m.begun)), endConn(m.conn))
}
