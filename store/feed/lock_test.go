package feed

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTwoWatchersAreKeptApart(t *testing.T) {
	n := beginning(t)
	n.must(n.watcher.Hold())
	n.must(n.watcher.Hold()) // it holds it already
	second := n.another()
	if err := second.Hold(); !errors.Is(err, ErrHeld) || !strings.Contains(err.Error(), fmt.Sprintf("by process %d on ", os.Getpid())) ||
		!strings.Contains(err.Error(), " since 2026-11-27T03:15:00Z;") {
		t.Error(err)
	}
	n.must(n.watcher.Close())
	n.must(second.Hold())
	n.must(second.Close())
}

func TestASecondWatcherTakesOverWhenTheFirstEnds(t *testing.T) {
	n := beginning(t)
	first := n.another()
	n.must(first.Hold())
	n.comes("usage.csv", "usage")
	n.after(settle)
	n.after(settle)
	n.took()
	n.said(1, "cannot be watched; .*watched already")
	n.must(first.Close())
	n.after(settle)
	n.after(settle)
	n.took("usage.csv=usage")
	n.said(1, "watched again")
}

func TestAFolderThatWasReplacedIsLockedAnew(t *testing.T) {
	n := beginning(t)
	n.after(0)
	n.must(os.Rename(n.folder, n.folder+" away")) // a share that is not mounted
	t.Cleanup(func() { n.must(os.RemoveAll(n.folder + " away")) })
	n.after(settle)
	n.after(settle)
	n.said(1, "there is no folder")
	n.must(os.Mkdir(n.folder, 0o700))
	n.comes("usage.csv", "usage")
	if err := n.another().Hold(); !errors.Is(err, ErrHeld) {
		t.Error(err)
	}
	n.after(settle)
	n.took("usage.csv=usage")
}

func TestAFolderThatIsNoneCannotBeHeld(t *testing.T) {
	n := beginning(t)
	outside := t.TempDir()
	n.must(os.Symlink(outside, filepath.Join(n.folder, refusedFolder)))
	if err := n.watcher.Hold(); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Error(err)
	}
	file := filepath.Join(outside, "file")
	n.must(os.WriteFile(file, nil, 0o600))
	for _, folder := range []string{file, filepath.Join(outside, "absent")} {
		if err := New(folder, n.watcher.Options).Hold(); err == nil || !strings.Contains(err.Error(), folder) {
			t.Error(err)
		}
	}
	if left, err := os.ReadDir(outside); err != nil || len(left) != 1 {
		t.Error(left, err)
	}
}
