package feed

import (
	"cmp"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"
)

// longest is how long a whole file waits for others that are being written, and an empty one for its text;
// slow is after how long that is said.
const (
	longest = 30 * time.Minute
	slow    = time.Minute
)

// file is an entry of the folder, as the looks have seen it.
type file struct {
	name  string
	info  fs.FileInfo
	since time.Time // of the first look that saw it as it is
	said  string    // which is not said of it again
	again patience  // after it could not be taken
	taken *taken    // it is imported, and waits to be moved
}

// sameAs reports whether another look saw the same file with the same size and time of change.
func (f *file) sameAs(now fs.FileInfo) bool {
	return os.SameFile(f.info, now) && f.info.Size() == now.Size() && f.info.ModTime().Equal(now.ModTime()) && f.info.Mode() == now.Mode()
}

// unchanged reports whether the file is still as it was seen.
func (f *file) unchanged(root *os.Root) bool {
	now, err := root.Lstat(f.name)
	return err == nil && f.sameAs(now)
}

// look looks into the folder, and returns the files that are to be taken now, older ones first.
func (w *Watcher) look(root *os.Root, now time.Time) ([]*file, error) {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil, err
	}
	seen := map[string]*file{}
	for _, e := range entries {
		info, err := root.Lstat(e.Name())
		if errors.Is(err, fs.ErrNotExist) { // it was moved away since
			continue
		}
		if err != nil {
			return nil, err
		}
		f := w.files[e.Name()]
		if f == nil || !f.sameAs(info) {
			f = &file{name: e.Name(), info: info, since: now}
		}
		seen[f.name] = f
	}
	w.files = seen
	return w.whole(now), nil
}

// whole returns the files that are to be taken: none while others are being written, for a while.
func (w *Watcher) whole(now time.Time) (whole []*file) {
	var written *file // one that is
	for _, f := range w.files {
		switch kind := kindOf(f.name); {
		case f.name == lockName:
		case !f.info.Mode().IsRegular():
			w.leave(f)
		case kind == foreign:
			w.say(f, slog.LevelWarn, "left alone: by its name it is no fact file; those end in "+strings.Join(slices.Concat(factEndings, packedEndings), " "))
		case f.beingWritten(now, w.Settle):
			written = f
		case kind == fact:
			whole = append(whole, f)
		}
	}
	if written != nil {
		whole = slices.DeleteFunc(whole, func(f *file) bool { return w.waits(f, written, now) })
	}
	slices.SortFunc(whole, func(a, b *file) int {
		return cmp.Or(a.info.ModTime().Compare(b.info.ModTime()), cmp.Compare(a.name, b.name))
	})
	return whole
}

// beingWritten reports whether a file may still be written. One under a temporary name that has not changed
// for long was given up, or is none of a transfer.
func (f *file) beingWritten(now time.Time, settle time.Duration) bool {
	age := now.Sub(f.since)
	return age < settle || f.info.Size() == 0 && kindOf(f.name) == fact && age < longest
}

// waits reports whether a whole file waits for one that is being written.
func (w *Watcher) waits(f, written *file, now time.Time) bool {
	age := now.Sub(f.since)
	if age >= longest {
		return false
	}
	if age >= slow && f.taken == nil {
		w.say(f, slog.LevelInfo, "waits for another file that is being written, for half an hour at most", "other", written.name)
	}
	return true
}

// leave says why what is no file is left alone. Folders of ours and hidden ones go without saying.
func (w *Watcher) leave(f *file) {
	switch mode := f.info.Mode(); {
	case mode.IsDir() && (f.name == doneFolder || f.name == refusedFolder || kindOf(f.name) == temporary):
	case mode.IsDir():
		w.say(f, slog.LevelWarn, "left alone: it is a folder; put the files into the watched folder itself")
	case mode&fs.ModeSymlink != 0:
		w.say(f, slog.LevelWarn, "left alone: it is a symbolic link; put the file itself here")
	default:
		w.say(f, slog.LevelWarn, "left alone: it is no regular file")
	}
}

// say logs what is the matter with a file, once for as long as that is so.
func (w *Watcher) say(f *file, level slog.Level, message string, args ...any) {
	if f.said == message {
		return
	}
	f.said = message
	w.log(level, message, append([]any{"file", f.name}, args...)...)
}
