package main

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// endless is an import that ends when it is cut off, or not even then.
type endless struct {
	cut     chan struct{}
	ignores bool
}

func (e endless) Finish(ctx context.Context) bool {
	if e.ignores {
		return false
	}
	select {
	case <-e.cut:
		return true
	case <-ctx.Done():
		return false
	}
}

func (e endless) CutOff() { close(e.cut) }

func TestAnImportHasTheGraceToFinishAndIsCutOffThen(t *testing.T) {
	for name, c := range map[string]struct {
		is   endless
		late bool
		want []string
	}{
		"one that finishes":     {endless{cut: closed()}, false, nil},
		"one that is cut off":   {endless{cut: make(chan struct{})}, true, []string{"nothing of the file that it was at is stored"}},
		"one that does not end": {endless{make(chan struct{}), true}, true, []string{"nothing of the file", "has not ended yet"}},
	} {
		var log bytes.Buffer
		patient, over := context.WithCancel(t.Context())
		if c.late {
			over()
		}
		stopping{time.Second, slog.New(slog.NewTextHandler(&log, nil)), c.is}.finish(patient)
		over()
		if strings.Count(log.String(), "\n") != len(c.want) {
			t.Errorf("%s: %s", name, log.String())
		}
		for _, want := range c.want {
			if !strings.Contains(log.String(), want) {
				t.Errorf("%s does not say %q: %s", name, want, log.String())
			}
		}
	}
}

func closed() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}
