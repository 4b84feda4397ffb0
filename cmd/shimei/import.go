package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"shimei/store"
	"shimei/store/intake"
	"shimei/store/report"
)

type importCommand struct {
	Files  []string `arg:"" name:"file" help:"Fact files, in any order, - for standard input; they are taken in the order of dependence."`
	DryRun bool     `help:"Say what would happen, also to figures, levels and closed months, and store nothing."`
	fileOptions
	Format string `enum:"table,json" default:"table" help:"Form of the output: ${enum}."`
}

// Run takes in the files and reports on each. Faults go to standard error as FILE:LINE: column:
// message.
func (c importCommand) Run(t *terminal) error {
	options, err := c.importing(account())
	if err != nil {
		return err
	}
	input, err := c.standardInput(t)
	if err != nil {
		return err
	}
	defer input.remove()
	for _, name := range c.Files { // before a database is made for them
		if err := readable(input.path(name)); err != nil {
			return err
		}
	}
	open := t.making
	if c.DryRun {
		open = t.rehearsing
	}
	return open(func(s *store.Store) error {
		var paths []string
		for _, name := range c.Files {
			paths = append(paths, input.path(name))
		}
		bar := newBar(t.err, paths)
		var sources []intake.Source
		for k, name := range c.Files {
			sources = append(sources, intake.Source{Name: name, Open: func() (io.ReadCloser, error) { return bar.open(paths[k]) }})
		}
		done, effect, err := c.take(t, s, sources, options)
		bar.clear()
		if err != nil && len(done) == 0 {
			return err
		}
		return errors.Join(c.report(t, done, effect), err)
	})
}

// take imports the files, or rehearses that, which has an effect to tell of unless a file is refused.
func (c importCommand) take(t *terminal, s *store.Store, files []intake.Source, o intake.Options) ([]intake.Import, *report.Effect, error) {
	if c.DryRun {
		r, err := s.Rehearse(t.ctx, files, o)
		return r.Files, r.Effect, err
	}
	done, err := s.Import(t.ctx, files, o)
	return done, nil, err
}

// readable errs for a file that is not there, is a folder or is somebody else's.
func readable(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("%s is a folder; name the files in it", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return f.Close()
}

type importObject struct {
	File      string          `json:"file"`
	Kind      string          `json:"kind"`
	State     string          `json:"state"`
	Rows      int64           `json:"rows"`
	Added     int64           `json:"added"`
	Changed   int64           `json:"changed"`
	Unchanged int64           `json:"unchanged"`
	Removed   int64           `json:"removed"`
	Cleared   []clearedObject `json:"cleared"` // stored values that empty cells clear, by column
	Form      string          `json:"form"`    // how it is written, such as "UTF-16, tab-separated"; "" where it can't be told
	Errors    []faultObject   `json:"errors"`
	Mapping   *mappingReport  `json:"mapping,omitempty"` // of a file that a mapping reads
	Effect    *effectObject   `json:"effect,omitempty"`  // of all files of a dry run together, with the last of them
}

type clearedObject struct {
	Column string `json:"column"`
	Values int64  `json:"values"`
}

type faultObject struct {
	Line    int    `json:"line"`
	Column  string `json:"column"`
	Message string `json:"message"`
}

// importJSON is what an import made of a file, as scripts read it.
func importJSON(x intake.Import) importObject {
	o := importObject{x.File, string(x.Kind), string(x.State), x.Rows, x.Added, x.Changed, x.Unchanged, x.Removed, []clearedObject{}, x.Form, []faultObject{}, mappingJSON(x.Mapping), nil}
	for _, c := range x.Cleared {
		o.Cleared = append(o.Cleared, clearedObject(c))
	}
	for _, f := range x.Faults {
		o.Errors = append(o.Errors, faultObject{f.Line, f.Column, f.Message})
	}
	return o
}

func (c importCommand) report(t *terminal, done []intake.Import, effect *report.Effect) error {
	objects := make([]importObject, 0, len(done))
	rows := [][]string{{"file", "kind", "state", "rows", "added", "changed", "unchanged", "removed", "form"}}
	refused := false
	for _, file := range done {
		o := importJSON(file)
		for _, f := range file.Faults {
			fmt.Fprintln(t.err, f.Error())
		}
		objects = append(objects, o)
		rows = append(rows, []string{o.File, o.Kind, o.State, fmt.Sprint(o.Rows), fmt.Sprint(o.Added), fmt.Sprint(o.Changed), fmt.Sprint(o.Unchanged), fmt.Sprint(o.Removed), o.Form})
		refused = refused || file.State == intake.Refused
	}
	if effect != nil {
		objects[len(objects)-1].Effect = effectJSON(effect)
	}
	write := func() error {
		all := []error{writeRows(t.out, "table", rows, 3)}
		for _, file := range done {
			all = append(all, writeCleared(t.out, file))
			all = append(all, writeMapping(t.out, file.File, file.Mapping))
		}
		return errors.Join(append(all, writeEffect(t.out, effect))...)
	}
	if c.Format == "json" {
		write = func() error { return writeJSON(t.out, objects) }
	}
	if err := write(); err != nil {
		return err
	}
	if refused {
		if left := len(c.Files) - len(done); left > 0 && !c.DryRun {
			fmt.Fprintf(t.err, "Files not taken in after the refused one: %d. Mend it and import them again; what is stored stays.\n", left)
		}
		return errSaid
	}
	return nil
}

// writeCleared tells people what empty cells of a file clear, if anything.
func writeCleared(w io.Writer, x intake.Import) error {
	if len(x.Cleared) == 0 {
		return nil
	}
	var columns []string
	for _, c := range x.Cleared {
		columns = append(columns, fmt.Sprintf("%s %d", c.Column, c.Values))
	}
	_, err := fmt.Fprintf(w, "%s: empty cells clear stored values: %s; a column that is left out of the file keeps them\n", x.File, strings.Join(columns, ", "))
	return err
}

// account names who runs the command, for the record.
func account() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "command line"
}

// bar shows on a terminal how much of the files was read, once that takes over a second.
type bar struct {
	*progressbar.ProgressBar
	begun time.Time
}

func newBar(w io.Writer, files []string) *bar {
	var total int64
	for _, name := range files {
		if info, err := os.Stat(name); err == nil {
			total += info.Size()
		}
	}
	f, is := w.(*os.File)
	visible := is && term.IsTerminal(int(f.Fd()))
	return &bar{progressbar.NewOptions64(total, progressbar.OptionSetWriter(w), progressbar.OptionSetVisibility(visible),
		progressbar.OptionShowBytes(true), progressbar.OptionClearOnFinish(), progressbar.OptionSetRenderBlankState(false)), time.Now()}
}

func (b *bar) open(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	return &countedFile{f, b, 0}, err
}

// clear takes the bar away. A bar that can't be drawn is no reason to fail.
func (b *bar) clear() { _ = b.Clear() }

type countedFile struct {
	*os.File
	bar     *bar
	pending int
}

// Read reads from the file and moves the bar.
func (f *countedFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.pending += n
	if time.Since(f.bar.begun) > time.Second {
		_ = f.bar.Add(f.pending)
		f.pending = 0
	}
	return n, err
}
