package db

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// ErrInUse is returned where a database is to be replaced that somebody has open.
var ErrInUse = errors.New("the database is in use: end shimei serve, and what else has it open")

// RestoreOptions say how a copy is restored.
type RestoreOptions struct {
	Now time.Time // names what is replaced
	// Ready brings the file that is to take the database's place up to date, and checks what it
	// holds; its error ends the restore.
	Ready func(ctx context.Context, file string) error
}

// Restored is what a restore did.
type Restored struct {
	Kept   string // where the database that was there lies now, "" where there was none
	Schema int64  // of the copy, before it was brought up to date
}

// Restore puts a copy of a database of SQLite in the place of the database, which nobody may have
// open, or where there is none. The copy stays as it is. It may be of an older schema, which is
// brought up to date, but must be sound. What was there is kept beside it under a dated name. Whenever it is cut off, the name of
// the database is that of the one or of the other, and each without what belongs to the other.
func Restore(ctx context.Context, db, src string, o RestoreOptions) (r Restored, err error) {
	e := engineOf(db)
	if e.integrity == "" {
		return r, OwnToolsError{"pg_restore --clean --if-exists --single-transaction --dbname=" + e.place + " " + src}
	}
	if db, err = target(db, src); err != nil {
		return r, err
	}
	copyOf := src // as people know it
	src, done, err := untouched(src, db)
	if err != nil {
		return r, fmt.Errorf("%s: %w", copyOf, err)
	}
	defer func() { err = errors.Join(err, done()) }()
	if r.Schema, err = restorable(ctx, src); err != nil {
		return r, fmt.Errorf("%s: %w", copyOf, err)
	}
	if err := free(ctx, db); err != nil { // before the long work, to be asked again
		return r, err
	}
	fresh, err := emptyFile(db + ".restoring-")
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, removed(fresh)) }()
	if err := copied(ctx, src, fresh, o); err != nil {
		return r, fmt.Errorf("%s: %w", copyOf, err)
	}
	r.Kept, err = replace(ctx, db, fresh, o.Now)
	return r, err
}

// target returns where a database's file is, or is to be; a link leads there.
func target(db, src string) (string, error) {
	there, err := os.Stat(db)
	if errors.Is(err, fs.ErrNotExist) {
		if folder, err := os.Stat(filepath.Dir(db)); err != nil || !folder.IsDir() {
			return "", fmt.Errorf("%s: there is no folder %s; make it, or name another file with --db", db, filepath.Dir(db))
		}
		return db, nil
	}
	if err != nil {
		return "", err
	}
	if there.IsDir() {
		return "", fmt.Errorf("%s is a folder; name a file with --db", db)
	}
	if copied, err := os.Stat(src); err == nil && os.SameFile(there, copied) {
		return "", fmt.Errorf("%s is the database itself", src)
	}
	if err := writable(db); err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(db)
}

// untouched returns where a copy can be read without a change of it. One with a log beside it would
// have the log folded in, so that a private duplicate of both is read, which done removes.
func untouched(src, db string) (file string, done func() error, err error) {
	done = func() error { return nil }
	if sizeOf(src+"-wal") <= 0 && sizeOf(src+"-journal") <= 0 {
		return src, done, nil
	}
	file, err = emptyFile(db + ".copied-")
	if err != nil {
		return "", done, err
	}
	done = func() error { return removed(file) }
	for _, suffix := range logs {
		if suffix != "-shm" && sizeOf(src+suffix) >= 0 && err == nil {
			err = duplicate(src+suffix, file+suffix)
		}
	}
	return file, done, err
}

func duplicate(file, name string) error {
	from, err := os.Open(file)
	if err != nil {
		return err
	}
	to, err := os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return errors.Join(err, from.Close())
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close(), from.Close())
}

// readingCopy returns what reads a copy: one without a log is opened as a file that never changes.
func readingCopy(src string) (engine, error) {
	e := engineOf(src)
	err := e.prepare(&e, MayRead)
	if err == nil && sizeOf(src+"-wal") <= 0 && sizeOf(src+"-journal") <= 0 {
		e.looker = sqliteDSN(src, "ro&immutable=1"+sqlitePragmas+sqliteReading)
	}
	return e, err
}

// restorable refuses what is no sound copy of a database of Shimei's, or one of a newer schema.
func restorable(ctx context.Context, src string) (schema int64, err error) {
	e := engineOf(src)
	if e.integrity == "" {
		return 0, errors.New("a copy is a file")
	}
	if info, err := os.Stat(src); err != nil { // in words that say nothing of --db
		return 0, err
	} else if info.IsDir() {
		return 0, errors.New("a copy is a file, and this is a folder")
	}
	e, err = readingCopy(src)
	if err != nil && !errors.Is(err, ErrNoDatabase) {
		return 0, err
	} else if err == nil {
		schema, err = e.sound(ctx)
		if err != nil && !errors.Is(err, ErrNoDatabase) {
			return 0, err
		}
		if newest, known := newestSchema(); err == nil && (known != nil || schema > newest) {
			return 0, errors.Join(known, newerSchema(schema, newest))
		} else if err == nil {
			return schema, nil
		}
	}
	return 0, errors.New("it is no copy of a database of Shimei")
}

// copied makes an empty file a database that can take the place of another: what the copy holds,
// of today's schema, checked and on disk.
func copied(ctx context.Context, src, fresh string, o RestoreOptions) (err error) {
	e, err := readingCopy(src)
	if err != nil {
		return err
	}
	if err := e.copyInto(ctx, fresh); err != nil {
		return err
	}
	if err := o.Ready(ctx, fresh); err != nil {
		return err
	}
	if sizeOf(fresh+"-wal") > 0 {
		return fmt.Errorf("%s-wal is left over, so somebody else has opened %s", fresh, fresh)
	}
	_, err = checkCopy(ctx, fresh)
	return err
}
