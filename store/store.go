package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"shimei/store/programme"
)

// Store is the memory of one portal. It may be used by many goroutines at once, and by
// several processes on one database.
type Store struct {
	engine      engine
	write, read *sql.DB
	clock       func() time.Time
	patience    time.Duration
	inPart      int64 // tenants in memory at a time where all are gone through
	usageAtOnce int   // rows of usage that are written at a time
	current     atomic.Pointer[inForce]
	tried       *programme.Programme // what views compute by instead of the one in force
}

// Options are what Open can be told.
type Options struct {
	May       Permission
	Clock     func() time.Time     // nil is time.Now
	Programme *programme.Programme // put in force, or only computed by where nothing may be changed; nil is the database's own, or the built-in one
	Actor     string               // who puts it in force, for the record
	Patience  time.Duration        // how long a person's change waits for a long one, such as an import; 0 is 15 s
}

// Open opens a database (a path of SQLite or a postgres:// URL) and does with it what it may:
// makes it where there is none, brings its schema up to date and puts the programme in force.
// changed reports that the programme differs from the one before and that all credits were
// derived anew. It is ErrNoDatabase where there is none and it may not make it.
func Open(ctx context.Context, db string, o Options) (s *Store, changed bool, err error) {
	s = &Store{engine: engineOf(db), clock: o.Clock, inPart: tenantsInPart, usageAtOnce: usageAtOnce}
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.patience = o.Patience; s.patience == 0 {
		s.patience = 15 * time.Second
	}
	if err = s.connect(ctx, o.May); err != nil {
		return nil, false, err
	}
	if o.May.migrates() {
		if err = migrate(ctx, s.write, s.engine); err == nil {
			changed, err = s.putInForce(ctx, o.Programme, o.Actor)
		}
	} else {
		err = s.try(ctx, o.Programme)
	}
	if err != nil {
		return nil, false, errors.Join(err, s.Close())
	}
	return s, changed, nil
}

// Close ends the connections. What was acknowledged is on disk already.
func (s *Store) Close() error {
	err := errors.Join(s.read.Close(), s.write.Close())
	if s.engine.settled != nil {
		err = errors.Join(err, s.engine.settled())
	}
	return err
}

// Now returns the portal's time: the clock that was handed in.
func (s *Store) Now() time.Time { return s.clock() }

// Ready reports whether the database answers.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.read.PingContext(ctx); err != nil {
		return fmt.Errorf("the database does not answer: %w", err)
	}
	return nil
}
