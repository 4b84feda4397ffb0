package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// postgres is where Debian keeps the server.
const postgres = "/usr/lib/postgresql/15/bin"

// password is that of everybody in a network that nobody else reaches.
const password = "of-nobody-else"

// machine is one of those with a database: a network of its own, and folders that it alone sees in the usual places.
type machine struct {
	name, address, folder string

	patroni, etcd *exec.Cmd
}

// own are the folders that each machine has for itself, and their users.
var own = []struct{ place, user string }{
	{"/etc/patroni", "postgres"}, {"/var/lib/postgresql", "postgres"}, {"/run/postgresql", "postgres"}, {"/var/lib/etcd", "etcd"},
}

// newMachine connects one to the network, and writes its files.
func newMachine(ctx context.Context, lab, name, address string) (*machine, error) {
	m := &machine{name: name, address: address, folder: filepath.Join(lab, name)}
	for _, step := range [][]string{
		{"ip", "netns", "add", name},
		{"ip", "link", "add", m.cable(), "type", "veth", "peer", "name", "eth0", "netns", name},
		{"ip", "link", "set", m.cable(), "master", lan, "up"},
		{"ip", "-n", name, "addr", "add", address + "/24", "dev", "eth0"},
		{"ip", "-n", name, "link", "set", "lo", "up"},
		{"ip", "-n", name, "link", "set", "eth0", "up"},
	} {
		if err := run(ctx, step[0], step[1:]...); err != nil {
			return nil, err
		}
	}
	for _, o := range own {
		if err := run(ctx, "install", "-d", "-o", o.user, "-g", o.user, "-m", "700", m.folder+o.place); err != nil {
			return nil, err
		}
	}
	settings := m.folder + "/etc/patroni/config.yml"
	if err := m.write("docs/ha/patroni.yml", settings); err != nil {
		return nil, err
	}
	return m, run(ctx, "chown", "postgres:postgres", settings)
}

func (m *machine) cable() string { return "to-" + m.name }

// write writes one of the files that the guide has, as its reader is to write it.
func (m *machine) write(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, []byte(m.filledIn(string(text))), 0o600)
}

// filledIn is a file of the guide with what stands in it for a machine's own name and address, and for passwords.
func (m *machine) filledIn(text string) string {
	return strings.NewReplacer("@NAME@", m.name, "@ADDRESS@", m.address, "@SUPERUSER_PASSWORD@", password,
		"@REPLICATION_PASSWORD@", password, "@PORTAL_PASSWORD@", password).Replace(text)
}

// onMachine runs a program as a user on a machine, in the folders that are the machine's own. It is the first process of
// a namespace, with which all others end.
const onMachine = `
set -e
folder=$1 name=$2 user=$3 places=$4
shift 4
mount -t proc proc /proc
for place in $places; do
	mount --bind "$folder$place" "$place"
done
cd /
nsenter --net="/run/netns/$name" setpriv --reuid "$user" --regid "$user" --init-groups "$@" &
wait
`

// starts starts a program on the machine.
func (m *machine) starts(user string, environment []string, program ...string) (*exec.Cmd, error) {
	var places []string
	for _, o := range own {
		places = append(places, o.place)
	}
	c := exec.Command("/bin/sh", append([]string{"-c", onMachine, "machine", m.folder, m.name, user, strings.Join(places, " ")}, program...)...)
	c.Env = append([]string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8"}, environment...)
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWPID}
	return c, startLogged(c, m.folder+"-"+filepath.Base(program[0])+logged)
}

// startEtcd starts etcd with the environment that Debian's service reads from the guide's file.
func (m *machine) startEtcd() (err error) {
	text, err := os.ReadFile("docs/ha/etcd")
	if err != nil {
		return err
	}
	var environment []string
	for line := range strings.Lines(m.filledIn(string(text))) {
		if !strings.HasPrefix(line, "#") {
			environment = append(environment, strings.TrimSpace(line))
		}
	}
	m.etcd, err = m.starts("etcd", environment, "/usr/bin/etcd")
	return err
}

func (m *machine) startPatroni() (err error) {
	m.patroni, err = m.starts("postgres", nil, "/usr/bin/patroni", "/etc/patroni/config.yml")
	return err
}

// killDatabase kills Patroni and all processes of PostgreSQL at once.
func (m *machine) killDatabase() error {
	if err := m.patroni.Process.Kill(); err != nil {
		return err
	}
	if exit := (*exec.ExitError)(nil); !errors.As(m.patroni.Wait(), &exit) || m.patroni.ProcessState.ExitCode() != -1 {
		return fmt.Errorf("on %s Patroni had ended before it was killed", m.name)
	}
	return nil
}

// connected connects the machine to the network, or cuts it off.
func (m *machine) connected(ctx context.Context, is bool) error {
	state := map[bool]string{true: "up", false: "down"}[is]
	return run(ctx, "ip", "link", "set", m.cable(), state)
}
