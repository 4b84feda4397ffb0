package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestWhatWasWrittenWhileItWasReadAsUnchangingIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.db")
	if err := os.WriteFile(file, []byte("a database"), 0o600); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := unchanged(file, before); err != nil {
		t.Error(err)
	}
	for what, change := range map[string]func() error{
		"the log":  func() error { return os.WriteFile(file+"-wal", []byte("changes"), 0o600) },
		"the time": func() error { return os.Chtimes(file, time.Time{}, before.ModTime().Add(time.Second)) },
		"the size": func() error { return os.WriteFile(file, []byte("a data"), 0o600) },
		"all":      func() error { return os.Remove(file) },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		if err := unchanged(file, before); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s changed: %v", what, err)
		}
		if err := errors.Join(os.RemoveAll(file+"-wal"), os.WriteFile(file, []byte("a database"), 0o600),
			os.Chtimes(file, time.Time{}, before.ModTime())); err != nil {
			t.Fatal(err)
		}
	}
}
