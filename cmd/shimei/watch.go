package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/feed"
	"shimei/store/intake"
)

// feedOptions say how a folder is watched, by watch and by serve.
type feedOptions struct {
	Settle time.Duration `default:"5s" help:"How often the folder is looked into, and how long a file is unchanged before it is taken."`
	fileOptions
}

type watchCommand struct {
	Folder string `arg:"" help:"Folder that other systems put fact files into."`
	feedOptions
	Wait  time.Duration `name:"wait-for-database" default:"1m" help:"How long to wait at the start for a PostgreSQL server that is not up yet."`
	Grace time.Duration `default:"5s" help:"How long the file that is being taken has to finish once it is told to stop; else nothing of it is stored, and it is taken at the next start."`
}

// Run takes in what comes into the folder until it is told to stop.
func (c watchCommand) Run(t *terminal) (err error) {
	w, err := c.watcher(c.Folder, c.Grace, slog.New(slog.NewTextHandler(t.err, nil)))
	if err != nil {
		return err
	}
	if err := w.Hold(); err != nil { // before a database is made for it
		return fmt.Errorf("watch: %w", err)
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	s, err := t.whenUp(c.Wait, func() (*store.Store, error) { return t.open(db.MayMake) })
	if t.ctx.Err() != nil && err != nil { // told to stop before it began
		return nil
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "Shimei watches %s\n", c.Folder)
	ctx, over := context.WithCancelCause(t.ctx)
	defer over(nil)
	w.Into, w.Over = s, over
	w.Run(ctx)
	return errors.Join(outdated(ctx), s.Close())
}

// watching is a watcher in the process of a portal; the zero value watches nothing.
type watching struct {
	watcher *feed.Watcher
	stop    context.CancelFunc
	ended   chan struct{}
}

// begin watches until ctx ends, or end is called. What fails is in the log and does not end the portal, not
// even that the folder can't be watched yet.
func (w *watching) begin(ctx context.Context, into *store.Store) {
	if w.watcher == nil {
		return
	}
	ctx, w.stop = context.WithCancel(ctx)
	w.watcher.Into, w.ended = into, make(chan struct{})
	go func() {
		defer close(w.ended)
		w.watcher.Run(ctx)
	}()
}

// end waits until the file that is being taken has ended, so that the database can be closed.
func (w *watching) end() error {
	if w.ended == nil {
		return nil
	}
	w.stop()
	<-w.ended
	return w.watcher.Close()
}

// watcher returns a watcher of a folder, which has yet to be told what it takes files into.
func (o feedOptions) watcher(folder string, grace time.Duration, log *slog.Logger) (*feed.Watcher, error) {
	if least := 100 * time.Millisecond; o.Settle < least {
		return nil, misuse{fmt.Errorf("a file that is unchanged for %s may be half a file; wait for %s at least", o.Settle, least)}
	}
	place, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	options, err := o.importing("watch " + place)
	if err != nil {
		return nil, err
	}
	return feed.New(place, feed.Options{Import: options, Settle: o.Settle, Grace: grace, Log: log, Report: reportFile}), nil
}

// reportFile writes the report that is put beside a file: its object in the output of import.
func reportFile(x intake.Import) ([]byte, error) {
	var text bytes.Buffer
	err := writeJSON(&text, importJSON(x))
	return text.Bytes(), err
}
