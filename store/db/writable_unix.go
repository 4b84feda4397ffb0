//go:build unix

package db

import (
	"io/fs"
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
