package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// outcome is what a command printed and returned.
type outcome struct {
	code     int
	out, err string
}

// shimei runs one command on a database.
func shimei(t *testing.T, db string, args ...string) outcome {
	t.Helper()
	return shimeiWith(t, "", append([]string{"--db", db}, args...)...)
}

func shimeiWith(t *testing.T, in string, args ...string) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(t.Context(), args, strings.NewReader(in), &out, &errs)
	return outcome{code, out.String(), errs.String()}
}

// done runs a command that is to succeed and returns its output.
func done(t *testing.T, db string, args ...string) string {
	t.Helper()
	o := shimei(t, db, args...)
	if o.code != exitDone {
		t.Fatalf("shimei %v: exit %d\n%s%s", args, o.code, o.out, o.err)
	}
	return o.out
}

// scenarios are the worked cases, by their folders.
func scenarios(t *testing.T) []string {
	t.Helper()
	folders, err := filepath.Glob("../../store/testdata/scenarios/*")
	if err != nil || len(folders) != 5 {
		t.Fatalf("worked cases: %v %v", folders, err)
	}
	return folders
}

// factFiles returns the fact files of a folder.
func factFiles(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("fact files of %s: %v %v", folder, files, err)
	}
	return files
}

// write makes a file of its own and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// ended is a context that has ended already.
func ended() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}
