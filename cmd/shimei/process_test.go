package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/storetest"
)

// asCommand is set in the environment of a copy of this test program that is to be shimei, and everyDuty to how often
// its duties are done.
const (
	asCommand = "SHIMEI_TEST_AS_COMMAND"
	everyDuty = "SHIMEI_TEST_DUTY_EVERY"
)

func TestMain(m *testing.M) {
	if every, err := time.ParseDuration(os.Getenv(everyDuty)); err == nil {
		dutyEvery = every
	}
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(storetest.Run(m))
}

// opened is a portal that a command has opened once. Tests that do not look at how that goes
// begin with a copy.
var opened = &storetest.Template{Fill: func(db string) error {
	s, _, err := store.Open(context.Background(), db, store.Options{})
	if err != nil {
		return err
	}
	return s.Close()
}}

// each runs a test on both engines, on a portal that was opened before.
func each(t *testing.T, run func(t *testing.T, db string)) {
	t.Helper()
	storetest.Places(t, func(t *testing.T, db string) {
		opened.At(t, db)
		run(t, db)
	})
}

// onSQLite is each on SQLite alone.
func onSQLite(t *testing.T, run func(t *testing.T, db string)) {
	t.Helper()
	db := filepath.Join(t.TempDir(), "portal.db")
	opened.At(t, db)
	run(t, db)
}

// process is shimei in a process of its own, for what is between processes.
func process(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	return processOf(t, os.Args[0], args...)
}

func processOf(t *testing.T, program string, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), program, args...)
	c.Env = append(os.Environ(), asCommand+"=1")
	return c
}

// outcomeOf runs a process to its end.
func outcomeOf(t *testing.T, c *exec.Cmd) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return outcome{c.ProcessState.ExitCode(), out.String(), errs.String()}
}

// openFolder makes a folder that every user can look into.
func openFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "shimei-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(os.Chmod(folder, 0o755), os.RemoveAll(folder)); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}

// bystander is shimei run by a user who may write nothing of ours: where the tests run as root
// one that is not, since root may write where nobody else may.
func bystander(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	if os.Geteuid() != 0 {
		return process(t, args...)
	}
	copied := filepath.Join(openFolder(t), "shimei")
	duplicate(t, os.Args[0], copied, 0o755)
	c := processOf(t, copied, args...)
	nobody, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	id, err := strconv.Atoi(nobody.Uid)
	if err != nil {
		t.Fatal(err)
	}
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(id), Gid: uint32(id)}}
	return c
}

// duplicate copies a file.
func duplicate(t *testing.T, from, to string, mode os.FileMode) {
	t.Helper()
	source, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, mode)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(target, source); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(target.Close(), os.Chmod(to, mode)); err != nil {
		t.Fatal(err)
	}
}

// eventually waits for a condition; the deadline only bounds a failure.
func eventually(t *testing.T, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Minute); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("waited in vain")
		}
	}
}
