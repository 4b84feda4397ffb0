package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Replica says which server pages are read from beside the one that takes the changes.
type Replica struct {
	URL string
	Lag time.Duration // how far it may be behind before it is not read from; 0 is a minute
	Log *slog.Logger  // is told when it is not read from, and when it is again; nil for nobody
}

// replica is a server that follows the primary, and what is known of how far it has come.
type replica struct {
	pool, primary *sql.DB
	place         string
	clock         func() time.Time
	lag           time.Duration
	log           *slog.Logger
	ctx           context.Context // of the looks at it
	end           context.CancelFunc
	looks         sync.WaitGroup

	mutex   sync.Mutex
	asked   time.Time // when it was last looked at; zero where it is to be looked at now
	looking bool
	good    bool
	known   time.Time // when that was found out
	target  position  // where the primary was once
	since   time.Time // when it was there
	said    string    // why it is not read from, "" where it is
}

// lookEvery is how often it is looked how far a replica has come.
const lookEvery = 5 * time.Second

// position is how much of its log a server has written, or followed.
type position int64

// server is what tells a server and where it is.
type server struct {
	system, database int64
	follows          bool
	at               position
}

const selectServer = `SELECT (SELECT system_identifier FROM pg_control_system()), (SELECT oid::bigint FROM pg_database WHERE datname = current_database()),
	pg_is_in_recovery(), coalesce(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END - '0/0'::pg_lsn, 0)::bigint`

func serverOf(ctx context.Context, on *sql.DB) (s server, err error) {
	bounded, done := context.WithTimeout(ctx, answering)
	defer done()
	err = on.QueryRowContext(bounded, selectServer).Scan(&s.system, &s.database, &s.follows, &s.at)
	return s, err
}

// ErrNotReplica is returned for a replica that is one of another database.
var ErrNotReplica = errors.New("--db-read is no replica of the database of --db: pages would show what is kept elsewhere; give the URL of a standby that follows its server, with the same database name, or leave --db-read out")

// ErrOneMachine is returned where a file of SQLite is to have a replica.
var ErrOneMachine = errors.New("--db-read is for a PostgreSQL server, and --db names a file of SQLite, which has no replicas; leave --db-read out, or move to PostgreSQL by shimei copy --to")

// ErrNoServer is returned for a replica that is no URL of a server.
var ErrNoServer = errors.New("--db-read names no PostgreSQL server; write it as postgres://user@host/database")

// follow opens the pool of the replica. One that is away is no error: it is looked at again later.
func (d *DB) follow(ctx context.Context, o Replica) error {
	if o.URL == "" {
		return nil
	}
	if !d.engine.served() {
		return ErrOneMachine
	}
	if !OnServer(o.URL) {
		return ErrNoServer
	}
	e := engineOf(o.URL)
	pool, err := e.open(e.writer)
	if err != nil {
		return fmt.Errorf("open the replica: %w", err)
	}
	pool.SetMaxOpenConns(d.engine.connections)
	pool.SetMaxIdleConns(d.engine.connections)
	x := &replica{pool: pool, primary: d.write, place: e.place, clock: d.clock, lag: o.Lag, log: o.Log}
	if x.lag == 0 {
		x.lag = time.Minute
	}
	x.ctx, x.end = context.WithCancel(context.Background())
	if err := x.lookFirst(ctx); errors.Is(err, ErrNotReplica) {
		return errors.Join(err, x.close())
	}
	d.replica = x
	return nil
}

// lookFirst gives the replica a moment to come to where the primary is.
func (x *replica) lookFirst(ctx context.Context) error {
	err := x.look(ctx)
	for n := 0; n < openings && err == nil && !x.good; n++ {
		if err = wait(ctx, 5*looks*between/openings); err == nil {
			err = x.look(ctx)
		}
	}
	if err == nil && !x.good && x.said == "" {
		x.say("it is behind", nil)
	}
	return err
}

func (x *replica) close() error {
	x.end()
	x.looks.Wait()
	return x.pool.Close()
}

// usable reports whether pages may read from it, and has somebody look at it beside them where it is time.
func (x *replica) usable() bool {
	now := x.clock()
	x.mutex.Lock()
	defer x.mutex.Unlock()
	if age := now.Sub(x.asked); !x.looking && (age < 0 || age >= lookEvery) {
		x.looking, x.asked = true, now
		x.looks.Go(func() { _ = x.look(x.ctx) }) // it has said why
	}
	known := now.Sub(x.known)
	return x.good && known >= 0 && known < x.lag
}

// failed has the replica not read from until it is looked at again.
func (x *replica) failed(err error) {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	x.asked = x.clock()
	x.refuse("it is away", err)
}

// look finds out whether the replica is one, and how far it has come.
func (x *replica) look(ctx context.Context) error {
	ours, errOurs := serverOf(ctx, x.primary)
	theirs, err := serverOf(ctx, x.pool)
	x.mutex.Lock()
	defer x.mutex.Unlock()
	x.looking, x.asked = false, x.clock()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errOurs != nil: // nothing is found out, and in a while nothing is known any more
		return errOurs
	case err != nil:
		x.refuse("it is away", err)
	case theirs.system != ours.system || theirs.database != ours.database:
		err = fmt.Errorf("%s: %w", x.place, ErrNotReplica)
		x.refuse("it is none", err)
	case !theirs.follows:
		x.refuse("it follows no other server, but takes changes itself", nil)
	default:
		x.measure(ours.at, theirs.at)
	}
	return err
}

// measure decides by where the primary was once. A replica that was away is good only once it has come to where the
// primary was when it was seen again, for who read from the primary meanwhile must not go back.
func (x *replica) measure(primary, replica position) {
	x.known = x.asked
	if x.target == 0 {
		x.target, x.since = primary, x.asked
	}
	age := x.asked.Sub(x.since)
	reached := replica >= x.target
	if reached {
		x.target, x.since = primary, x.asked
	}
	switch {
	case reached && age <= x.lag:
		x.accept()
	case age > x.lag:
		x.good = false
		x.say("it is behind", nil)
	}
}

func (x *replica) accept() {
	x.good = true
	if x.said != "" && x.log != nil {
		x.log.Info("pages read from the replica again", "replica", x.place)
	}
	x.said = ""
}

func (x *replica) refuse(why string, err error) {
	x.good, x.target = false, 0
	x.say(why, err)
}

// say says why the replica is not read from, once.
func (x *replica) say(why string, err error) {
	if x.said == why {
		return
	}
	x.said = why
	if x.log != nil {
		x.log.Warn("pages read from --db and not from the replica, which is looked at again every few seconds: "+why, "replica", x.place, "error", err)
	}
}
