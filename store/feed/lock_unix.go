//go:build unix

package feed

import (
	"errors"
	"os"
	"syscall"
)

// lockFile locks a file until it is closed, and reports false where another process, or another opener of
// this one, holds it.
func lockFile(f *os.File) (bool, error) {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		default:
			return err == nil, err
		}
	}
}
