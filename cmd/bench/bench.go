package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// bench is one run: the vendor, and the folder in which everything is.
type bench struct {
	options
	ctx     context.Context
	world   *world
	folder  string
	shimei  string // the program
	history history
	server  *cluster // nil until PostgreSQL is needed
	log     io.Writer
	begun   time.Time
}

// newBench makes the folder and builds the program that is measured.
func newBench(ctx context.Context, o options, log io.Writer) (*bench, error) {
	b := &bench{options: o, ctx: ctx, log: log, begun: time.Now()}
	b.world = newWorld(sizesAt(o.Scale))
	within := o.Dir
	if within == "" {
		var err error
		if within, err = os.UserCacheDir(); err != nil {
			within = os.TempDir()
		}
		if err := os.MkdirAll(within, 0o700); err != nil {
			return nil, err
		}
	}
	var err error
	if b.folder, err = os.MkdirTemp(within, "shimei-bench-"); err != nil {
		return nil, err
	}
	b.say("working in %s", b.folder)
	b.shimei = b.path("shimei")
	if _, err := (command{name: "go", args: []string{"build", "-o", b.shimei, "shimei/cmd/shimei"}}).run(ctx); err != nil {
		return nil, errors.Join(err, b.close())
	}
	return b, nil
}

// close ends what was started and takes the folder away.
func (b *bench) close() error {
	var err error
	if b.server != nil {
		err = b.server.stop()
	}
	return errors.Join(err, os.RemoveAll(b.folder))
}

func (b *bench) path(name string) string { return filepath.Join(b.folder, name) }

// say tells how far the bench is.
func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(b.log, "%5.0fs  %s\n", time.Since(b.begun).Seconds(), fmt.Sprintf(format, args...))
}

// times returns a number of repetitions at the scale, but not less than the least.
func (b *bench) times(n, least int) int { return max(int(float64(n)*min(b.Scale, 1)), least) }

// engines names the engines that are measured, and those that they are held against.
func (b *bench) engines() (string, error) {
	own, err := sqliteVersion(b.ctx)
	if err != nil {
		return "", err
	}
	var shell bytes.Buffer
	if _, err := (command{name: "sqlite3", args: []string{"--version"}, out: &shell}).run(b.ctx); err != nil {
		return "", fmt.Errorf("%w\nThe bench needs the shell of SQLite: run `make deps`", err)
	}
	version, _, _ := strings.Cut(shell.String(), " ")
	text := fmt.Sprintf("SQLite %s (modernc.org/sqlite) against the sqlite3 shell %s", own, version)
	if b.Postgres {
		bin, err := postgresPrograms()
		if err != nil {
			return "", err
		}
		var server bytes.Buffer
		if _, err := (command{name: filepath.Join(bin, "postgres"), args: []string{"--version"}, out: &server}).run(b.ctx); err != nil {
			return "", err
		}
		text += "; " + strings.TrimSpace(server.String())
	}
	return text, nil
}
