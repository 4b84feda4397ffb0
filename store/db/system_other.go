//go:build !unix

package db

import "io/fs"

// writableFolder leaves it to the system, which says so when a file is made.
func writableFolder(string) error { return nil }

// sameOwner leaves a file to who made it.
func sameOwner(fs.FileInfo, string) error { return nil }

// heldByOthers leaves it to the system, which does not let a file be renamed that is open.
func heldByOthers(string, lockedBytes) (bool, error) { return false, nil }

type lockedBytes struct{}

var fileLocks, indexLocks lockedBytes
