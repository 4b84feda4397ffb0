package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// source is the database that is copied, of which one connection reads.
type source struct {
	*DB
	conn  *sql.Conn
	state int64 // of the file, as SQLite numbers it
}

// openSource opens a database to be read. It is ErrInUse where somebody else has it open.
func openSource(ctx context.Context, url string) (s *source, err error) {
	e := engineOf(url)
	if !e.served() { // before it is opened: the locks of this process are gone once a file of it is closed
		held, err := heldByOthers(e.place, fileLocks)
		if err != nil {
			return nil, err
		}
		if held {
			return nil, fmt.Errorf("%s: %w", e.place, ErrInUse)
		}
	}
	d, err := Open(ctx, url, Options{May: MayRead})
	if err != nil {
		return nil, err
	}
	s = &source{DB: d}
	if s.conn, err = d.read.Conn(ctx); err == nil {
		err = s.alone(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// alone sees that nobody else has a server's database open, and notes the state that SQLite's is in. Who has
// just ended may still be on the way out.
func (s *source) alone(ctx context.Context) error {
	if !s.engine.served() {
		return s.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&s.state)
	}
	for n := range s.attempts {
		others, err := s.others(ctx)
		if err != nil || others == 0 {
			return err
		}
		if err := pause(ctx, n); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s: %w", s.Place(), ErrInUse)
}

// others counts who else has a server's database open as the same user, as portals have.
func (s *source) others(ctx context.Context) (n int64, err error) {
	err = s.conn.QueryRowContext(ctx, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
		AND usename = current_user AND backend_type = 'client backend' AND pid <> pg_backend_pid()`).Scan(&n)
	return n, err
}

// view runs fn on one state of the source.
func (s *source) view(ctx context.Context, fn func(*Tx) error) error {
	return s.DB.view(ctx, s.conn, fn)
}

// unchanged errs where somebody opened or changed the source meanwhile: what they did would be missing.
func (s *source) unchanged(ctx context.Context) error {
	if s.engine.settled != nil {
		return s.engine.settled()
	}
	before := s.state
	if err := s.alone(ctx); err != nil {
		return err
	}
	if s.state != before {
		return fmt.Errorf("%s was changed while it was copied, and nothing was kept: %w", s.Place(), ErrInUse)
	}
	return nil
}

// close ends the connection. It errs where a file was read as one that nobody writes, and somebody did.
func (s *source) close() error {
	var err error
	if s.conn != nil {
		err = s.conn.Close()
	}
	return errors.Join(err, s.DB.Close())
}
