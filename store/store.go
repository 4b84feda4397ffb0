package store

import (
	"cmp"
	"context"
	"errors"
	"sync/atomic"
	"time"

	"shimei/store/db"
	"shimei/store/programme"
	"shimei/store/signin"
)

// Store is the memory of one portal. It may be used by many goroutines at once, and by
// several processes on one database.
type Store struct {
	db          *db.DB
	actor       string // who runs the program, where nobody who signs in acts
	passwords   *signin.Gate
	current     atomic.Pointer[inForce]
	fresh       atomic.Pointer[freshness]
	tried       *programme.Programme // by which views compute instead of the one in force; or nil
	inRanges    int64                // tenants in memory at a time where all are gone through; 0 for the usual
	usageAtOnce int                  // rows of usage that are written at a time; 0 for the usual
}

// Options say how Open opens a database. The zero value is all that is usual.
type Options struct {
	May       db.Permission        // of the opener; the zero value is all
	Clock     func() time.Time     // nil is time.Now
	Programme *programme.Programme // put in force, or only computed by where nothing may be changed; nil is the database's own, or the built-in one
	From      *programme.Month     // from which Programme is to apply: see Adopting; nil for any month
	Actor     string               // who runs the program, for the record of what it does
	Passwords *signin.Gate         // hashes and checks passwords; nil is signin.NewGate
	Patience  time.Duration        // how long a person's change waits for a long one, such as an import; 0 is 15 s
}

// Open opens a database (a path of SQLite or a postgres:// URL) and does with it what it may:
// makes it where there is none, brings its schema up to date and puts the programme in force.
// changed reports that the programme differs from the one before and that all credits were
// derived anew. It is ErrNoDatabase where there is none and it may not make it.
func Open(ctx context.Context, url string, o Options) (s *Store, changed bool, err error) {
	opened, err := db.Open(ctx, url, db.Options{May: o.May, Clock: o.Clock, Patience: o.Patience})
	if err != nil {
		return nil, false, err
	}
	s = &Store{db: opened, actor: o.Actor, passwords: cmp.Or(o.Passwords, signin.NewGate())}
	if o.May.Migrates() {
		changed, err = s.putInForce(ctx, o.Programme, o.From, o.Actor)
	} else {
		err = s.try(ctx, o.Programme)
	}
	if err != nil {
		return nil, false, errors.Join(err, s.Close())
	}
	return s, changed, nil
}

// Close ends the connections. All acknowledged changes are on disk already.
func (s *Store) Close() error { return s.db.Close() }

// Now returns the portal's time: the clock that was handed in.
func (s *Store) Now() time.Time { return s.db.Now() }

// OnServer reports whether a --db value names a database on a server, which may come up later
// than the portal does.
func OnServer(url string) bool { return db.OnServer(url) }

// Ready reports whether the database answers, is of a schema that this program knows, and takes a change.
func (s *Store) Ready(ctx context.Context) error { return s.db.Ready(ctx) }

// Fits is ErrNewer where a newer version of the program has changed the schema since the database was opened.
func (s *Store) Fits(ctx context.Context) error { return s.db.Fits(ctx) }

// Alone does a duty that one portal at a time does on a database, known by its name, and reports whether it did: false
// where another one is at it. With SQLite it always does. What two did at once is settled by the duty's own changes.
func (s *Store) Alone(ctx context.Context, duty string, do func(context.Context) error) (did bool, err error) {
	return s.db.Alone(ctx, duty, do)
}
