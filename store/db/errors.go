package db

import (
	"errors"
	"fmt"
)

// ErrNotFound is returned for a thing that does not exist and, alike, for somebody else's.
var ErrNotFound = errors.New("not found")

// ErrBusy is returned for a change that waited too long for another one, such as a large
// import, or lost to others again and again. Nothing was changed, and it can be tried again.
var ErrBusy = errors.New("the database is busy with another change; try again in a minute")

// ErrUnavailable is returned where the database does not answer, or takes no change for want of
// room. It comes back by itself. A change that was under way may have been made or not.
var ErrUnavailable = errors.New("the database is not available")

// errUnsettled is an ErrUnavailable of a commit whose end nobody saw.
var errUnsettled = fmt.Errorf("%w: it did not say in time whether the change is kept", ErrUnavailable)

// ErrPooler is returned where each transaction is led to another connection to the server, and nobody said so.
var ErrPooler = errors.New("between here and the server there is a pool of connections, such as pgbouncer in transaction mode, which keeps no statements for later; add default_query_exec_mode=cache_describe to the postgres:// URL")

// ErrNewer is returned where a newer version of the program has changed the schema, also while this one was using it:
// what this one would write does not fit any more.
var ErrNewer = errors.New("use a newer shimei")

// NotFound returns an ErrNotFound that names the kind of thing and its id, for the command line.
func NotFound(kind, id string) error { return fmt.Errorf("%s %q: %w", kind, id, ErrNotFound) }
