package feed

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/intake"
)

// sweep takes the files that are whole, in the order of dependence and older ones first. It ends with ctx
// between two files, and with patient in the midst of one.
func (w *Watcher) sweep(ctx, patient context.Context) {
	root, whole, err := w.open()
	if err != nil {
		level := slog.LevelError
		if errors.Is(err, ErrHeld) { // as it is where several portals share it
			level = slog.LevelWarn
		}
		w.has(&w.ofFolder, level, "the folder cannot be watched; it is tried again", err)
		return
	}
	defer root.Close()
	w.over(&w.ofFolder, "the folder is watched again")
	w.takeAll(ctx, patient, root, w.due(root, whole))
}

// open opens the folder, which may be another one than at the last look, and looks into it.
func (w *Watcher) open() (root *os.Root, whole []*file, err error) {
	if err := w.Hold(); err != nil {
		return nil, nil, err
	}
	if root, err = os.OpenRoot(w.folder); err != nil {
		return nil, nil, err
	}
	if whole, err = w.look(root, w.Clock()); err != nil {
		return nil, nil, errors.Join(err, root.Close())
	}
	return root, whole, nil
}

// due moves the files that are imported already, and returns those that are to be taken now.
func (w *Watcher) due(root *os.Root, whole []*file) (due []*file) {
	for _, f := range whole {
		switch {
		case f.taken != nil:
			w.settle(root, f)
		case f.again.over(w.Clock()):
			due = append(due, f)
		}
	}
	return due
}

// takeAll takes files one after another until ctx ends or the database is away. On a share whose locks do not reach
// from one machine to the next, several watchers hold the folder: then one at a time takes files into the database.
func (w *Watcher) takeAll(ctx, patient context.Context, root *os.Root, files []*file) {
	if len(files) == 0 || !w.away.over(w.Clock()) {
		return
	}
	if err := w.Into.Ready(patient); err != nil {
		if patient.Err() == nil {
			w.databaseAway(err)
		}
		return
	}
	if _, err := w.Into.Alone(patient, "watch "+w.folder, func(patient context.Context) error {
		w.takeEach(ctx, patient, root, files)
		return nil
	}); err != nil && patient.Err() == nil {
		w.databaseAway(err)
	}
}

// takeEach takes those files that are still there: another watcher may have taken them since they were seen.
func (w *Watcher) takeEach(ctx, patient context.Context, root *os.Root, files []*file) {
	files = slices.DeleteFunc(files, func(f *file) bool { return !f.unchanged(root) })
	var refused []string
	for _, f := range w.inOrder(patient, root, files) {
		if ctx.Err() != nil || !w.take(patient, root, f, refused) {
			return
		}
		if f.taken != nil && f.taken.done.State == intake.Refused {
			refused = append(refused, f.name)
		}
	}
}

// inOrder puts files in the order of dependence. One whose kind can't be told comes first: it is refused, or
// cannot be read, and others may hang on it.
func (w *Watcher) inOrder(ctx context.Context, root *os.Root, files []*file) []*file {
	if len(files) == 1 {
		return files
	}
	places := map[*file]int{}
	for _, f := range files {
		kind, err := w.Into.KindOf(ctx, f.source(root), w.Import.Reading)
		if err != nil { // its import says so
			kind = ""
		}
		places[f] = slices.Index(facts.Kinds, kind)
	}
	slices.SortStableFunc(files, func(a, b *file) int { return places[a] - places[b] })
	return files
}

// take imports a file and moves it. It reports false where the others need not be tried.
func (w *Watcher) take(ctx context.Context, root *os.Root, f *file, refused []string) bool {
	done, err := w.Into.Import(ctx, []intake.Source{f.source(root)}, w.Import)
	switch {
	case err == nil && len(done) == 1:
		w.away = patience{}
		w.over(&w.ofDatabase, "the database is back")
		f.taken = takenAs(done[0], refused, w.Clock())
		w.tell(f)
		w.settle(root, f)
		return true
	case ctx.Err() != nil:
		w.say(f, slog.LevelWarn, "not finished in time: nothing of it is stored, and it is taken at the next start")
		return false
	case errors.Is(err, errChanged):
		w.say(f, slog.LevelInfo, "changed while it was read: nothing of it is stored, and it is taken once it is whole")
	case errors.Is(err, db.ErrUnavailable), errors.Is(err, db.ErrBusy):
		w.databaseAway(err)
		return false
	default:
		f.again = f.again.longer(w.Clock())
		w.say(f, slog.LevelError, "not taken; it stays and is tried again", "error", err)
	}
	return true
}

// databaseAway keeps the files where they are for a while: for good where this program is too old for the database.
func (w *Watcher) databaseAway(err error) {
	if errors.Is(err, db.ErrNewer) && w.Over != nil {
		w.Over(err)
		return
	}
	w.away = w.away.longer(w.Clock())
	w.has(&w.ofDatabase, slog.LevelWarn, "the database is away: the files stay where they are and are taken once it is back", err)
}
