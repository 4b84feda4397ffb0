package main

import (
	"bytes"
	"io"
	"os"
	"testing"

	"shimei/store"
	"shimei/store/intake"
)

// tiny is as small as a vendor gets.
const tiny = 0.0001

// folder is one of the test's own that PostgreSQL's user can reach, and whose path is short
// enough for a socket: those of the testing package are neither.
func folder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "bench-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}

// generated is every file of a newly made vendor, by its name.
func generated(t *testing.T) map[string]string {
	t.Helper()
	w := newWorld(sizesAt(tiny))
	files := map[string]string{}
	for _, f := range factFiles {
		var out bytes.Buffer
		if err := f.to(w, &out); err != nil {
			t.Fatal(err)
		}
		files[f.name] = out.String()
	}
	var out bytes.Buffer
	if err := w.usage(&out, 1, monthsAtLast, w.subscriptions); err != nil {
		t.Fatal(err)
	}
	files["usage"] = out.String()
	return files
}

// fill imports the facts and the usage of two months.
func fill(t *testing.T, b *bench, db string) {
	t.Helper()
	files, err := b.world.writeFacts(b.folder)
	if err != nil {
		t.Fatal(err)
	}
	usage, err := b.world.writeUsage(b.folder, 1, 2, b.world.subscriptions)
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := store.Open(t.Context(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var sources []intake.Source
	for _, f := range append(files, usage) {
		sources = append(sources, intake.Source{Name: f, Open: func() (io.ReadCloser, error) { return os.Open(f) }})
	}
	if _, err := s.Import(t.Context(), sources, intake.Options{Actor: "test"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
