//go:build unix

package db

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// writableFolder errs where no file can be made in a folder.
func writableFolder(folder string) error {
	const write = 2
	if err := syscall.Access(folder, write); err != nil {
		return &fs.PathError{Op: "write to the folder", Path: folder, Err: err}
	}
	return nil
}

// sameOwner gives a file the mode and the owner that another one has. Only root can give it to
// another user.
func sameOwner(as fs.FileInfo, file string) error {
	if err := os.Chmod(file, as.Mode().Perm()); err != nil {
		return err
	}
	if owner, is := as.Sys().(*syscall.Stat_t); is && os.Geteuid() == 0 {
		return os.Chown(file, int(owner.Uid), int(owner.Gid))
	}
	return nil
}

// The bytes that SQLite locks while it has a file open: of the database, and of the index of its log.
// They are part of the format.
var (
	fileLocks  = lockedBytes{0x40000000, 512}
	indexLocks = lockedBytes{120, 9}
)

type lockedBytes struct{ first, count int64 }

// heldByOthers reports whether another process holds SQLite's locks on a file, which SQLite
// itself can't tell of a file that it can't read, or that has lost its name.
func heldByOthers(file string, locks lockedBytes) (held bool, err error) {
	f, err := os.Open(file)
	if err != nil {
		return false, ignoreAbsent(err)
	}
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart, Start: locks.first, Len: locks.count}
	err = syscall.FcntlFlock(f.Fd(), syscall.F_GETLK, &lock)
	return lock.Type != syscall.F_UNLCK, errors.Join(err, f.Close())
}
