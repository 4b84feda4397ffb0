package store

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	sqlite3 "modernc.org/sqlite/lib"
)

// SQLiteVersion is the version of SQLite that is built in.
const SQLiteVersion = sqlite3.SQLITE_VERSION

// sqliteDSN names a file to SQLite. It is a path from the root, so that a name such as
// ":memory:" is a file too; mode rw keeps SQLite from making a file that has gone, which
// everybody could read.
// The rest of the name begins with the mode.
func sqliteDSN(file, rest string) string {
	if absolute, err := filepath.Abs(file); err == nil {
		file = absolute
	}
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?mode=" + rest
}

// fileOf returns the path that a data source name was made of.
func fileOf(dsn string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		return dsn
	}
	return u.Path
}

// What every connection is told, and what one is that reads.
const (
	sqlitePragmas = "&_pragma=busy_timeout(20000)&_pragma=mmap_size(8589934592)"
	sqliteReading = "&_pragma=query_only(1)&_pragma=cache_size(-8192)"
)

// prepareFile makes a database's file where that is allowed and it is not there, for nobody but
// its owner: SQLite gives its log and index the same mode. It says what is in the way in words
// that name the path, which SQLite does not.
func (e *engine) prepareFile(file string, may Permission) error {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && may != MayMake:
		return fmt.Errorf("%s: %w", file, ErrNoDatabase)
	case errors.Is(err, fs.ErrNotExist):
		return makeFile(file)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder; name a file with --db", file)
	case info.Size() == 0 && may != MayMake:
		return fmt.Errorf("%s: %w", file, ErrNoDatabase)
	case may == MayRead:
		return e.prepareReading(file)
	}
	return writable(file)
}

func makeFile(file string) error {
	folder, err := os.Stat(filepath.Dir(file))
	if err != nil || !folder.IsDir() {
		return fmt.Errorf("%s: there is no folder %s; make it, or name another file with --db", file, filepath.Dir(file))
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) { // another one was just as quick
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w; the database's folder must be one that this user may write", err)
	}
	return f.Close()
}

// prepareReading readies a file for who only reads, also where nothing can be written: on a
// medium that is read-only, or in another user's folder. SQLite then has no place for the index
// of its log, and reads by the one that is there. Without a log it is told that nobody changes
// the file, which is so on such a medium; what may be so elsewhere is looked at in the end.
func (e *engine) prepareReading(file string) error {
	e.writer, e.reader = e.looker, e.looker
	if err := readable(file); err != nil || writable(file) == nil {
		return err
	}
	before, err := os.Stat(file)
	if err != nil {
		return err
	}
	how := "ro"
	log, index := sizeOf(file+"-wal"), sizeOf(file+"-shm")
	switch {
	case log > 0 && index < 0:
		return fmt.Errorf("%s: its log %s-wal holds changes, and nothing can be written here to read them by; copy both to a folder that this user may write", file, file)
	case log <= 0:
		how = "ro&immutable=1"
		e.settled = func() error { return unchanged(file, before) }
	}
	e.looker = sqliteDSN(file, how+sqlitePragmas+sqliteReading)
	e.writer, e.reader = e.looker, e.looker
	return nil
}

// sizeOf returns the length of a file in bytes, -1 where there is none.
func sizeOf(file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		return -1
	}
	return info.Size()
}

// unchanged errs where somebody wrote a database that was read as one that nobody writes.
func unchanged(file string, before fs.FileInfo) error {
	after, err := os.Stat(file)
	if err != nil {
		return err
	}
	if sizeOf(file+"-wal") > 0 || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
		return fmt.Errorf("%s was written to while it was read, so what was read may be of two states; do it again", file)
	}
	return nil
}

func readable(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("%w; run shimei as the user that the database belongs to", err)
	}
	return f.Close()
}

// writable refuses a file, or a folder for the log beside it, that can't be written.
func writable(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err == nil {
		err = errors.Join(f.Close(), writableFolder(filepath.Dir(file)))
	}
	if err != nil {
		return fmt.Errorf("%w; this user must be able to write the database and its folder", err)
	}
	return nil
}
