package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// ErrInUse is returned where a database is to be replaced that somebody has open.
var ErrInUse = errors.New("the database is in use: end shimei serve, and what else has it open")

// DifferentError is returned for a copy that is sound as a file, and in which Verify finds
// differences.
type DifferentError struct{ Found []Difference }

// Error tells the first of them.
func (e DifferentError) Error() string {
	var lines strings.Builder
	for k, d := range e.Found {
		if k == named {
			fmt.Fprintf(&lines, "\n  and %d more", len(e.Found)-named)
			break
		}
		fmt.Fprintf(&lines, "\n  %s", d)
	}
	return fmt.Sprintf("verify finds %d differences in it:%s", len(e.Found), lines.String())
}

// RestoreOptions say how a copy is restored.
type RestoreOptions struct {
	Now       time.Time // names what is replaced
	Different bool      // also a copy that Verify finds differences in
}

// Restored is what a restore did.
type Restored struct {
	Kept   string // where the database that was there lies now, "" where there was none
	Schema int64  // of the copy, before it was brought up to date
}

// Restore puts a copy of a database of SQLite in the place of the database, which nobody may have
// open, or where there is none. The copy stays as it is. It may be of an older schema, which is
// brought up to date, but must be sound; all sessions in it are ended, which may have been ended
// since. What was there is kept beside it under a dated name. Whenever it is cut off, the name of
// the database is that of the one or of the other, and each without what belongs to the other.
func Restore(ctx context.Context, db, src string, o RestoreOptions) (r Restored, err error) {
	e := engineOf(db)
	if e.integrity == "" {
		return r, OwnToolsError{"pg_restore --clean --if-exists --single-transaction --dbname=" + e.place + " " + src}
	}
	if db, err = target(db, src); err != nil {
		return r, err
	}
	if r.Schema, err = restorable(ctx, src); err != nil {
		return r, fmt.Errorf("%s: %w", src, err)
	}
	if err := free(ctx, db); err != nil { // before the long work, to be asked again
		return r, err
	}
	fresh, err := emptyFile(db + ".restoring-")
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, removed(fresh)) }()
	if err := ready(ctx, src, fresh, o); err != nil {
		return r, fmt.Errorf("%s: %w", src, err)
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
	if err := e.prepare(&e, MayRead); err != nil && !errors.Is(err, ErrNoDatabase) {
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

// ready makes an empty file a database that can take the place of another: what the copy holds,
// of today's schema, checked and on disk.
func ready(ctx context.Context, src, fresh string, o RestoreOptions) (err error) {
	e := engineOf(src)
	if err := e.prepare(&e, MayRead); err != nil {
		return err
	}
	if err := e.copyInto(ctx, fresh); err != nil {
		return err
	}
	s, _, err := Open(ctx, fresh, Options{May: MayChange, Clock: func() time.Time { return o.Now }, Actor: "restore"})
	if err != nil {
		return err
	}
	found, err := s.Verify(ctx)
	if err == nil && len(found) > 0 && !o.Different {
		err = DifferentError{found}
	}
	if err == nil {
		err = s.update(ctx, func(t *tx) error { return t.exec("DELETE FROM sessions") })
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	if sizeOf(fresh+"-wal") > 0 {
		return fmt.Errorf("%s-wal is left over, so somebody else has opened %s", fresh, fresh)
	}
	_, err = checkCopy(ctx, fresh)
	return err
}
