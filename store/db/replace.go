package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// replace gives a fresh database the name of another one, which it returns the new name of.
func replace(ctx context.Context, db, fresh string, now time.Time) (kept string, err error) {
	there, err := os.Stat(db)
	if errors.Is(err, fs.ErrNotExist) {
		if err := unheld(db); err != nil {
			return "", err
		}
		return "", errors.Join(setAside(db, now), putInPlace(fresh, db))
	}
	if err != nil {
		return "", err
	}
	if err := sameOwner(there, fresh); err != nil {
		return "", err
	}
	held, err := seize(ctx, db, exclusive, withoutLog)
	if err != nil {
		return "", err
	}
	kept, steps := replacing(db, fresh, held.damaged, now)
	for _, step := range steps {
		if err = step(); err != nil {
			break
		}
	}
	if err != nil && !held.damaged && sizeOf(fresh) >= 0 { // the second name is of what stays
		return "", errors.Join(err, ignoreAbsent(os.Remove(kept)), held.release())
	}
	return kept, errors.Join(err, held.release())
}

// replacing returns the steps that put a fresh database in the place of one that is seized, and
// the name that one has then. After each of them the name belongs to the one or to the other, and
// the log of the one that is there never stands beside the fresh one: seize has folded it in, or
// where it could not, since the file is damaged, the log goes before the fresh one comes. By then
// it has a second name already, beside that of its file.
func replacing(db, fresh string, damaged bool, now time.Time) (kept string, steps []func() error) {
	kept = datedName(db, now)
	keeping := logs[:1]
	if damaged {
		keeping = logs
	}
	for _, suffix := range keeping {
		steps = append(steps, func() error { return secondName(db+suffix, kept+suffix) })
	}
	steps = append(steps, func() error { return syncFolder(db) })
	for _, suffix := range logs[1:] {
		steps = append(steps, func() error { return ignoreAbsent(os.Remove(db + suffix)) })
	}
	return kept, append(steps,
		func() error { return syncFolder(db) },
		func() error { return os.Rename(fresh, db) },
		func() error { return syncFolder(db) })
}

// setAside renames a log that its database is gone of, so that it does not become another's.
func setAside(db string, now time.Time) (err error) {
	kept := datedName(db, now)
	for _, suffix := range logs[1:] {
		err = errors.Join(err, ignoreAbsent(os.Rename(db+suffix, kept+suffix)))
	}
	return err
}

// datedName returns a name for a database that is replaced, which nobody has.
func datedName(db string, now time.Time) string {
	name := db + ".replaced-" + now.UTC().Format("20060102T150405Z")
	for n, free := 2, name; ; n++ {
		if _, err := os.Lstat(free); errors.Is(err, fs.ErrNotExist) {
			return free
		}
		free = fmt.Sprintf("%s-%d", name, n)
	}
}

func ignoreAbsent(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// secondName gives a file that may be absent a second name; where the file system knows no
// links, to a copy of it.
func secondName(file, name string) error {
	err := ignoreAbsent(os.Link(file, name))
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	from, err := os.Open(file)
	if err != nil {
		return ignoreAbsent(err)
	}
	to, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return errors.Join(err, from.Close())
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Sync(), to.Close(), from.Close())
}

// free errs where somebody has a database open, if there is one.
func free(ctx context.Context, db string) error {
	if sizeOf(db) < 0 {
		return unheld(db)
	}
	held, err := seize(ctx, db, exclusive)
	if err != nil {
		return err
	}
	return held.release()
}

// unheld errs where somebody has a database open whose file was moved away: its log and index still
// stand there, and are in use.
func unheld(db string) error {
	held, err := heldByOthers(db+"-shm", indexLocks)
	if err == nil && held {
		err = fmt.Errorf("%s was moved away, and its log is in use: %w", db, ErrInUse)
	}
	return err
}

// What a database is seized with. withoutLog has SQLite fold the log into the file and keep none from
// then on. That is for whoever opened the file in the meantime and waits for it: when it is replaced
// they still hold the old file, and SQLite, which finds that the name is another file's by now, lets
// them change nothing.
const (
	exclusive  = "PRAGMA locking_mode = EXCLUSIVE"
	withoutLog = "PRAGMA journal_mode = DELETE"
)

// seized is a database that all others are kept off.
type seized struct {
	release func() error
	damaged bool // so that SQLite makes nothing of it, and keeps nobody off it
}

// seize keeps all others off a database until it is released. It is ErrInUse where somebody has
// it open, also one who neither reads nor writes just now: a connection that has read a database
// with a log has the file locked against this for as long as it is open.
func seize(ctx context.Context, db string, pragmas ...string) (held seized, err error) {
	pool, err := sql.Open(sqliteDriver, sqliteDSN(db, "rw&_pragma=busy_timeout(2000)"))
	if err != nil {
		return held, err
	}
	c, err := pool.Conn(ctx)
	if err != nil {
		return seizeDamaged(db, errors.Join(err, pool.Close()))
	}
	var mode string
	for _, query := range pragmas {
		if err = c.QueryRowContext(ctx, query).Scan(&mode); err != nil {
			break
		}
	}
	if err == nil {
		_, err = c.ExecContext(ctx, "BEGIN EXCLUSIVE")
	}
	if err == nil {
		return seized{release: func() error {
			_, err := c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
			return errors.Join(err, c.Close(), pool.Close())
		}}, nil
	}
	return seizeDamaged(db, errors.Join(err, c.Close(), pool.Close(), ctx.Err()))
}

// seizeDamaged tells why a database could not be seized: it is in use, or else so damaged that
// SQLite can't open it, and then it may be replaced.
func seizeDamaged(db string, why error) (seized, error) {
	switch {
	case engineOf(db).busy(why):
		return seized{}, fmt.Errorf("%s: %w", db, ErrInUse)
	case !damaged(why):
		return seized{}, fmt.Errorf("%s: %w", db, why)
	}
	held, err := heldByOthers(db, fileLocks)
	if err == nil && held {
		err = fmt.Errorf("%s: %w", db, ErrInUse)
	}
	return seized{func() error { return nil }, true}, err
}

// damaged reports whether SQLite could not make anything of a file.
func damaged(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_CORRUPT || e.Code()&0xff == sqlite3.SQLITE_NOTADB)
}
