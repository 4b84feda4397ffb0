package feed

import (
	"context"
	"log/slog"

	"shimei/store/intake"
)

// log logs whatever the context has come to.
func (w *Watcher) log(level slog.Level, message string, args ...any) {
	w.Log.Log(context.Background(), level, message, args...)
}

// tell logs what came of a file.
func (w *Watcher) tell(f *file) {
	done := f.taken.done
	args := []any{"file", f.name, "import", done.Key, "kind", string(done.Kind)}
	if done.State == intake.Refused {
		args = append(args, "faults", len(done.Faults))
		if len(done.Faults) > 0 {
			args = append(args, "first", done.Faults[0].Error())
		}
		w.log(slog.LevelWarn, "refused", append(args, "moves_to", f.taken.to)...)
		return
	}
	w.log(slog.LevelInfo, "stored", append(args, "rows", done.Rows, "added", done.Added, "changed", done.Changed,
		"unchanged", done.Unchanged, "removed", done.Removed, "moves_to", f.taken.to)...)
}

// trouble is what is the matter, as it was said; "" for nothing.
type trouble string

// has logs what is the matter, once for as long as it is so.
func (w *Watcher) has(t *trouble, level slog.Level, message string, err error) {
	if now := trouble(message + err.Error()); *t != now {
		*t = now
		w.log(level, message, "error", err)
	}
}

// over logs that what was the matter is over.
func (w *Watcher) over(t *trouble, message string) {
	if *t != "" {
		*t = ""
		w.log(slog.LevelInfo, message)
	}
}
