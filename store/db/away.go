package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// told marks an error by which the database is away as ErrUnavailable.
func (e engine) told(err error) error {
	switch {
	case err == nil || errors.Is(err, ErrUnavailable) || errors.Is(err, ErrPooler):
		return err
	case strangersStatement(err):
		return fmt.Errorf("%w: %w", ErrPooler, err)
	case !e.away(err):
		return err
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

// notBegun is told for an error by which a transaction did not begin. A server that follows another one takes none that
// changes: a proxy that leads to the primary may lead to one that is still becoming it.
func (e engine) notBegun(err error) error {
	var said *pgconn.PgError
	if errors.As(err, &said) && said.Code == "0A000" {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return e.told(err)
}

// notCommitted is told for an error of a commit. One that a server did not answer in time may have been made: a primary
// that waits for another server to have it keeps it even if nobody waits with it any more.
func (e engine) notCommitted(err error) error {
	if e.served() && errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", errUnsettled, err)
	}
	return e.told(err)
}

// strangersStatement reports whether a server knows nothing of a statement that was prepared for later, or has it of
// somebody else: then the connection to it is not always the same one.
func strangersStatement(err error) bool {
	var said *pgconn.PgError
	return errors.As(err, &said) && (said.Code == "26000" || said.Code == "42P05")
}

// sqliteAway reports whether an error means that the file cannot be read or written at
// present, for a reason outside of it: the disk is full, fails, is not mounted or takes no
// writing, or memory is short. A file that is damaged is there, and does not come back by itself.
func sqliteAway(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM:
		return true
	}
	return false
}

// postgresAway reports whether an error means that the server does not answer, is starting or
// ending, or has no room. A wrong name or password is not among them: those stay wrong.
func postgresAway(err error) bool {
	var said *pgconn.PgError
	if errors.As(err, &said) {
		return codeIsAway(said.Code)
	}
	var unreached *pgconn.ConnectError
	if errors.As(err, &unreached) {
		return !errors.Is(err, context.Canceled)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var broken *net.OpError
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, pgconn.ErrConnClosed) || errors.As(err, &broken) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// codeIsAway tells it of an SQLSTATE: of the classes of connections that failed, of what there
// is not enough of, of the system's own failures, of a server that was told to end or is
// starting, and of one that only reads, as a standby does.
func codeIsAway(code string) bool {
	switch code {
	case "57P01", "57P02", "57P03", "57P05", "25006":
		return true
	}
	return strings.HasPrefix(code, "08") || strings.HasPrefix(code, "53") || strings.HasPrefix(code, "58")
}

// connectTimeout is how many seconds a server has to answer before it is away, where neither
// the URL nor the environment says it: without, that takes the system some minutes.
const connectTimeout = "5"

// withTimeout returns a postgres:// URL that has a timeout.
func withTimeout(db string) string {
	u, err := url.Parse(db)
	if err != nil || os.Getenv("PGCONNECT_TIMEOUT") != "" { // what is no URL is the driver's to refuse
		return db
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil || query.Has("connect_timeout") {
		return db
	}
	query.Set("connect_timeout", connectTimeout)
	u.RawQuery = query.Encode()
	return u.String()
}
