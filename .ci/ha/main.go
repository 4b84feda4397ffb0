// Command ha holds the files of docs/ha, which docs/scale.md explains, against machines that fail: three of them with etcd,
// Patroni and PostgreSQL, and a portal behind HAProxy at which people nominate while the primary is killed or cut off, again
// and again. It fails where a nomination that was acknowledged is not in the database exactly once, or the portal does
// not come back by itself.
//
// The machines are namespaces of Linux, within namespaces of this program's own: its network, its processes, what it mounts
// and its files, which are in memory, are gone when it ends, however it ends.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// inside is the word by which the program starts itself within its namespaces.
const inside = "inside"

func main() {
	runtime.LockOSThread() // the child ends with the thread that started it
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	rounds := flag.Int("rounds", 20, "how often the primary fails")
	flag.Parse()
	work := func() error { return outside(ctx, *rounds) }
	if flag.Arg(0) == inside {
		work = func() error { return within(ctx, flag.Arg(1), *rounds) }
	}
	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, "ha:", err)
		os.Exit(1)
	}
}

// outside builds the portal, and starts this program again in namespaces of its own.
func outside(ctx context.Context, rounds int) (err error) {
	if err := ready(); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "shimei-ha-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := os.Chmod(folder, 0o755); err != nil { // PostgreSQL and etcd run as users of their own
		return err
	}
	if err := run(ctx, "go", "build", "-o", filepath.Join(folder, "shimei"), "./cmd/shimei"); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	child := exec.CommandContext(ctx, self, "-rounds", strconv.Itoa(rounds), inside, folder)
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	child.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true, // an interrupt at the terminal is for this process
		Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWIPC}
	if err := child.Run(); err != nil {
		return errors.New("it failed, as is said above")
	}
	return nil
}

// needed are the programs, and the packages of Debian 12 that have them.
var needed = []struct{ program, of string }{
	{postgres + "/postgres", "postgresql-15"},
	{"/usr/bin/patroni", "patroni"},
	{"/usr/lib/python3/dist-packages/etcd/__init__.py", "python3-etcd"},
	{"/usr/bin/etcd", "etcd-server"},
	{"/usr/sbin/haproxy", "haproxy"},
	{"/usr/bin/nsenter", "util-linux"},
	{"/usr/bin/setpriv", "util-linux"},
	{"/usr/sbin/ip", "iproute2"},
}

// ready says what is missing, and what to do.
func ready() error {
	var packages []string
	for _, n := range needed {
		if _, err := os.Stat(n.program); err != nil {
			packages = append(packages, n.of)
		}
	}
	if len(packages) > 0 {
		return fmt.Errorf(`not installed: %s. On Debian 12, and so that none of the services is started:
  printf '#!/bin/sh\nexit 101\n' | sudo tee /usr/sbin/policy-rc.d >/dev/null && sudo chmod 755 /usr/sbin/policy-rc.d
  sudo apt-get install -y --no-install-recommends %[1]s
  sudo rm /usr/sbin/policy-rc.d`, strings.Join(packages, " "))
	}
	if os.Geteuid() != 0 {
		return errors.New("it makes networks and runs servers as their own users: run it as root, as by sudo env PATH=\"$PATH\" make ha")
	}
	return nil
}

// run runs a program to its end. What it says is told where it fails.
func run(ctx context.Context, name string, args ...string) error {
	said, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, said)
	}
	return nil
}
