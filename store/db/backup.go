package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// OwnToolsError is returned for a database of PostgreSQL, which has tools of its own.
type OwnToolsError struct{ Command string }

// Error names the tool.
func (e OwnToolsError) Error() string {
	return "PostgreSQL has its own tools for this: " + e.Command
}

// Copied is a copy of a database that was checked once it was written.
type Copied struct {
	Bytes  int64
	Schema int64 // version
}

// Backup writes a copy of a database of SQLite, which may be in use, to a file that is not there,
// or is to be replaced. It is of one state of the database, and complete where it has its name:
// until it is checked and on disk it has another. The database is not changed, whatever schema it
// is of.
func Backup(ctx context.Context, db, dest string, replace bool) (c Copied, err error) {
	e := engineOf(db)
	if e.integrity == "" {
		return c, OwnToolsError{"pg_dump --format=custom --file=" + dest + " " + e.place}
	}
	if err := e.prepare(&e, MayRead); err != nil {
		return c, fmt.Errorf("open the database: %w", err)
	}
	if err := backupGoesTo(db, dest, replace); err != nil {
		return c, err
	}
	partial, err := emptyFile(dest + ".partial-")
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, removed(partial)) }()
	if err := e.copyInto(ctx, partial); err != nil {
		return c, fmt.Errorf("copy %s: %w", db, err)
	}
	if c, err = checkCopy(ctx, partial); err != nil {
		return c, fmt.Errorf("check the copy of %s: %w", db, err)
	}
	if replace {
		return c, errors.Join(os.Rename(partial, dest), syncFolder(dest))
	}
	return c, putInPlace(partial, dest)
}

// backupGoesTo refuses a destination that a backup would spoil.
func backupGoesTo(db, dest string, replace bool) error {
	for _, suffix := range logs {
		if own, err := os.Stat(db + suffix); err == nil {
			if there, err := os.Stat(dest); err == nil && os.SameFile(own, there) {
				return fmt.Errorf("%s is the database itself; name another file", dest)
			}
		}
		if suffix != "" && sizeOf(dest+suffix) >= 0 {
			return fmt.Errorf("%s is there: %s is a database in use, and no place for a backup", dest+suffix, dest)
		}
	}
	info, err := os.Stat(dest)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder; name a file in it", dest)
	case !replace:
		return fmt.Errorf("%s is there already; name another file, or give --force to replace it", dest)
	}
	return nil
}

// logs are what the names of a database's files end in: itself, and what SQLite keeps beside it.
var logs = []string{"", "-wal", "-shm", "-journal"}

// emptyFile makes a file for its owner alone, whose name begins so and is its own.
func emptyFile(begins string) (name string, err error) {
	f, err := os.CreateTemp(filepath.Dir(begins), filepath.Base(begins)+"*") // with mode 0600
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// removed removes a file that may be gone, with what SQLite left beside it.
func removed(file string) (err error) {
	for _, suffix := range logs {
		if gone := os.Remove(file + suffix); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}

// copyInto writes one state of the database into an empty file. Who writes the database goes on
// writing.
func (e *engine) copyInto(ctx context.Context, file string) error {
	return e.looking(ctx, func(c *sql.Conn) error {
		// SQLite takes VACUUM INTO for a change, which query_only would refuse; it changes only the copy.
		if _, err := c.ExecContext(ctx, "PRAGMA query_only = 0"); err != nil {
			return err
		}
		_, err := c.ExecContext(ctx, "VACUUM INTO $1", file)
		return err
	})
}

// looking runs fn on a connection to the database that changes nothing of it.
func (e *engine) looking(ctx context.Context, fn func(*sql.Conn) error) (err error) {
	db, err := sql.Open(e.driver, e.looker)
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, db.Close())
		if e.settled != nil {
			err = errors.Join(err, e.settled())
		}
	}()
	if _, err := schemaOf(ctx, db, *e); err != nil {
		return err
	}
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	return errors.Join(fn(c), c.Close())
}

// checkCopy sees to it that a file that nobody has open is on disk, and a sound database of
// Shimei's.
func checkCopy(ctx context.Context, file string) (c Copied, err error) {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return c, err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return c, err
	}
	e := engineOf(file)
	e.looker = sqliteDSN(file, "ro&immutable=1"+sqlitePragmas+sqliteReading)
	c.Bytes = sizeOf(file)
	c.Schema, err = e.sound(ctx)
	return c, err
}

// sound returns the schema of a database whose structure is in order.
func (e *engine) sound(ctx context.Context) (schema int64, err error) {
	err = e.looking(ctx, func(c *sql.Conn) error {
		if err := c.QueryRowContext(ctx, selectSchema).Scan(&schema); err != nil {
			return err
		}
		var said string
		if err := c.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said); err != nil {
			return err
		}
		if said != "ok" {
			return fmt.Errorf("the database file is damaged: %s", strings.TrimSpace(said))
		}
		return nil
	})
	return schema, err
}

// putInPlace gives a file the name that it is meant to have, where nobody has that name.
func putInPlace(file, name string) error {
	if err := os.Link(file, name); errors.Is(err, fs.ErrExist) {
		return err
	} else if err != nil { // a file system without links
		if _, there := os.Lstat(name); !errors.Is(there, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", name, fs.ErrExist)
		}
		if err := os.Rename(file, name); err != nil {
			return err
		}
	}
	return syncFolder(name)
}

// syncFolder has the name of a file on disk.
func syncFolder(file string) error {
	folder, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
