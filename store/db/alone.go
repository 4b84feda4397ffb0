package db

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// longestAlone is how long one may keep the others from the same work. A process that hangs, or a machine that can
// no longer be reached, has lost it then: the server ends its connection.
const longestAlone = 15 * time.Minute

// Alone does a work that one process at a time does on a database, and reports whether it did: false where another
// one is at it. On a server the work is known by its name. A file has one machine, and whatever is done there twice
// at once is settled by its one writer: there the work is always done.
//
// It spares work and settles nothing by itself: whoever hangs for too long may meet another one at the same work.
func (d *DB) Alone(ctx context.Context, name string, work func(context.Context) error) (did bool, err error) {
	if d.engine.lockAlone == "" {
		return true, work(ctx)
	}
	end, first, err := d.claimAlone(ctx, name)
	if err != nil || !first {
		return false, err
	}
	return true, errors.Join(work(ctx), end())
}

// claimAlone begins a transaction that holds the lock of a name until it is ended, unless another one holds it. It is
// a transaction's lock and no connection's, so that it goes with whatever ends the transaction, also behind a pool of
// connections. Such a transaction sees nothing, and so keeps nothing from being cleared away. It outlives ctx, for
// work that is told to stop may take a while to end.
func (d *DB) claimAlone(ctx context.Context, name string) (end func() error, first bool, err error) {
	conn, err := d.engine.conn(ctx, d.write)
	if err != nil {
		return nil, false, err
	}
	begun, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, false, errors.Join(fmt.Errorf("begin: %w", d.engine.told(err)), conn.Close())
	}
	var limit string
	err = begun.QueryRowContext(ctx, d.engine.lockAlone, "shimei "+name, longestAlone.Milliseconds()).Scan(&first, &limit)
	if err != nil || !first {
		return nil, false, errors.Join(d.engine.doing(d.engine.lockAlone, err), ignoreDone(begun.Rollback()), conn.Close())
	}
	return func() error {
		err := begun.Commit()
		if err != nil {
			err = fmt.Errorf("the work of %q lasted too long, or its connection broke: %w", name, d.engine.told(err))
		}
		return errors.Join(err, conn.Close())
	}, true, nil
}
