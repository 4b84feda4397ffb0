package feed

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"shimei/store/intake"
)

// The folders in the watched one.
const (
	doneFolder    = "done"
	refusedFolder = "refused"
)

// makeFolders makes them where they are not there, with the mode of the watched one.
func makeFolders(root *os.Root) error {
	above, err := root.Stat(".")
	if err != nil {
		return err
	}
	for _, name := range []string{doneFolder, refusedFolder} {
		if err := root.Mkdir(name, above.Mode().Perm()); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if info, err := root.Stat(name); err != nil || !info.IsDir() {
			return errors.Join(fmt.Errorf("%s in %s is no folder; move it away", name, root.Name()), err)
		}
	}
	return nil
}

// taken is what an import made of a file, and where the file goes.
type taken struct {
	done  intake.Import
	to    string   // its path in the folder
	after []string // files that were refused before it by the same look
	stuck bool     // it could not be moved
}

// takenAs tells where a file goes: a name that no other file ever has, since the number of the import is in it.
func takenAs(done intake.Import, after []string, now time.Time) *taken {
	folder := doneFolder
	if done.State == intake.Refused {
		folder = refusedFolder
	}
	name := fmt.Sprintf("%s-import-%d-%s", now.UTC().Format("2006-01-02T150405Z"), done.Key, lastOf(done.File, 180))
	return &taken{done: done, to: path.Join(folder, name), after: after}
}

// lastOf returns the end of a name, of so many bytes at most: names have a bound.
func lastOf(name string, most int) string {
	for len(name) > most {
		_, size := utf8.DecodeRuneInString(name)
		name = name[size:]
	}
	return name
}

// settle moves a file that is imported. Where that fails it stays, and later looks try to move it and do not
// import it again.
func (w *Watcher) settle(root *os.Root, f *file) {
	t := f.taken
	err := w.move(root, f)
	switch {
	case err == nil:
		delete(w.files, f.name)
		if t.stuck {
			w.log(slog.LevelInfo, "moved", "file", f.name, "to", t.to)
		}
	case errors.Is(err, errChanged):
		delete(w.files, f.name)
		w.log(slog.LevelInfo, "changed after it was taken: it stays, and is taken again once it is whole", "file", f.name, "import", t.done.Key)
	default:
		t.stuck = true
		w.say(f, slog.LevelError, "imported, but it cannot be moved: it stays and is not imported again; let shimei write to the folders "+
			doneFolder+" and "+refusedFolder+", or move it by hand", "to", t.to, "error", err)
	}
}

// move writes the report of a file that was taken, and then moves the file beside it. It is errChanged where
// the file is no longer the one that was imported: then it stays.
func (w *Watcher) move(root *os.Root, f *file) error {
	t := f.taken
	if !f.unchanged(root) {
		return errChanged
	}
	if err := makeFolders(root); err != nil { // somebody may have removed them
		return err
	}
	if _, err := root.Lstat(t.to); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(fmt.Errorf("%s is there already", t.to), err)
	}
	if err := w.writeReports(root, f); err != nil {
		return err
	}
	if err := root.Rename(f.name, t.to); err != nil {
		return err
	}
	info, err := root.Lstat(t.to)
	if err == nil && f.sameAs(info) {
		return nil
	}
	return errors.Join(errChanged, err, w.putBack(root, f)) // another one came under its name at that moment
}

// putBack moves a file back that was not the one to be moved, unless there is yet another one by now.
func (w *Watcher) putBack(root *os.Root, f *file) error {
	if _, err := root.Lstat(f.name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return root.Rename(f.taken.to, f.name)
}

// writeReports writes what came of a file: as JSON, and of a refused one as text too. One that is there is
// of an earlier try.
func (w *Watcher) writeReports(root *os.Root, f *file) error {
	object, err := w.Report(f.taken.done)
	if err != nil {
		return err
	}
	reports := map[string][]byte{".json": object}
	if f.taken.done.State == intake.Refused {
		reports[".txt"] = f.taken.text()
	}
	for ending, text := range reports {
		if err := root.WriteFile(f.taken.to+ending, text, f.info.Mode().Perm()&0o666|0o600); err != nil {
			return err
		}
	}
	return nil
}

// text tells people what is wrong with a file, one line a fault.
func (t *taken) text() []byte {
	var b strings.Builder
	for _, fault := range t.done.Faults {
		b.WriteString(fault.Error() + "\n")
	}
	if len(t.after) > 0 {
		b.WriteString("\nRefused just before it: " + strings.Join(t.after, ", ") + ". If this file needs what is in there, mend that first, and put both into the folder again.\n")
	}
	return []byte(b.String())
}
