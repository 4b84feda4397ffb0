package feed

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// lockName is the file in the folder that the watcher holds locked. It stays when the watcher ends; the lock
// goes with the process, however that ends.
const lockName = ".shimei-watch.lock"

// ErrHeld is returned where another watcher has the folder.
var ErrHeld = errors.New("the folder is watched already")

// lock is a folder's lock file while it is held.
type lock struct {
	path string
	file *os.File
}

// lockFolder locks a folder, or errs with who has it.
func lockFolder(folder string, now time.Time) (*lock, error) {
	path := filepath.Join(folder, lockName)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	l := &lock{path, f}
	locked, err := lockFile(f)
	switch {
	case err != nil:
		err = fmt.Errorf("lock %s: %w", path, err)
	case !locked:
		err = fmt.Errorf("%w, by %s; end that one, or give this one a folder of its own", ErrHeld, holder(f))
	case !l.inPlace():
		err = fmt.Errorf("%s was replaced while it was locked; try again", path)
	default:
		err = l.sign(now)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return l, nil
}

// sign writes into the file who holds it, for the one who finds it locked.
func (l *lock) sign(now time.Time) error {
	host, err := os.Hostname()
	if err != nil {
		host = "an unknown machine"
	}
	text := fmt.Sprintf("process %d on %s since %s\n", os.Getpid(), host, now.UTC().Format(time.RFC3339))
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err = l.file.WriteAt([]byte(text), 0)
	return err
}

// holder reads who holds the file.
func holder(f *os.File) string {
	text, err := io.ReadAll(io.LimitReader(f, 200))
	if name := strings.TrimSpace(string(text)); err == nil && name != "" {
		return name
	}
	return "another process"
}

// inPlace reports whether the file that is locked is still the one of its name: a share that was mounted
// anew, or a folder that was replaced, has another one or none.
func (l *lock) inPlace() bool {
	held, err := l.file.Stat()
	if err != nil {
		return false
	}
	now, err := os.Lstat(l.path)
	return err == nil && os.SameFile(held, now)
}

func (l *lock) release() error { return l.file.Close() }
