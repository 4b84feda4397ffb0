package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// longest bounds every program that the bench runs.
const longest = time.Hour

// command is a program to be run to its end.
type command struct {
	name  string
	args  []string
	stdin string    // its standard input
	out   io.Writer // where its output goes; nil for nowhere
	peak  *int64    // where the most memory that it takes goes, in KiB; nil for nowhere
}

// run runs the program and returns how long it took. An error holds the program's standard error.
func (c command) run(ctx context.Context) (time.Duration, error) {
	ctx, done := context.WithTimeout(ctx, longest)
	defer done()
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, c.name, c.args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(c.stdin), c.out, &said
	for _, v := range os.Environ() { // but what would set options of ours or of psql's
		if !strings.HasPrefix(v, "SHIMEI_") && !strings.HasPrefix(v, "PG") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	// A group of its own, so that what it has started ends with it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	begun := time.Now()
	err := cmd.Start()
	if err == nil {
		if c.peak != nil {
			most := watch(cmd.Process.Pid)
			defer func() { *c.peak = most() }()
		}
		err = cmd.Wait()
	}
	took := time.Since(begun)
	if err != nil {
		return took, fmt.Errorf("%s %s: %w\n%s", c.name, strings.Join(c.args, " "), err, said.Bytes())
	}
	return took, nil
}

// watch follows how much memory a process takes until the returned function is called, and
// then knows the most in KiB. It asks the system time and again, which keeps the peak: what
// it says of an ended process is no less than the peak of who started it.
func watch(process int) (most func() int64) {
	stop, peak := make(chan struct{}), make(chan int64)
	go func() {
		var most int64
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			kib, _, _ := strings.Cut(field(fmt.Sprintf("/proc/%d/status", process), "VmHWM", ":"), " ")
			if n, err := strconv.ParseInt(kib, 10, 64); err == nil {
				most = max(most, n)
			}
			select {
			case <-stop:
				peak <- most
				return
			case <-tick.C:
			}
		}
	}()
	return func() int64 {
		close(stop)
		return <-peak
	}
}
