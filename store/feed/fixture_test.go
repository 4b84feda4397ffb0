package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"shimei/store/facts"
	"shimei/store/intake"
)

const settle = 5 * time.Second

var began = time.Date(2026, 11, 27, 3, 15, 0, 0, time.UTC)

// night is a folder with its watcher, by a clock that the test moves.
type night struct {
	*fake
	t       *testing.T
	folder  string
	watcher *Watcher
	now     time.Time
	log     bytes.Buffer
}

// fake takes files in. A file that says "refuse" is refused; its kind is the beginning of its name.
type fake struct {
	imported  []string          // names and texts, as they came
	during    func(name string) // runs once a file was opened
	ready     error
	busy      bool             // another watcher takes files of the folder
	elsewhere func()           // runs before files are taken
	duty      string           // that was asked for last
	fails     map[string]error // by name, before anything is read
}

func (f *fake) Ready(context.Context) error { return f.ready }

func (f *fake) Alone(ctx context.Context, duty string, do func(context.Context) error) (bool, error) {
	f.duty = duty
	if f.elsewhere != nil {
		f.elsewhere()
	}
	if f.busy {
		return false, nil
	}
	return true, do(ctx)
}

func (f *fake) KindOf(_ context.Context, file intake.Source, _ facts.Options) (facts.Kind, error) {
	kind, _, _ := strings.Cut(file.Name, ".")
	return facts.Kind(kind), f.fails[file.Name]
}

func (f *fake) Import(ctx context.Context, files []intake.Source, o intake.Options) ([]intake.Import, error) {
	name := files[0].Name
	if err := f.fails[name]; err != nil {
		return nil, err
	}
	r, err := files[0].Open()
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	defer r.Close()
	if f.during != nil {
		f.during(name)
	}
	text, err := io.ReadAll(r)
	if err := errors.Join(err, ctx.Err()); err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	f.imported = append(f.imported, name+"="+string(text))
	done := intake.Import{Key: int64(len(f.imported)), File: name, State: intake.Stored}
	if string(text) == "refuse" || len(text) == 0 {
		done.State, done.Faults = intake.Refused, []facts.Fault{{File: name, Line: 2, Column: "month", Message: "is no month"}}
	}
	return []intake.Import{done}, nil
}

func beginning(t *testing.T) *night {
	t.Helper()
	n := &night{fake: &fake{fails: map[string]error{}}, t: t, folder: t.TempDir(), now: began}
	n.watcher = n.another()
	t.Cleanup(func() {
		if err := n.watcher.Close(); err != nil {
			t.Error(err)
		}
	})
	return n
}

// another returns another watcher of the folder.
func (n *night) another() *Watcher {
	return New(n.folder, Options{Into: n.fake, Settle: settle, Log: slog.New(slog.NewTextHandler(&n.log, nil)), Clock: func() time.Time { return n.now },
		Report: func(x intake.Import) ([]byte, error) { return fmt.Appendf(nil, "%s %s", x.File, x.State), nil }})
}

// after lets time pass, and then looks.
func (n *night) after(d time.Duration) {
	n.now = n.now.Add(d)
	n.watcher.sweep(n.t.Context(), n.t.Context())
}

// comes puts a file into the folder, as old as the clock says, and looks.
func (n *night) comes(name, text string) {
	n.t.Helper()
	n.writes(name, text)
	n.after(0)
}

func (n *night) writes(name, text string) {
	n.t.Helper()
	path := filepath.Join(n.folder, name)
	if err := errors.Join(os.WriteFile(path, []byte(text), 0o600), os.Chtimes(path, n.now, n.now)); err != nil {
		n.t.Fatal(err)
	}
}

func (n *night) must(err error) {
	n.t.Helper()
	if err != nil {
		n.t.Fatal(err)
	}
}

// holds checks which files are in the folder and below it, but for the lock.
func (n *night) holds(want ...string) {
	n.t.Helper()
	var got []string
	n.must(filepath.WalkDir(n.folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != lockName {
			name, _ := filepath.Rel(n.folder, path)
			got = append(got, filepath.ToSlash(name))
		}
		return err
	}))
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		n.t.Errorf("the folder holds %q, want %q\n%s", got, want, &n.log)
	}
}

// took checks what was imported, in that order.
func (n *night) took(want ...string) {
	n.t.Helper()
	if !slices.Equal(n.imported, want) {
		n.t.Errorf("imported %q, want %q\n%s", n.imported, want, &n.log)
	}
}

// said checks how often the log has a text.
func (n *night) said(times int, pattern string) {
	n.t.Helper()
	if got := len(regexp.MustCompile(pattern).FindAllString(n.log.String(), -1)); got != times {
		n.t.Errorf("%q is said %d times, want %d\n%s", pattern, got, times, &n.log)
	}
}

func (n *night) read(name string) string {
	n.t.Helper()
	text, err := os.ReadFile(filepath.Join(n.folder, name))
	n.must(err)
	return string(text)
}

// waiting moves the clock in place of waiting for the next look. A grace of 0 is over at once, and
// any other never.
func (n *night) waiting(d time.Duration) <-chan time.Time {
	over := make(chan time.Time, 1)
	switch d {
	case settle:
		n.now = n.now.Add(d)
		over <- n.now
	case 0:
		over <- time.Time{}
	}
	return over
}

func sourcesOf(f *file, root *os.Root) []intake.Source { return []intake.Source{f.source(root)} }

// endless never comes to the end of a file: it is told to stop, and ends with the context.
type endless struct {
	*fake
	stop func()
}

func (e endless) Import(ctx context.Context, _ []intake.Source, _ intake.Options) ([]intake.Import, error) {
	e.stop()
	<-ctx.Done()
	return nil, ctx.Err()
}
